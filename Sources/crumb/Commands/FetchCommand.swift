internal import ArgumentParser
internal import Cookies
internal import Fetch
internal import Glibc
internal import HTTP
internal import Infra
internal import Report
internal import Scenario

struct FetchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch",
        abstract: "Do what a page's fetch() does, and say what it sees.",
        discussion: """
            Examples:
              crumb fetch http://127.0.0.1:5000/get-cookie --from http://127.0.0.1:5500 \\
                  --credentials include
              crumb fetch /api/items/1 -X PUT --json-body '{"name": "x"}'
              crumb fetch http://localhost:5000/ --from file:///home/me/app.html --json
            """
    )

    @Argument(help: "The URL; a relative one is resolved against the page.")
    var url: String

    @OptionGroup(title: "The page") var pageOptions: PageOptions

    @Option(name: [.customShort("X"), .customLong("method")], help: "The method (default: GET).")
    var method: String?

    @Option(name: [.customShort("H"), .customLong("header")], help: "A header: \"Name: value\".")
    var headers: [String] = []

    @Option(help: "cors, no-cors or same-origin.")
    var mode: ModeOption = .cors

    @Option(help: "omit, same-origin or include.")
    var credentials: CredentialsOption = .sameOrigin

    @Option(help: "follow, error or manual.")
    var redirect: RedirectOption = .follow

    @Option(help: "The referrer: about:client, a URL of the page's origin, or \"\" for none.")
    var referrer: String?

    @Option(help: "A referrer policy, as in fetch's init.")
    var referrerPolicy: ReferrerPolicyOption?

    @Option(help: "default, no-store, reload, no-cache, force-cache or only-if-cached.")
    var cache: CacheOption = .default

    @Option(help: "fetch or xhr.")
    var api: APIOption = .fetch

    @OptionGroup(title: "The body") var bodyOptions: BodyOptions

    @Flag(name: [.customShort("I"), .customLong("head")], help: "HEAD.")
    var head = false

    @Option(name: [.customShort("u"), .long], help: "An Authorization header that the page sets.")
    var user: String?

    @Option(
        name: [.customShort("A"), .long],
        help: "The browser's User-Agent, instead of its own."
    )
    var userAgent: String?

    @OptionGroup(title: "The network") var transportOptions: TransportOptions

    @OptionGroup(title: "What is printed") var outputOptions: OutputOptions

    @OptionGroup var recordOptions: RecordOptions
    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    mutating func run() async throws {
        // Once: the body may come from stdin.
        let request = try request()
        let command = self
        try await global.inEachBrowser(outputOptions) { session in
            try await command.run(request, in: session)
        }
    }

    private func run(_ request: FetchRequest, in session: Session) async throws -> FetchReport {
        let page = try pageOptions.page { try session.currentPage() }
        let browser = session.browser(
            transport: try transportOptions.transport(),
            userAgent: userAgent
        )
        let report = try await Session.guardedStorage { () throws(CookieStorageError) in
            try await browser.fetch(request, from: page)
        }
        try await session.save(browser, seen: page)
        try recordOptions.append(RecordedStep(request, report: report), in: session, of: global)
        return report
    }

    private func request() throws -> FetchRequest {
        let body = try bodyOptions.assembled()
        var request = FetchRequest(
            url: url,
            method: method ?? (head ? "HEAD" : body.impliedMethod ?? "GET"),
            body: body.bytes,
            bodyContentType: body.contentType,
            mode: mode.value,
            credentials: credentials.value,
            redirect: redirect.value,
            referrerPolicy: referrerPolicy?.value,
            cache: cache.value,
            api: api.value
        )
        if let query = body.query { request.url = appending(query, to: url) }
        switch referrer {
        case nil: break
        case "": request.referrer = .none
        case let text?: request.referrer = .url(text)
        }
        for text in headers {
            let (header, refusal) = try HeaderOption.parse(text)
            request.headers.append(header)
            request.refusedByBindings = request.refusedByBindings ?? refusal
        }
        if let user {
            let credentials = ByteString(utf8: user).base64Encoded
            request.headers.append(
                Header(name: "Authorization", value: ByteString(utf8: "Basic \(credentials)"))
            )
        }
        return request
    }

    private func appending(_ query: String, to url: String) -> String {
        let parts = url.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let separator = parts[0].contains("?") ? "&" : "?"
        let fragment = parts.count == 2 ? "#\(parts[1])" : ""
        return "\(parts[0])\(separator)\(query)\(fragment)"
    }
}

enum HeaderOption {
    /// `Name: value`, `Name:` or, as in curl, `Name;` for an empty value; and what `fetch()` has
    /// against it, if it has more than bytes in it.
    static func parse(_ text: String) throws(UsageError) -> (Header, BindingsRefusal?) {
        let separator = text.firstIndex(of: ":") ?? text.lastIndex(of: ";")
        guard let separator, separator != text.startIndex else {
            throw UsageError("-H \"\(text)\" is no header: write it as -H \"Name: value\"")
        }
        let name = String(text[..<separator])
        let value = text[text.index(after: separator)...].drop { $0 == " " || $0 == "\t" }
        if let bytes = ByteString(isomorphicEncoding: String(value)) {
            return (Header(name: name, value: bytes), nil)
        }
        let scalars = Array(value.unicodeScalars)
        let index = scalars.firstIndex { $0.value > 0xFF } ?? 0
        return (
            Header(name: name, value: ByteString(utf8: String(value))),
            .notAByteString(header: name, index: index, character: scalars[index])
        )
    }
}
