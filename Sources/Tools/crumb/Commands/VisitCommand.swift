internal import ArgumentParser
internal import Cookies
internal import Fetch
internal import Redaction
internal import Scenario
internal import WebOrigin

struct VisitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "visit",
        abstract: "Navigate the tab: a typed URL, a link or a form.",
        discussion: """
            The page that it ends at becomes the profile's page, from which later commands ask, with \
            the policies of its response: Content-Security-Policy, Cross-Origin-Embedder-Policy, \
            Referrer-Policy, Permissions-Policy, and where its address is. --csp and the like are of \
            the page that asks; where none does, of the page that it ends at.

            Examples:
              crumb visit http://127.0.0.1:5500/app.html
              crumb visit http://127.0.0.1:5000/login --via form \\
                  -X POST -d user=ann
              crumb visit http://127.0.0.1:5500/app.html --no-request
            """
    )

    @Argument(help: "The URL; a link's or a form's may be relative to the page.")
    var url: String

    @Option(help: "typed, link or form.")
    var via: ViaOption = .typed

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

    enum ViaOption: String, ExpressibleByArgument, CaseIterable, Sendable {
        case typed, link, form

        var value: NavigationKind {
            switch self {
            case .typed: .typed
            case .link: .link
            case .form: .form
            }
        }
    }

    mutating func run() async throws {
        // Once: the body may come from stdin.
        let request = noRequest ? nil : try request()
        let command = self
        try await global.inEachBrowser(outputOptions) { session in
            try await command.run(request, in: session)
        }
    }

    private func run(
        _ request: NavigationRequest?,
        in session: Session
    ) async throws -> FetchReport? {
        let browser = session.browser(transport: try transportOptions.transport())
        guard let request else {
            let url = try PageURL.parse(url, option: "visit")
            var page = Page(url: url)
            page.adopt(pageOptions.surroundings, in: session.policy)
            try transportOptions.locate(&page, in: session.policy)
            try await session.save(browser, page: page)
            return nil
        }
        let from =
            via == .typed ? nil : try pageOptions.page(in: session, on: transportOptions)
        if let from { try await pageOptions.decide(in: browser, for: from) }
        var report = await browser.navigate(request, from: from)
        // Of a typed URL no page asks: what is said of one is said of that which comes.
        if from == nil { report.document?.adopt(pageOptions.surroundings, in: session.policy) }
        try Session.check(report.storageError)
        try await session.save(browser, page: report.document, report: report)
        let done = report
        try recordOptions.append(in: session, of: global) { RecordedStep(request, report: done) }
        return report
    }

    private func request() throws -> NavigationRequest {
        let body = try bodyOptions.assembled()
        let isPost = body.impliedMethod != nil || body.bytes != nil
        let method = method ?? (isPost ? "POST" : "GET")
        guard method == "GET" || (method == "POST" && via == .form) else {
            throw UsageError(
                via == .form
                    ? "a form sends GET or POST, not \(method)"
                    : "\(method) needs --via form: a typed URL and a link send GET"
            )
        }
        var target = url
        if let query = body.query { target += (target.contains("?") ? "&" : "?") + query }
        return NavigationRequest(
            url: target,
            kind: via.value,
            method: method,
            body: body.bytes,
            bodyContentType: body.contentType,
            referrerPolicy: referrerPolicy?.value
        )
    }
}
