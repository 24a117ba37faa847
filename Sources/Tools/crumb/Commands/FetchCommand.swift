internal import ArgumentParser
internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import CookieFiles
internal import CopiedRequests
internal import Glibc
internal import Redaction
internal import Report
internal import Scenario

struct FetchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch",
        abstract: "Do what a page's fetch() does, and say what it sees.",
        discussion: """
            Examples:
              crumb fetch http://127.0.0.1:5000/get-cookie \\
                  --from http://127.0.0.1:5500 --credentials include
              crumb fetch /api/items/1 -X PUT \\
                  --json-body '{"name": "x"}'
              crumb fetch http://localhost:5000/ \\
                  --from file:///home/me/app.html --json
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
    @OptionGroup(title: "The request") var requestOptions: FetchRequestOptions
    @OptionGroup(title: "The body") var bodyOptions: BodyOptions
    @OptionGroup(title: "A copied request") var copyOptions: CopyOptions
    @OptionGroup(title: "The network") var transportOptions: TransportOptions
    @OptionGroup(title: "What is printed") var outputOptions: OutputOptions
    @OptionGroup(title: "A scenario") var recordOptions: RecordOptions
    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    mutating func run() async throws {
        if let userAgent = requestOptions.userAgent,
            !Header.isValidValue(ByteString(utf8: userAgent))
        {
            throw UsageError("-A: a User-Agent has no line breaks and no NUL in it")
        }
        // Once: the copied request and the body may come from stdin.
        let copied = try copyOptions.read(on: global)
        let request = try request(over: copied)
        var command = self
        if let copied {
            if !isQuiet { printNotes(copied) }
            command.adopt(copied)
        }
        let cookies = copyOptions.withCookies ? try copied?.cookieFile() : nil
        try await global.inEachBrowser(outputOptions) { [command] session in
            let jar = try command.jar(with: cookies, in: session)
            return try await command.run(request, in: session, jar: jar)
        }
    }

    /// With the cookies that the copied request carried; `nil` for the profile's as it is.
    private func jar(with cookies: CookieFile?, in session: Session) throws -> CookieJar? {
        guard let cookies else { return nil }
        // A profile has them then, as after cookies import; one in memory only in this jar.
        var jar = try session.jar()
        let explanation = try session.restore(cookies, of: "the copied request", into: &jar)
        if !isQuiet || explanation.isRefused {
            global.output.note(explanation, as: \.layout)
        }
        guard !explanation.isRefused else { throw CommandFailure(.invalidInput) }
        return session.profile == nil ? jar : nil
    }

    private var isQuiet: Bool { global.quiet || outputOptions.silent }

    private func printNotes(_ copied: CopiedRequest) {
        let notes = copied.notes.filter { note in
            !(note.isAboutPage && pageOptions.from != nil)
                && !(note.isAboutCredentials && requestOptions.credentials != nil)
                && !(note.isAboutCookies && copyOptions.withCookies)
        }
        copyOptions.printNotes(notes, on: global)
    }

    /// What the command line leaves open, the copied request decides.
    private mutating func adopt(_ copied: CopiedRequest) {
        pageOptions.from = pageOptions.from ?? copied.page
        requestOptions.userAgent = requestOptions.userAgent ?? copied.userAgent
        if copied.isInsecure { transportOptions.insecure = true }
    }

    private func run(
        _ request: FetchRequest,
        in session: Session,
        jar: CookieJar?
    ) async throws -> FetchReport? {
        let page = try pageOptions.page(in: session, on: transportOptions)
        var request = request
        // What was copied has its own.
        if requestOptions.credentials == nil, !copyOptions.isUsed,
            let credentials = try session.preferredCredentials()
        {
            request.credentials = credentials
        }
        if copyOptions.printCurl {
            return try await printCurl(request, from: page, in: session, jar: jar)
        }
        let browser = session.browser(
            transport: try transportOptions.transport(),
            userAgent: requestOptions.userAgent
        )
        await pageOptions.prepare(browser)
        try await pageOptions.decide(in: browser, for: page)
        if let jar { await browser.use(jar) }
        let scriptHeaders = ScriptHeaders(requestOptions, quiet: isQuiet, global)
        try await scriptHeaders.fill(&request, from: page, in: browser)
        var report = await browser.fetch(request, from: page)
        try Session.check(report.storageError)
        // What went without its cookies has them named.
        report.unsentCookies = await browser.unsentCookies(by: report)
        try await session.save(browser, seen: page, report: report)
        // What the page said that went into no exchange is secret as well.
        global.output.learn(request)
        let done = report
        try recordOptions.append(in: session, of: global) { RecordedStep(request, report: done) }
        return report
    }

    /// The report is returned where nothing would be sent, because it says why.
    private func printCurl(
        _ request: FetchRequest,
        from page: Page,
        in session: Session,
        jar: CookieJar?
    ) async throws -> FetchReport? {
        let browser = session.offlineBrowser(userAgent: requestOptions.userAgent)
        try await pageOptions.decide(in: browser, for: page)
        if let jar { await browser.use(jar) }
        var request = request
        let scriptHeaders = ScriptHeaders(requestOptions, quiet: isQuiet, global)
        try await scriptHeaders.fill(&request, from: page, in: browser)
        let report = await browser.fetch(request, from: page)
        try Session.check(report.storageError)
        global.output.learn(request)
        guard report.isDryRun else { return report }
        try CurlOutput(session: session, network: transportOptions.curlOptions).print(report)
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
        let options = requestOptions
        var request = copied?.request ?? FetchRequest(url: url)
        request.url = body.query.map { appending($0, to: url) } ?? url
        if let bytes = body.bytes {
            request.body = bytes
            request.bodyContentType = body.contentType
            // That of the body which it replaces.
            request.headers.removeAll { $0.name.equalsIgnoringASCIICase("Content-Type") }
        }
        let usual = request.method == "GET" ? body.impliedMethod ?? "GET" : request.method
        request.method = options.method ?? (options.head ? "HEAD" : usual)
        if let mode = options.mode { request.mode = mode.value }
        if let credentials = options.credentials { request.credentials = credentials.value }
        if let redirect = options.redirect { request.redirect = redirect.value }
        if let referrerPolicy = options.referrerPolicy {
            request.referrerPolicy = referrerPolicy.value
        }
        if let cache = options.cache { request.cache = cache.value }
        if let api = options.api { request.api = api.value }
        if let space = options.targetAddressSpace { request.targetAddressSpace = space.value }
        if options.keepalive { request.keepalive = true }
        if let time = options.abortAfter {
            request.signal = .abortedAfter(try AbortDelay(time).milliseconds)
        }
        if let integrity = options.integrity { request.integrity = integrity }
        switch options.referrer {
        case nil: break
        case "": request.referrer = .none
        case let text?: request.referrer = .url(text)
        }
        let given = try options.headers.map { try HeaderOption.parse($0) }
        request.headers.removeAll { copied in
            given.contains { $0.0.name.equalsIgnoringASCIICase(copied.name) }
        }
        for (header, refusal) in given {
            request.headers.append(header)
            request.bindingError = request.bindingError ?? refusal
        }
        if let user = options.user {
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

extension FetchCommand: FastPathOptions {
    static var rows: [FastPathRow<Self>] {
        [
            .operand { $0.url = $1 },
            .group { $0.pageOptions = $1 },
            .group { $0.requestOptions = $1 },
            .group { $0.copyOptions = $1 },
            .group { $0.bodyOptions = $1 },
            .group { $0.transportOptions = $1 },
            .group { $0.outputOptions = $1 },
            .group { $0.recordOptions = $1 },
            .group { $0.global = $1 },
        ]
    }
}
