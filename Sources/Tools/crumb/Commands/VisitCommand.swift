internal import ArgumentParser
internal import BrowserCookies
internal import BrowserFetch
internal import BrowserJSON
internal import Redaction
internal import Scenario
internal import Terminal
internal import WebOrigin

struct VisitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "visit",
        abstract: "Navigate the tab: a typed URL, a link, a form, a script, a reload …",
        discussion: """
            The page that it ends at becomes the profile's page, from which later commands ask, with \
            the policies of its response: Content-Security-Policy, Cross-Origin-Embedder-Policy, \
            Referrer-Policy, Permissions-Policy, and where its address is. A typed URL, the default, has \
            no page that navigates: --from and --sandbox need another --via. --csp and the like apply \
            to the page that navigates, or with a typed URL to the page that it ends at. With --target \
            _self or _parent the page's frame moves, and the tab stays.

            Examples:
              crumb visit http://127.0.0.1:5500/app.html
              crumb visit http://127.0.0.1:5000/login --via form \\
                  -X POST -d user=ann
              crumb visit /next --via link --rel noreferrer
              crumb visit --via reload
              crumb visit http://127.0.0.1:5500/app.html --no-request
            """
    )

    @Argument(help: "The URL; that of a page's link, form or script may be relative to it.")
    var url: String?

    @OptionGroup(title: "The navigation") var navigation: NavigationOptions
    @OptionGroup(title: "The page") var pageOptions: PageOptions

    @Option(name: [.customShort("X"), .customLong("method")], help: "GET or POST, of a form.")
    var method: String?

    @Option(help: "The link's or form's referrer policy.")
    var referrerPolicy: ReferrerPolicyOption?

    @Flag(help: "Only say which page the tab shows; send nothing.")
    var noRequest = false

    @OptionGroup(title: "The body") var bodyOptions: BodyOptions
    @OptionGroup(title: "The network") var transportOptions: TransportOptions
    @OptionGroup(title: "What is printed") var outputOptions: OutputOptions
    @OptionGroup(title: "A scenario") var recordOptions: RecordOptions
    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    private var via: NavigationTrigger { navigation.trigger }

    mutating func run() async throws {
        let settings = try navigation.settings()
        // Once: the body may come from stdin.
        let visit = try visit(settings)
        let command = self
        try await global.inEachBrowser(outputOptions) { session in
            try await command.run(visit, settings, in: session)
        }
    }

    /// What is to be done.
    private enum Visit {
        case request(NavigationRequest)
        case reload
        case traversal(steps: Int)
        case nothing(WebURL)
    }

    private func run(
        _ visit: Visit,
        _ settings: NavigationSettings,
        in session: Session
    ) async throws -> FetchReport? {
        let browser = session.browser(transport: try transportOptions.transport())
        await pageOptions.prepare(browser)
        let current = try session.currentTab()
        var tab = current ?? .new
        var report: FetchReport
        switch visit {
        case .nothing(let url):
            var page = Page(url: url)
            page.adopt(pageOptions.surroundings, in: session.policy)
            try transportOptions.locate(&page, in: session.policy)
            try await session.save(browser, tab: Tab(page))
            return nil
        case .request(let request) where via == .typed:
            report = await tab.navigate(request, from: nil, by: browser)
            // No page asks: what is said of one is said of that which comes.
            report.document?.adopt(pageOptions.surroundings, in: session.policy)
            tab.changePage { $0.adopt(pageOptions.surroundings, in: session.policy) }
        case .request(let request):
            let page = try pageOptions.page(for: session.policy, on: transportOptions) {
                current?.page
            }
            try await pageOptions.decide(in: browser, for: page)
            report = await tab.navigate(request, to: settings.place, from: page, by: browser)
        case .reload:
            let again = await tab.reload(
                byScript: via == .reload,
                hasUserActivation: settings.hasUserActivation,
                by: browser
            )
            guard let again else {
                throw UsageError("no page was asked for that could be reloaded: crumb visit URL")
            }
            report = again
        case .traversal(let steps):
            switch await tab.traverse(by: steps, by: browser) {
            case .asked(let again): report = again
            case .restored:
                try await session.save(browser, tab: tab)
                try noteRestored(tab.page)
                return nil
            case .refused: throw CommandFailure(.blocked, postedPageRefusal(session.policy))
            case .nowhere: throw UsageError("this tab has no page to go \(via.rawValue) to")
            }
        }
        try Session.check(report.storageError)
        // A frame that moves leaves the tab alone.
        let isMoved = report.document?.ancestors.isEmpty == true
        try await session.save(
            browser,
            tab: isMoved ? tab : nil,
            seen: report.document,
            report: report
        )
        let done = report
        try recordOptions.append(in: session, of: global) {
            if case .request(let request) = visit {
                RecordedStep(request, report: done, to: settings.target)
            } else {
                RecordedStep(via, report: done)
            }
        }
        return report
    }

    // MARK: The history

    private func noteRestored(_ page: Page?) throws {
        guard let page = page.map(global.output.shown) else { return }
        if global.json {
            try global.output.print(
                json: .object([
                    "schema": "crumb.page/1", "page": .string(page.url.href),
                    "restored": .bool(true),
                ])
            )
        } else if !global.quiet {
            global.output.note(
                line: "\(page.url.href) is there again as it was left: nothing was sent."
                    .terminalSafe
            )
        }
    }

    private func postedPageRefusal(_ policy: BrowserPolicy) -> String {
        let outcome =
            switch policy.navigation.postedPageInHistory {
            case .promptsUser: "asks the user whether to send it again"
            case .fails: "shows an error page (ERR_CACHE_MISS)"
            }
        return "a POST has brought that page, and \(policy.name) \(outcome): nothing was sent"
    }

    // MARK: What is asked

    private func visit(_ settings: NavigationSettings) throws -> Visit {
        switch via {
        case .reload, .browserReload, .back, .forward:
            try refuseWhatIsThereAlready()
            switch via {
            case .back: return .traversal(steps: -1)
            case .forward: return .traversal(steps: 1)
            default: return .reload
            }
        default: break
        }
        if via == .typed, let option = optionOfAPage {
            throw UsageError(
                "\(option) is about a page that navigates, and a typed URL has none: add --via link, "
                    + "or --via form"
            )
        }
        guard let url else {
            throw UsageError("visit needs a URL: crumb visit http://127.0.0.1:5500/app.html")
        }
        return noRequest
            ? .nothing(try PageURL.parse(url, option: "visit"))
            : .request(try request(url, settings))
    }

    /// What only a page that navigates can have, of what was given.
    private var optionOfAPage: String? {
        let given: [(String, Bool)] = [
            ("--from", pageOptions.from != nil),
            ("--in-frame-of", !pageOptions.inFrameOf.isEmpty),
            ("--sandboxed", pageOptions.sandboxed), ("--sandbox", pageOptions.sandbox != nil),
            ("--frame-allow", pageOptions.frameAllow != nil),
            ("--credentialless", pageOptions.credentialless),
        ]
        return given.first(where: \.1)?.0
    }

    private var hasBody: Bool {
        get throws {
            let body = try bodyOptions.assembled()
            return body.bytes != nil || body.query != nil
        }
    }

    /// What asks again for a page needs to be told nothing about it.
    private func refuseWhatIsThereAlready() throws {
        let given: [(String, Bool)] = [
            ("the URL", url != nil), ("--from", pageOptions.from != nil),
            ("--in-frame-of", !pageOptions.inFrameOf.isEmpty),
            ("--sandboxed", pageOptions.sandboxed), ("--sandbox", pageOptions.sandbox != nil),
            ("--method", method != nil), ("--referrer-policy", referrerPolicy != nil),
            ("--no-request", noRequest), ("the body", try hasBody),
        ]
        if let (name, _) = given.first(where: \.1) {
            throw UsageError("--via \(via.rawValue) is about the tab's own page: leave out \(name)")
        }
    }

    private func request(
        _ url: String,
        _ settings: NavigationSettings
    ) throws -> NavigationRequest {
        let body = try bodyOptions.assembled()
        let isPost = body.impliedMethod != nil || body.bytes != nil
        let method = method ?? (isPost ? "POST" : "GET")
        guard method == "GET" || (method == "POST" && via == .form) else {
            throw UsageError(
                via == .form
                    ? "a form sends GET or POST, not \(method)"
                    : "\(method) needs --via form: \(via.title) sends GET"
            )
        }
        var target = url
        if let query = body.query { target += (target.contains("?") ? "&" : "?") + query }
        return NavigationRequest(
            url: target,
            kind: via.kind ?? .typed,
            method: method,
            body: body.bytes,
            bodyContentType: body.contentType,
            referrerPolicy: settings.isNoReferrer ? .noReferrer : referrerPolicy?.value,
            hasUserActivation: settings.hasUserActivation
        )
    }
}
