internal import ArgumentParser
internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations
internal import Glibc
internal import Profile
internal import Redaction
internal import Report
internal import RequestLog
internal import Terminal
internal import WebOrigin

struct CookiesShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show all of one cookie: who set it, when, and which page reads or sends it.",
        discussion: """
            Examples:
              crumb cookies show user_token
              crumb cookies show session --url http://127.0.0.1:5000 \\
                  --json
            """
    )

    @Argument(help: "The cookie's name.", completion: .ownNames)
    var name: String

    @OptionGroup(title: "Which cookies") var filterOptions: CookieFilterOptions
    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    mutating func run() async throws {
        let session = try Session(global)
        let filter = try filterOptions.chosen()
        let all = try session.storedCookies()
        let cookies = all.named([name], filter)
        guard !cookies.isEmpty else {
            let names = Set(all.map(\.name.utf8Decoded)).sorted().prefix(8)
            let missing = try session.missingCookies { $0.name == name }
            if !missing.isEmpty {
                var layout = Layout()
                for cookie in missing {
                    layout.text(cookie.text(at: session.clock.now()), hanging: 2)
                }
                global.output.note(layout)
            }
            throw UsageError(
                "there is no cookie \"\(name)\""
                    + (filter.isEverything ? "" : " among those")
                    + (names.isEmpty
                        ? ": the jar is empty"
                        : "; the jar has \(names.joined(separator: ", "))")
            )
        }
        let pages = try session.seenPages()
        let output = global.output
        // A path may have another cookie's value in it.
        output.learn(all)
        var details: [CookieDetails] = []
        for cookie in cookies {
            var views: [CookieDetails.PageView] = []
            for page in pages { views.append(try await view(of: cookie, from: page, session)) }
            details.append(
                CookieDetails(
                    cookie,
                    pages: views,
                    policy: session.policy,
                    now: session.clock.now()
                )
            )
        }
        if global.json {
            try output.print(json: details) { .array($0.map(\.json)) }
            return
        }
        try output.print(details) { details in
            var layout = Layout()
            for (index, detail) in details.enumerated() {
                if index > 0 { layout.text(StyledText("")) }
                layout.append(detail.layout)
            }
            return layout
        }
    }

    /// What `document.cookie` of a page, and its `fetch()` to where the cookie came from, have of it.
    private func view(
        of cookie: Cookie,
        from page: Page,
        _ session: Session
    ) async throws -> CookieDetails.PageView {
        let target = cookie.home
        let browser = session.offlineBrowser()
        let reading = await browser.documentCookie(in: page)
        let request = FetchRequest(url: target, credentials: .include)
        let report = await browser.fetch(request, from: page)
        try Session.check(reading.storageError ?? report.storageError)
        let exchange = report.exchanges.last
        var failure: FetchFailure?
        if !report.isDryRun, case .rejected(let reason) = report.outcome { failure = reason }
        return CookieDetails.PageView(
            page: page.url.href,
            pageName: page.shownName,
            reading: reading.cookies.first { $0.cookie.identity == cookie.identity },
            sending: exchange?.cookies.first { $0.cookie.identity == cookie.identity },
            target: target,
            hosts: exchange.flatMap(report.hosts),
            failure: failure
        )
    }
}

extension Cookie {
    /// The URL that it came from, or one that it belongs to.
    fileprivate var home: String {
        // A Secure cookie of this machine is sent over http as well, and most likely came so.
        let isOfThisMachine = (try? Host(parsing: domain))?.isLoopback ?? false
        let scheme = isSecure && !isOfThisMachine ? "https" : "http"
        return setBy ?? url(scheme: scheme)
    }
}
