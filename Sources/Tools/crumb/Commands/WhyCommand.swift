internal import ArgumentParser
internal import BrowserCookies
internal import BrowserFetch
internal import BrowserJSON
internal import Explanations
internal import Fixes
internal import Glibc
internal import Redaction
internal import Report
internal import RequestLog
internal import Terminal
internal import WebOrigin

/// Which request is asked about.
struct WhyRequestOptions: ParsableArguments {
    @Option(name: [.customShort("X"), .customLong("method")], help: "The method (default: GET).")
    var method: String?

    @Option(help: "omit, same-origin or include.")
    var credentials: CredentialsOption = .include

    @Option(help: "cors, no-cors or same-origin.")
    var mode: ModeOption = .cors

    @Option(
        name: .customLong("as"),
        help: "Ask about what an element loads instead: image, script, style, font, iframe, …"
    )
    var kind: LoadCommand.KindOption?

    @Option(help: "The element's crossorigin attribute: anonymous or use-credentials.")
    var crossorigin: LoadCommand.CrossoriginOption?
}

struct WhyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Say which stored cookies a request would carry, and why the others would not "
            + "be sent.",
        discussion: """
            Nothing is sent. Credentials are "include" unless --credentials says otherwise: the default \
            of a page's fetch() would only hide what you are looking for.

            Examples:
              crumb why http://127.0.0.1:5000/get-cookie \\
                  --from http://127.0.0.1:5500
              crumb why http://127.0.0.1:5000/login --via form -X POST
              crumb why http://127.0.0.1:5000/pixel.gif --as image \\
                  --json
              crumb why http://127.0.0.1:5000/get-cookie \\
                  --browser chrome,firefox,safari
            """
    )

    @Argument(help: "The URL; a relative one is resolved against the page.")
    var url: String

    @OptionGroup(title: "The page") var pageOptions: PageOptions
    @OptionGroup(title: "The request") var requestOptions: WhyRequestOptions
    @OptionGroup(title: "A navigation") var navigation: NavigationOptions
    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    mutating func run() async throws {
        try checkNavigation()
        if let hint = missingScheme {
            throw UsageError("\(url) is not an http or https URL: \(hint)")
        }
        let choices = try global.oneByOne()
        if choices.count > 1 {
            var reports: [FetchReport] = []
            for options in choices {
                let session = try Session(options)
                reports.append(try await report(from: try page(in: session), in: session))
            }
            return try await ComparisonOutput(options: global).print(reports)
        }
        let session = try Session(global)
        let page = try page(in: session)
        let report = try await report(from: page, in: session)
        if global.json {
            let missing = try missing(of: report, in: session).map(\.json)
            let shown = global.output.shown(report)
            let adviser = Adviser(report: shown, suffixes: try global.suffixes())
            guard case .object(var members) = shown.json(advice: await adviser.advice()) else {
                return
            }
            members.append(JSONValue.Member("missing", .array(missing)))
            try global.output.print(json: .object(members))
        } else {
            let isCarried = report.exchanges.last?.includesCredentials ?? true
            let carrying =
                isCarried ? report : try await self.report(.include, from: page, in: session)
            let namesake = try await namesake(of: report, in: session)
            // A fix for a cookie that is not there matters where none is.
            let isEmpty = carrying.exchanges.last?.cookies.isEmpty ?? true
            let missing = try report.url?.host.map {
                try session.missingText(for: $0.serialized, withFix: isEmpty)
            }
            let shown = global.output.shown([report, carrying])
            let adviser = Adviser(report: shown[1], suffixes: try global.suffixes())
            var layout = WhyExplanation(
                shown[0],
                withCredentials: shown[1],
                advice: await adviser.advice(),
                namesake: namesake
            ).layout
            if let missing { layout.append(missing) }
            try global.output.print(layout)
        }
        if !report.isDryRun { throw CommandFailure(.blocked) }
    }

    private func checkNavigation() throws {
        guard let via = navigation.via else {
            if navigation.isGiven {
                throw UsageError("--target, --rel and --user-activation go with --via link")
            }
            return
        }
        guard requestOptions.kind == nil else {
            throw UsageError("--via is a navigation and --as a subresource: use one of them")
        }
        guard via.kind != nil else {
            throw UsageError(
                "crumb why needs a URL, and --via \(via.rawValue) is about the tab's own page: "
                    + "crumb visit --via \(via.rawValue) says which cookies it sends"
            )
        }
        _ = try navigation.settings()
    }

    /// `localhost:5000` has one, to the URL standard: `localhost`.
    private var missingScheme: String? {
        guard let parsed = try? WebURL(parsing: url), !parsed.isHTTP else { return nil }
        return MissingSchemeHint(for: url)?.sentence
    }

    private func missing(
        of report: FetchReport,
        in session: Session
    ) throws -> [MissingCookie] {
        guard let host = report.url?.host?.serialized else { return [] }
        return try session.missingCookies { $0.reaches(host) }
    }

    private func page(in session: Session) throws -> Page? {
        if navigation.via == .typed { return nil }
        return try pageOptions.page(in: session)
    }

    /// A browser of its own each time: nothing of it is kept.
    ///
    /// `credentials`: `nil` for those of the command line.
    private func report(
        _ credentials: CredentialsMode? = nil,
        from page: Page?,
        in session: Session
    ) async throws -> FetchReport {
        let browser = session.offlineBrowser()
        if let page { try await pageOptions.decide(in: browser, for: page) }
        let question = try question(credentials ?? requestOptions.credentials.value, from: page)
        let report =
            switch question {
            case .navigation(let request):
                await browser.navigate(
                    request,
                    from: page,
                    in: try page.map { try target(from: $0) }
                        ?? NavigationTarget()
                )
            case .element(let request, let page): await browser.load(request, from: page)
            case .fetch(let request, let page): await browser.fetch(request, from: page)
            }
        try Session.check(report.storageError)
        return report.withoutPreflight
    }

    private func target(from page: Page) throws -> NavigationTarget {
        NavigationTarget(try navigation.settings().place, from: page)
    }

    private enum Question {
        case navigation(NavigationRequest)
        case element(LoadRequest, from: Page)
        case fetch(FetchRequest, from: Page)
    }

    /// Without a page, the URL is typed.
    private func question(_ credentials: CredentialsMode, from page: Page?) throws -> Question {
        guard let page, navigation.via == nil else {
            let settings = try navigation.settings()
            return .navigation(
                NavigationRequest(
                    url: url,
                    kind: settings.trigger.kind ?? .typed,
                    method: requestOptions.method ?? "GET",
                    referrerPolicy: settings.isNoReferrer ? .noReferrer : nil,
                    hasUserActivation: settings.hasUserActivation
                )
            )
        }
        if let kind = requestOptions.kind {
            let load = LoadRequest(
                url: url,
                as: kind.value,
                crossorigin: requestOptions.crossorigin?.value ?? .none
            )
            return .element(load, from: page)
        }
        let fetch = FetchRequest(
            url: url,
            method: requestOptions.method ?? "GET",
            mode: requestOptions.mode.value,
            credentials: credentials
        )
        return .fetch(fetch, from: page)
    }

    /// Cookies that people take for this host's: those of the other name of this machine.
    private func namesake(
        of report: FetchReport,
        in session: Session
    ) async throws -> WhyExplanation.Namesake? {
        let names = ["127.0.0.1": "localhost", "localhost": "127.0.0.1"]
        guard let host = report.url?.host?.serialized, let other = names[host] else { return nil }
        let cookies = try session.storedCookies().filter { $0.domain == other }
        return WhyExplanation.Namesake(host: other, names: cookies.map(\.shownName))
    }
}
