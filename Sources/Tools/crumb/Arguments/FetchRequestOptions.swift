internal import ArgumentParser

/// The members of `fetch()`'s init, by their names, and curl's names for some of them.
struct FetchRequestOptions: ParsableArguments {
    @Option(name: [.customShort("X"), .customLong("method")], help: "The method (default: GET).")
    var method: String?

    @Option(name: [.customShort("H"), .customLong("header")], help: "A header: \"Name: value\".")
    var headers: [String] = []

    @Option(help: "cors, no-cors or same-origin (default: cors).")
    var mode: ModeOption?

    @Option(help: "omit, same-origin or include (default: same-origin).")
    var credentials: CredentialsOption?

    @Option(help: "follow, error or manual (default: follow).")
    var redirect: RedirectOption?

    @Option(help: "The referrer: about:client, a URL of the page's origin, or \"\" for none.")
    var referrer: String?

    @Option(help: "A referrer policy, as in fetch's init.")
    var referrerPolicy: ReferrerPolicyOption?

    @Option(help: "default, no-store, reload, no-cache, force-cache or only-if-cached.")
    var cache: CacheOption?

    @Option(
        help: ArgumentHelp(
            "The server's address space, as stated by the page: local, loopback or public; Chrome then "
                + "allows http to the user's network from an https page.",
            valueName: "space"
        )
    )
    var targetAddressSpace: AddressSpaceOption?

    @Flag(
        help:
            "The request outlives its page; the bodies of such requests in flight may total 64 KiB."
    )
    var keepalive = false

    @Option(
        help: ArgumentHelp(
            "Digests, one of which the body must match: sha256-…, sha384-…, sha512-…",
            valueName: "digests"
        )
    )
    var integrity: String?

    @Option(
        help: ArgumentHelp(
            "The page aborts the request after this time, as 200ms or 5s.",
            valueName: "time"
        )
    )
    var abortAfter: String?

    @Option(help: "fetch or xhr (default: fetch).")
    var api: APIOption?

    @Option(
        help: ArgumentHelp(
            "Send a script-readable cookie as a header, decoded, as axios and Angular do "
                + "(default value: XSRF-TOKEN:X-XSRF-TOKEN).",
            valueName: "cookie:header"
        )
    )
    var xsrf: String?

    @Flag(name: [.customShort("I"), .customLong("head")], help: "Send a HEAD request.")
    var head = false

    @Option(
        name: [.customShort("u"), .long],
        help: "Send an Authorization header, set by the page."
    )
    var user: String?

    @Option(
        name: [.customShort("A"), .long],
        help: "The browser's User-Agent, instead of its own."
    )
    var userAgent: String?
}

extension FetchRequestOptions: FastPathOptions {
    static var rows: [FastPathRow<Self>] {
        [
            .value("method") { $0.method = $1 },
            .list("header") { $0.headers = $1 },
            .value("mode") { $0.mode = $1 },
            .value("credentials") { $0.credentials = $1 },
            .value("redirect") { $0.redirect = $1 },
            .value("referrer") { $0.referrer = $1 },
            .value("referrer-policy") { $0.referrerPolicy = $1 },
            .value("cache") { $0.cache = $1 },
            .value("target-address-space") { $0.targetAddressSpace = $1 },
            .flag("keepalive") { $0.keepalive = $1 },
            .value("integrity") { $0.integrity = $1 },
            .value("abort-after") { $0.abortAfter = $1 },
            .value("api") { $0.api = $1 },
            .value("xsrf") { $0.xsrf = $1 },
            .flag("I", "head") { $0.head = $1 },
            .value("user") { $0.user = $1 },
            .value("user-agent") { $0.userAgent = $1 },
        ]
    }
}
