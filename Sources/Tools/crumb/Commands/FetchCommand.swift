internal import ArgumentParser
internal import CookieFiles
internal import Cookies
internal import CopiedRequests
internal import Fetch
internal import Glibc
internal import HTTP
internal import Infra
internal import Redaction
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
              crumb fetch --as copied.txt --with-cookies
              crumb fetch /get-cookie --credentials include --print-curl
            """
    )

    @Argument(
        help: """
            The URL; a relative one is resolved against the page. A copied request has its own.
            """
    )
    var url: String?

    @OptionGroup(title: "The page") var pageOptions: PageOptions
    @OptionGroup(title: "A copied request") var copyOptions: CopyOptions

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

    @Option(help: "fetch or xhr (default: fetch).")
    var api: APIOption?

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
        // Once: the copied request and the body may come from stdin.
        let copied = try copyOptions.read(on: global)
        let request = try request(over: copied)
        var command = self
        if let copied {
            if !global.quiet, !outputOptions.silent { tell(copied) }
            command.adopt(copied)
        }
        let cookies = copyOptions.withCookies ? try copied?.cookieFile() : nil
        try await global.inEachBrowser(outputOptions) { [command] session in
            let jar = try await command.jar(with: cookies, in: session)
            return try await command.run(request, in: session, jar: jar)
        }
    }

    /// With the cookies that the copied request carried; `nil` for the profile's as it is.
    private func jar(with cookies: CookieFile?, in session: Session) async throws -> CookieJar? {
        guard let cookies else { return nil }
        // A profile has them then, as after cookies import; one in memory only in this jar.
        let explanation = try await session.restore(cookies, of: "the copied request")
        if !global.quiet && !outputOptions.silent || explanation.isRefused {
            global.terminal.printError(explanation.layout)
        }
        guard !explanation.isRefused else { throw CommandFailure(.invalidInput) }
        var jar = session.jar()
        guard session.store == nil else { return nil }
        try await Session.guardedStorage { () throws(CookieStorageError) in
            var again = explanation
            try session.restore(cookies, in: &jar, explanation: &again)
        }
        return jar
    }

    private func tell(_ copied: CopiedRequest) {
        let notes = copied.notes.filter { note in
            !(note.isAboutPage && pageOptions.from != nil)
                && !(note.isAboutCredentials && credentials != nil)
                && !(note.isAboutCookies && copyOptions.withCookies)
        }
        copyOptions.tell(notes, on: global)
    }

    /// What the command line leaves open, the copied request decides.
    private mutating func adopt(_ copied: CopiedRequest) {
        pageOptions.from = pageOptions.from ?? copied.page
        userAgent = userAgent ?? copied.userAgent
        if copied.isInsecure { transportOptions.insecure = true }
    }

    private func run(
        _ request: FetchRequest,
        in session: Session,
        jar: CookieJar?
    ) async throws -> FetchReport? {
        let page = try pageOptions.page { try session.currentPage() }
        if copyOptions.printCurl {
            return try await printCurl(request, from: page, in: session, jar: jar)
        }
        let browser = session.browser(
            transport: try transportOptions.transport(),
            userAgent: userAgent
        )
        if let jar { await browser.use(jar) }
        let report = try await Session.guardedStorage { () throws(CookieStorageError) in
            try await browser.fetch(request, from: page)
        }
        try await session.save(browser, seen: page)
        var redaction = try global.redaction()
        redaction.learn(from: request)
        redaction.learn(from: report)
        let step = RecordedStep(request, report: report).redacted(by: redaction)
        try recordOptions.append(step, in: session, of: global)
        return report
    }

    /// The report is returned where nothing would be sent, because it says why.
    private func printCurl(
        _ request: FetchRequest,
        from page: Page,
        in session: Session,
        jar: CookieJar?
    ) async throws -> FetchReport? {
        let browser = session.offlineBrowser(userAgent: userAgent)
        if let jar { await browser.use(jar) }
        let report = try await Session.guardedStorage { () throws(CookieStorageError) in
            try await browser.fetch(request, from: page)
        }
        guard report.isWithheld else { return report }
        CurlOutput(session: session, network: transportOptions.curlOptions).print(report)
        return nil
    }

    private func request(over copied: CopiedRequest?) throws -> FetchRequest {
        guard let url = url ?? copied?.request.url else {
            throw UsageError(
                "fetch needs a URL: crumb fetch http://127.0.0.1:5000/ (or a request copied from "
                    + "DevTools: --as FILE)"
            )
        }
        let body = try bodyOptions.assembled()
        var request = copied?.request ?? FetchRequest(url: url)
        request.url = body.query.map { appending($0, to: url) } ?? url
        if let bytes = body.bytes {
            request.body = bytes
            request.bodyContentType = body.contentType
            // That of the body which it replaces.
            request.headers.removeAll { $0.name.equalsIgnoringASCIICase("Content-Type") }
        }
        let usual = request.method == "GET" ? body.impliedMethod ?? "GET" : request.method
        request.method = method ?? (head ? "HEAD" : usual)
        if let mode { request.mode = mode.value }
        if let credentials { request.credentials = credentials.value }
        if let redirect { request.redirect = redirect.value }
        if let referrerPolicy { request.referrerPolicy = referrerPolicy.value }
        if let cache { request.cache = cache.value }
        if let api { request.api = api.value }
        switch referrer {
        case nil: break
        case "": request.referrer = .none
        case let text?: request.referrer = .url(text)
        }
        let given = try headers.map { try HeaderOption.parse($0) }
        request.headers.removeAll { copied in
            given.contains { $0.0.name.equalsIgnoringASCIICase(copied.name) }
        }
        for (header, refusal) in given {
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

extension FetchCommand: DirectOptions {
    static var rows: [DirectRow<Self>] {
        [
            .operand { $0.url = $1 },
            .value("method") { $0.method = $1 },
            .list("header") { $0.headers = $1 },
            .value("mode") { $0.mode = $1 },
            .value("credentials") { $0.credentials = $1 },
            .value("redirect") { $0.redirect = $1 },
            .value("referrer") { $0.referrer = $1 },
            .value("referrer-policy") { $0.referrerPolicy = $1 },
            .value("cache") { $0.cache = $1 },
            .value("api") { $0.api = $1 },
            .flag("I", "head") { $0.head = $1 },
            .value("user") { $0.user = $1 },
            .value("user-agent") { $0.userAgent = $1 },
            .group { $0.pageOptions = $1 },
            .group { $0.copyOptions = $1 },
            .group { $0.bodyOptions = $1 },
            .group { $0.transportOptions = $1 },
            .group { $0.outputOptions = $1 },
            .group { $0.recordOptions = $1 },
            .group { $0.global = $1 },
        ]
    }
}
