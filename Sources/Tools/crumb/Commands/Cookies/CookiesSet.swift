internal import ArgumentParser
internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations
internal import Fixes
internal import Glibc
internal import Redaction
internal import Report
internal import WebOrigin

struct CookiesSet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Store a cookie as if a response had set it, by the same rules.",
        discussion: """
            Nothing is sent. What a browser would reject is rejected, with the reason and exit \
            status 3.

            Examples:
              crumb cookies set 'theme=dark; Max-Age=3600' \\
                  --url http://127.0.0.1:5000/
              crumb cookies set 'id=1; SameSite=None; Secure' \\
                  --url https://api.example/ --from https://shop.example
            """
    )

    @Argument(help: "What a Set-Cookie header would say: name=value; attributes.")
    var lines: [String]

    @Option(help: ArgumentHelp("The URL whose response sets it.", valueName: "url"))
    var url: String?

    @Option(
        help: ArgumentHelp(
            "The page that had asked; the default is one of the URL's own origin.",
            valueName: "url"
        )
    )
    var from: String?

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    mutating func run() async throws {
        guard let url else {
            throw UsageError(
                "cookies set needs --url, the URL whose response sets the cookie: "
                    + "--url http://127.0.0.1:5000/"
            )
        }
        guard let target = try? WebURL(parsing: url), target.isHTTP else {
            throw UsageError(
                "--url \(url.withoutUserinfo) is not an http or https URL: write http://127.0.0.1:5000/"
            )
        }
        let page = Page(url: try from.map { try PageURL.parse($0, option: "--from") } ?? target)
        let session = try Session(global)
        let browser = session.offlineBrowser(transport: SetCookieTransport(setCookies: lines))
        let report = await browser.fetch(
            FetchRequest(url: target.href, credentials: .include),
            from: page
        )
        try Session.check(report.storageError)
        guard let exchange = report.exchanges.last else {
            guard case .rejected(let failure) = report.outcome else { return }
            throw CommandFailure(.usage, "--url \(url.withoutUserinfo): \(failure.sentence)")
        }
        try await session.save(browser)
        let shown = global.output.shown(report)
        let adviser = Adviser(report: shown, suffixes: try global.suffixes())
        let explanation = CookieSettingExplanation(
            shown.exchanges.last?.setCookies ?? [],
            hosts: shown.exchanges.last.flatMap(shown.hosts),
            advice: await adviser.advice(),
            now: session.clock.now()
        )
        if global.json {
            try global.output.print(json: explanation.json)
        } else if !global.quiet {
            global.output.note(explanation.layout)
        }
        if exchange.setCookies.contains(where: { $0.effect == .rejected }) {
            throw CommandFailure(.blocked)
        }
    }
}

/// A network that answers everything with the same cookies, and sends nothing.
struct SetCookieTransport: Transport {
    let setCookies: [String]

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        HTTPResponse(
            status: 200,
            headers: HeaderList(
                setCookies.map { Header(name: "Set-Cookie", value: ByteString(utf8: $0)) }
                    + [Header(name: "Cache-Control", value: "no-store")]
            )
        )
    }
}
