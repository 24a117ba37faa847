extension Reason {
    /// The reasons with codes of crumb's own: advice with a fix, or findings of `crumb doctor`.
    package static let advice: [Reason] = [
        Reason(
            .answerHeaderInRequest,
            "the page sends a header that belongs in responses",
            cause:
                "Access-Control-Allow-Origin was set on the request, to get rid of a CORS error.",
            fix: "Remove it from the request. The server must send it."
        ),
        Reason(
            .corsForCredentials,
            "after the change, the server must allow the page with credentials",
            cause: "The fix changes how the page makes the request, or where the page is: the "
                + "server must allow that as well.",
            fix: "Allow the page's origin by name, with Access-Control-Allow-Credentials: true."
        ),
        Reason(
            .cookieHeaderTooLarge,
            "the server rejects the request because its Cookie header is too long",
            cause: "Sessions are stored in cookies, or old cookies were never deleted. nginx and "
                + "Node.js stop at 8 to 16 KB of headers.",
            fix: "Keep the data on the server, and only its key in a cookie."
        ),
        Reason(
            .cookieWithoutSecure,
            "a cookie of an https server is also sent over plain http",
            cause: "The framework's Secure option is off.",
            fix: "Add Secure."
        ),
        Reason(
            .credentialsNotIncluded,
            "cookies were neither sent nor stored, because the request did not include credentials",
            cause: "fetch() only includes cookies for the page's own origin, unless it says "
                + "credentials: \"include\".",
            fix: "fetch(url, {credentials: \"include\"}), withCredentials in axios and "
                + "XMLHttpRequest."
        ),
        Reason(
            .crossSite,
            "the page and the API are different sites, and no cookie setting changes that here",
            cause:
                "The browser blocks third-party cookies, or the cookie is SameSite=Strict or Lax.",
            fix: "Serve both from one site, or have the page's own server proxy the calls."
        ),
        Reason(
            .deletionMissed,
            "the line should delete a cookie, but the stored one stays",
            cause: "A cookie is identified by name, Domain, Path and partition: the line has a "
                + "different Path or Domain than the one that set it.",
            fix: "Delete it with the attributes it was set with."
        ),
        Reason(
            .errorsWithoutCORS,
            "error responses lack the CORS headers that others have",
            cause:
                "The headers are added by the handler, which never ran; nginx's add_header skips "
                + "errors without \"always\".",
            fix: "Add them in middleware, to every response, errors included."
        ),
        Reason(
            .exposeHeadersWildcard,
            "Access-Control-Expose-Headers: * exposes nothing when credentials are included",
            cause: "With credentials, * is the name of a header rather than a wildcard.",
            fix: "List the headers."
        ),
        Reason(
            .filePage,
            "the page was opened as a file, so its origin is null",
            cause: "The HTML file was opened with a double click.",
            fix: "Serve it over http: python3 -m http.server 5500 --bind 127.0.0.1."
        ),
        Reason(
            .framedByAnotherSite,
            "the page is in a frame of another site, so its cookies are third-party cookies",
            cause: "It is embedded, and the browser blocks or partitions third-party cookies.",
            fix: "Open it in a tab of its own, or have it call document.requestStorageAccess()."
        ),
        Reason(
            .headersNotExposed,
            "the page cannot read some of the response's headers",
            cause:
                "Across origins, a page sees seven simple headers, such as Content-Type, and the "
                + "ones the server exposes.",
            fix: "List them in Access-Control-Expose-Headers, if the page should read them."
        ),
        Reason(
            .insecurePage,
            "the page would have to be served over https",
            cause: "http and https of one host are two sites to SameSite, and Secure cookies need "
                + "https.",
            fix: "Serve the page over https too, in development with the dev server's https option."
        ),
        Reason(
            .insecureTarget,
            "the API would have to be served over https",
            cause: "Secure cookies are only stored and sent over https, except on this machine.",
            fix: "Serve the API over https."
        ),
        Reason(
            .loggedOut,
            "crumb doctor got 401 or 403, because it is not logged in",
            cause: "Its jars start empty, so that its results are the same each time.",
            fix:
                "Point it at the URL that logs in, with -X POST --unsafe-methods, or send a token with "
                + "-H."
        ),
        Reason(
            .twoNames,
            "localhost and 127.0.0.1 are two sites, though both are this machine",
            cause: "The page is open at one name, and calls the API by the other.",
            fix: "Use one name for both."
        ),
        Reason(
            .missingScheme,
            "the URL lacks http://, so it became a path of the page",
            cause: "127.0.0.1:8000/me was written without a scheme.",
            fix: "Write the whole URL: http://127.0.0.1:8000/me."
        ),
        Reason(
            .missingVaryOrigin,
            "the response depends on Origin, but lacks Vary: Origin",
            cause: "The allowed origin is copied from a list, and Vary is not sent with it.",
            fix: "Send Vary: Origin with every response, or caches mix up the origins' responses."
        ),
        Reason(
            .narrowPath,
            "the cookie is only sent to one directory",
            cause: "Without Path, a cookie belongs to the directory of the URL that set it.",
            fix: "Set Path=/, if other URLs need it."
        ),
        Reason(
            .notReadable,
            "document.cookie does not show the cookie",
            cause: "It is HttpOnly, or the request that set it does not match this page.",
            fix: "Have the server send what the page needs; keep session cookies HttpOnly."
        ),
        Reason(
            .notSent,
            "crumb doctor sent the preflight of an unsafe method, but not the request",
            cause: "PUT, PATCH and DELETE could change data on the server.",
            fix: "crumb doctor --unsafe-methods sends it."
        ),
        Reason(
            .nullOriginAllowed,
            "the server allows the origin null with credentials",
            cause: "It was added for a page that was opened as a file. Any site can create a "
                + "sandboxed frame that has the same origin.",
            fix: "Remove null from the list, and serve the page over http."
        ),
        Reason(
            .originMatchedLoosely,
            "the server allows origins that only look like the page's",
            cause: "The origin is compared by how it begins or ends, or by a pattern whose dots "
                + "match anything.",
            fix: "Compare whole origins with a list."
        ),
        Reason(
            .preflightNotCached,
            "a preflight is cached for only five seconds",
            cause: "Its response lacks Access-Control-Max-Age.",
            fix: "Send Access-Control-Max-Age: 7200.",
            browsers: "Chrome keeps it for at most two hours, Firefox for a day."
        ),
        Reason(
            .readableByScript,
            "any script on the page can read a cookie that looks like a session",
            cause: "It was set without HttpOnly.",
            fix: "Add HttpOnly, unless the page's script needs it, as it does a CSRF token."
        ),
        Reason(
            .redirectToHTTP,
            "the server redirects an https request to http",
            cause: "It is behind a proxy that ends TLS, and does not trust X-Forwarded-Proto.",
            fix: "Have it trust the proxy's headers, or call the URL it redirects to over https."
        ),
        Reason(
            .redirected,
            "a redirect to another origin makes the page's origin null",
            cause: "The page calls a URL that redirects to another origin.",
            fix: "Call the final URL itself."
        ),
        Reason(
            .reflectedOrigin,
            "the server allows every origin, with credentials",
            cause:
                "It copies the Origin header into Access-Control-Allow-Origin. Any site can read "
                + "what a logged-in user sees.",
            fix: "Compare the origin with a list of the pages that may read it."
        ),
        Reason(
            .sameSite,
            "the cookie needs other attributes to be sent from this page",
            cause: "Its attributes do not fit the sites of the page and the API.",
            fix: "Set SameSite=None; Secure if page and API are different sites, otherwise Lax."
        ),
        Reason(
            .sameSiteUnspecified,
            "the cookie has no SameSite, which browsers treat in different ways",
            cause: "The framework's option is unset. In Python, samesite=None sets nothing.",
            fix: "Set it: Lax, unless pages of other sites need the cookie.",
            browsers: "Chrome treats it as Lax, Firefox and Safari as None."
        ),
        Reason(
            .sandboxedPage,
            "the page is in a sandboxed frame, so its origin is null",
            cause: "The frame's sandbox attribute lacks allow-same-origin.",
            fix: "Add allow-same-origin."
        ),
        Reason(
            .strictTransportSecurity,
            "the browser changed http to https itself, which made the request fail",
            cause:
                "The host once sent Strict-Transport-Security. The redirect makes the page's origin "
                + "null, and a preflight is never redirected.",
            fix: "Call the https URL."
        ),
        Reason(
            .twinCookies,
            "two cookies with the same name are sent together",
            cause: "The name was set with two paths or domains.",
            fix: "Set it with one Path and one Domain, and delete the other."
        ),
        Reason(
            .webSocketOriginUnchecked,
            "any site can open the WebSocket",
            cause:
                "WebSockets have no CORS: only the server's own check of Origin keeps others out.",
            fix: "Compare Origin with a list in the handshake."
        ),
    ]

    private init(
        _ code: AdviceCode,
        _ meaning: String,
        cause: String,
        fix: String,
        browsers: String? = nil
    ) {
        self.init(code.rawValue, .advice, meaning, cause: cause, fix: fix, browsers: browsers)
    }
}
