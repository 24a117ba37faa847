extension Reason {
    /// The reasons of `CookieBlockedReason` and `SetCookieBlockedReason` in the DevTools protocol, and
    /// crumb's own where DevTools has none.
    package static let cookies: [Reason] = [
        Reason(
            "AmbiguousSerialization",
            .cookie,
            "no name, and a value with `=`, which would be sent back as a name and a value",
            cause: "The line begins with an equals sign, and its value contains another.",
            fix: "Give the cookie a name: name=value."
        ),
        Reason(
            "DisallowedCharacter",
            .cookie,
            "a control character in the line",
            cause: "Binary or multi-line data was put into the value unencoded.",
            fix: "Encode the value, percent-encoded or as base64."
        ),
        Reason(
            "DomainMismatch",
            .cookie,
            "the cookie belongs to another host",
            cause:
                "It was set without Domain and so belongs to one host only, or its Domain does "
                + "not cover the host being called.",
            fix:
                "Call the host that set it, or have the server set it with a Domain that covers both."
        ),
        Reason(
            "Expired",
            .cookie,
            "it had already expired when it arrived, and there was nothing to delete",
            cause: "The line deletes a cookie, and no cookie has the same name, Domain, Path and "
                + "partition; or the server's clock is wrong.",
            fix:
                "To delete a cookie, repeat the Domain and Path (and Partitioned) with which it was "
                + "set."
        ),
        Reason(
            "HttpOnly",
            .cookie,
            "script can neither read nor set an HttpOnly cookie",
            cause: "document.cookie hides HttpOnly cookies. Requests carry them all the same.",
            fix:
                "Nothing, for a session: that is what HttpOnly is for. For a token that script must "
                + "read, set a second cookie without it."
        ),
        Reason(
            "InvalidDomain",
            .cookie,
            "Domain names another host, a public suffix, or something that is not a host",
            cause:
                "Domain has a port or a scheme, names a sibling or child of the host, or is a suffix "
                + "such as co.uk, github.io or a name without a dot.",
            fix:
                "Leave Domain out, and the cookie belongs to the host that sets it; or name that host "
                + "or a parent domain under which you own every host."
        ),
        Reason(
            "InvalidPartitioned",
            .cookie,
            "Partitioned without Secure",
            cause:
                "Partitioned was added to a line that is not Secure, or is served over plain http.",
            fix: "Add Secure, and serve it over https; over plain http, leave Partitioned out."
        ),
        Reason(
            "InvalidPrefix",
            .cookie,
            "the name begins with `__Secure-`, `__Host-` or another prefix whose requirements "
                + "are not met",
            cause: "__Secure- requires Secure and a secure connection; __Host- also Path=/ and no "
                + "Domain. Http prefixes also require HttpOnly.",
            fix: "Set the attributes that the prefix requires, or choose a name without it."
        ),
        Reason(
            "NameValuePairExceedsMaxSize",
            .cookie,
            "name and value together are longer than 4096 bytes",
            cause: "A whole session or a large token is kept in the cookie.",
            fix: "Keep the data on the server and only its key in the cookie."
        ),
        Reason(
            "NoCookieContent",
            .cookie,
            "neither a name nor a value",
            cause: "The line is empty or has only attributes.",
            fix: "Write name=value."
        ),
        Reason(
            "NotOnPath",
            .cookie,
            "the cookie's Path does not cover the request's",
            cause:
                "It was set with a Path, or without one by a URL in another folder: the default is "
                + "the folder of the URL that set it.",
            fix: "Set it with Path=/."
        ),
        Reason(
            "OverwriteHttpOnly",
            .cookie,
            "script tried to replace an HttpOnly cookie",
            cause: "document.cookie sets a name that the server has set with HttpOnly.",
            fix: "Have the server change it, or use another name."
        ),
        Reason(
            "OverwriteSecure",
            .cookie,
            "an insecure connection tried to replace a Secure cookie",
            cause: "The same name was set over https with Secure before.",
            fix: "Set it over https."
        ),
        Reason(
            "PartitionMismatch",
            .cookie,
            "it lives in the partition of another top-level site",
            cause:
                "It was set with Partitioned (or by a browser that partitions third parties) while "
                + "the tab showed another site.",
            fix: "Open the page under the site where it was set, or set it without Partitioned."
        ),
        Reason(
            "AnonymousContext",
            .cookie,
            "the frame that makes the request, or one around it, is credentialless",
            cause:
                "<iframe credentialless> has a jar of its own, for itself and everything inside "
                + "it: it starts empty and disappears with the frame.",
            fix: "Leave the attribute out, or log in inside the frame."
        ),
        Reason(
            "SameSiteLax",
            .cookie,
            "SameSite=Lax, in a request from another site that is not a top-level GET navigation",
            cause:
                "Page and API are different sites: different registrable domains, or localhost "
                + "and 127.0.0.1. The port does not matter.",
            fix:
                "Serve page and API from one site, or have the server set SameSite=None; Secure over "
                + "https."
        ),
        Reason(
            "SameSiteNoneInsecure",
            .cookie,
            "SameSite=None without Secure",
            cause: "The framework's Secure option is off, as it often is in development.",
            fix:
                "Add Secure. On plain http of a host that is not this machine, use Lax and one site "
                + "instead."
        ),
        Reason(
            "SameSiteStrict",
            .cookie,
            "SameSite=Strict, in a request that another site started",
            cause:
                "The user follows a link from another site, a login provider redirects back, or the "
                + "page and the API are different sites.",
            fix: "Use SameSite=Lax: it is sent when other sites link here."
        ),
        Reason(
            "SameSiteUnspecifiedTreatedAsLax",
            .cookie,
            "no SameSite, which counts as Lax, in a request from another site",
            cause: "The framework does not set SameSite, and page and API are different sites.",
            fix:
                "Serve page and API from one site, or have the server set SameSite=None; Secure over "
                + "https.",
            browsers:
                "Chrome treats a missing SameSite as Lax. Firefox and Safari treat it as None."
        ),
        Reason(
            "SchemeNotSupported",
            .cookie,
            "the URL is not an http or https URL",
            cause: "The page is a file: or data: document.",
            fix: "Serve it over http or https."
        ),
        Reason(
            "SchemefulSameSiteLax",
            .cookie,
            "SameSite=Lax, in a request from another site that is not a top-level GET navigation; http and "
                + "https of one host count as two sites",
            cause:
                "Either the hosts differ, as localhost and 127.0.0.1 do, or one side is http and the other "
                + "https.",
            fix:
                "Serve both from one site (on this machine: by one name, localhost or 127.0.0.1) and over the "
                + "same scheme, or set SameSite=None; Secure.",
            browsers:
                "Chrome treats the scheme as part of the site, and uses this code for every "
                + "request from another site. Firefox and Safari only compare hosts."
        ),
        Reason(
            "SchemefulSameSiteStrict",
            .cookie,
            "SameSite=Strict, in a request that another site started; http and https of one host count as "
                + "two sites",
            cause:
                "Either the hosts differ, as localhost and 127.0.0.1 do, or one side is http and the other "
                + "https.",
            fix:
                "Serve both over https and from one site; for links from other sites, use SameSite=Lax.",
            browsers:
                "Chrome treats the scheme as part of the site, and uses this code for every "
                + "request from another site. Firefox and Safari only compare hosts."
        ),
        Reason(
            "SchemefulSameSiteUnspecifiedTreatedAsLax",
            .cookie,
            "no SameSite, which counts as Lax, in a request from another site; http and https of one host "
                + "count as two sites",
            cause:
                "Either the hosts differ, as localhost and 127.0.0.1 do, or one side is http and the other "
                + "https.",
            fix:
                "Serve both from one site (on this machine: by one name, localhost or 127.0.0.1) and over the "
                + "same scheme, or set SameSite=None; Secure.",
            browsers:
                "Chrome treats the scheme as part of the site, and uses this code for every "
                + "request from another site. Firefox and Safari treat a missing SameSite as None."
        ),
        Reason(
            "SecureOnly",
            .cookie,
            "Secure, over an insecure connection",
            cause: "The site is served over plain http, or a proxy in front of it terminates "
                + "https.",
            fix:
                "Serve it over https. In development, open it as localhost, where Chrome and Firefox "
                + "accept Secure.",
            browsers:
                "On http://localhost and 127.0.0.1 Chrome and Firefox accept Secure; Safari does "
                + "not."
        ),
        Reason(
            "SyntaxError",
            .cookie,
            "the line begins with `=`, and this browser requires a name",
            cause: "The name is missing before the equals sign.",
            fix: "Write name=value."
        ),
        Reason(
            "UserPreferences",
            .cookie,
            "third-party cookies are blocked",
            cause:
                "The browser, or --third-party block, blocks other sites' cookies on this page.",
            fix:
                "Serve page and API from one site. In Chrome and Firefox a cookie with Partitioned; "
                + "Secure; SameSite=None is kept for this page's site.",
            browsers:
                "Safari always blocks third-party cookies; Chrome and Firefox do if the user "
                + "chooses to."
        ),
    ]
}
