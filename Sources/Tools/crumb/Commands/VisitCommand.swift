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
            The final page becomes the profile's page, which makes the requests of later commands, \
            with the policies of its response (Content-Security-Policy, \
            Cross-Origin-Embedder-Policy, Referrer-Policy, Permissions-Policy) and its address \
            space. With a typed URL, the default, no page initiates the navigation: --from and \
            --sandbox need another --via. --csp and similar options apply to the initiating page, or \
            with a typed URL to the final page. With --target _self or _parent, the page's frame \
            navigates, and the tab does not.

            Examples:
              crumb visit http://127.0.0.1:5500/app.html
              crumb visit http://127.0.0.1:5000/login --via form \\
                  -X POST -d user=ann
              crumb visit /next --via link --rel noreferrer
              crumb visit --via reload
              crumb visit http://127.0.0.1:5500/app.html --no-request
            """
    )

    @Argument(help: "The URL; that of a link, form or script may be relative to the page.")
    var url: String?

    @OptionGroup(title: "Navigation") var navigation: NavigationOptions
    @OptionGroup(title: "The page") var pageOptions: PageOptions

    @Option(
        name: [.customShort("X"), .customLong("method")],
        help: "The method of a form: GET or POST."
    )
    var method: String?

    @Option(help: "The referrer policy of the link or form.")
    var referrerPolicy: ReferrerPolicyOption?

    @Flag(help: "Set the page in the tab without sending a request.")
    var noRequest = false

    @OptionGroup(title: "The body") var bodyOptions: BodyOptions
    @OptionGroup(title: "The network") var transportOptions: TransportOptions
    @OptionGroup(title: "Output") var outputOptions: OutputOptions
    @OptionGroup(title: "Recording") var recordOptions: RecordOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    private var via: NavigationTrigger { navigation.trigger }

    mutating func run() async throws {
        let settings = try navigation.settings()
        // Only once: the body may come from stdin.
        let visit = try visit(settings)
        let command = self
        try await global.inEachBrowser(outputOptions) { session in
            try await command.run(visit, settings, in: session)
        }
    }

    /// The kind of visit.
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
            page.adopt(pageOptions.context, in: session.policy)
            try transportOptions.locate(&page, in: session.policy)
            try await session.save(browser, tab: Tab(page))
            return nil
        case .request(let request) where via == .typed:
            report = await tab.navigate(request, from: nil, by: browser)
            // No page makes the request: options about a page apply to the one that is loaded.
            report.document?.adopt(pageOptions.context, in: session.policy)
            tab.changePage { $0.adopt(pageOptions.context, in: session.policy) }
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
                throw UsageError("there is no page to reload: crumb visit URL")
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
        // A frame's navigation leaves the tab unchanged.
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

    // MARK: History

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
                line: "\(page.url.href) was restored as it was left: nothing was sent."
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

    // MARK: The request

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
                "\(option) applies to the initiating page, and a typed URL has none: add --via link, "
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

    /// The first given option that only applies when a page navigates.
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

    /// Rejects options that a reload or history navigation does not need.
    private func refuseWhatIsThereAlready() throws {
        let given: [(String, Bool)] = [
            ("the URL", url != nil), ("--from", pageOptions.from != nil),
            ("--in-frame-of", !pageOptions.inFrameOf.isEmpty),
            ("--sandboxed", pageOptions.sandboxed), ("--sandbox", pageOptions.sandbox != nil),
            ("--method", method != nil), ("--referrer-policy", referrerPolicy != nil),
            ("--no-request", noRequest), ("the body", try hasBody),
        ]
        if let (name, _) = given.first(where: \.1) {
            throw UsageError("--via \(via.rawValue) applies to the tab's own page: omit \(name)")
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
