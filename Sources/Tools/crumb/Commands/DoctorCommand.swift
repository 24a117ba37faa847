internal import ArgumentParser
internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import BrowserJSON
internal import Doctor
internal import Explanations
internal import Fixes
internal import Glibc
internal import Processes
internal import Redaction
internal import Report
internal import RunReports
internal import Terminal
internal import WebOrigin

/// The inputs of a diagnosis.
struct DoctorOptions: ParsableArguments {
    @Option(
        name: [.customShort("X"), .customLong("method")],
        help: ArgumentHelp(
            "A method that the page uses; repeatable (default: GET, POST, PUT, DELETE).",
            valueName: "method"
        )
    )
    var methods: [String] = []

    @Option(
        name: [.customShort("H"), .customLong("header")],
        help: "A header that the page sets: \"Name: value\"; repeatable."
    )
    var headers: [String] = []

    @Option(help: "The JSON that unsafe methods send (default: {}).")
    var jsonBody = "{}"

    @Option(
        name: .customLong("protocol"),
        help: ArgumentHelp("A subprotocol of a ws: URL; repeatable.", valueName: "name")
    )
    var protocols: [String] = []

    @Flag(
        help: "Also send requests that may change something, and not only their preflights."
    )
    var unsafeMethods = false

    @Flag(help: "Exit with status 1 on any finding except a note.")
    var strict = false

    @Option(
        name: .customLong("report-html"),
        help: ArgumentHelp(
            "Also write the result as an HTML page, for the people who run the API.",
            valueName: "file"
        ),
        completion: .file(extensions: ["html"])
    )
    var html: String?

    @Option(
        name: .customLong("report-markdown"),
        help: ArgumentHelp("Also write it as Markdown, for an issue.", valueName: "file"),
        completion: .file(extensions: ["md"])
    )
    var markdown: String?

    func validate() throws {
        try File.check(html, of: "--report-html", example: "doctor.html")
        try File.check(markdown, of: "--report-markdown", example: "doctor.md")
    }
}

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Probe an API from a page's origin, and list what to fix.",
        discussion: """
            Sends requests as the page would, with and without credentials, then as other sites and a \
            sandboxed frame would, in Chrome, Firefox and Safari; each with a temporary jar. The \
            number of requests is limited and printed first. Only GET, HEAD and preflight requests \
            are sent, unless --unsafe-methods is given. A ws: or wss: URL is opened as a \
            WebSocket, and an event stream as an EventSource. The exit status is 0 regardless of \
            the findings, unless --strict is given.

            Examples:
              crumb doctor http://127.0.0.1:5000/set-cookie \\
                  --from http://127.0.0.1:5500
              crumb doctor http://127.0.0.1:8000/api \\
                  --from http://localhost:5173 --framework fastapi \\
                  -X PUT -H "Authorization: Bearer x"
              crumb doctor https://api.shop.test/me \\
                  --from https://shop.test --strict --json
              crumb doctor ws://127.0.0.1:5000/chat \\
                  --from http://localhost:5173
            """
    )

    @Argument(help: "A URL of the API; a relative one is resolved against the page.")
    var url: String

    @OptionGroup(title: "The page") var pageOptions: PageOptions
    @OptionGroup(title: "Diagnosis") var options: DoctorOptions
    @OptionGroup(title: "Output") var frameworkOptions: FrameworkOptions
    @OptionGroup(title: "The network") var transportOptions: TransportOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    mutating func run() async throws {
        DescriptorLimit.raise()
        let framework = try frameworkOptions.named
        let policies = try chosenBrowsers().map { try global.policy(of: $0) }
        let plan = try plan(in: policies[0])
        let output = global.output
        let limit = plan.requestLimit(browsers: policies.count)
        if !global.quiet {
            let kinds =
                options.unsafeMethods
                ? "including requests that may change data" : "only GET, HEAD and preflights"
            let origin = plan.url.origin.serialized
            var layout = Layout()
            layout.text(StyledText("At most \(limit) requests to \(origin), \(kinds)."))
            output.note(layout)
        }
        // --max-time applies to the command, including all its requests.
        let diagnosis = try await RequestClock.$current.withValue(RequestClock()) {
            try await diagnose(plan, in: policies)
        }
        if let report = diagnosis.unanswered, let failure = report.networkFailure {
            output.learn(report)
            let advice = Adviser(report: report).noConnectionAdvice.map { " \($0.text)" } ?? ""
            throw CommandFailure(
                .networkFailed,
                "\(report.urlText.withoutUserinfo): \(failure.sentence) [\(failure.code)]\(advice)"
            )
        }
        let shown = output.shown(diagnosis)
        let conclusions = await shown.conclusions()
        try write(DoctorReport(shown, conclusions, framework: framework))
        if global.json {
            try output.print(json: await shown.json(conclusions))
        } else {
            let text = DoctorExplanation(
                shown,
                conclusions,
                framework: framework,
                isVerbose: global.verbose,
                now: try global.clock().now()
            )
            var layout = text.layout
            if let known = knownFromTheLog(of: plan.url, besides: shown.cookieNames) {
                layout.append(known)
            }
            try output.print(layout)
        }
        if options.strict, conclusions.findings.contains(where: { $0.severity != .note }) {
            throw CommandFailure(.expectationFailed)
        }
    }

    /// What the log has on this API from the profile's pages, except for the cookies in `names`,
    /// which the diagnosis itself has covered. The diagnosis has its own jars and does not need the
    /// profile: one that cannot be read is ignored.
    private func knownFromTheLog(of url: WebURL, besides names: [String]) -> Layout? {
        guard let host = url.host?.serialized else { return nil }
        return try? Session(global).missingText(
            for: host,
            besides: names,
            heading: "From the log of this profile's requests:",
            withFix: false
        )
    }

    /// Writes the report for the people who run the API.
    private func write(_ report: DoctorReport) throws(CommandFailure) {
        let files = [
            (options.html, "--report-html", report.html),
            (options.markdown, "--report-markdown", report.markdown),
        ]
        for (path, option, text) in files {
            guard let path else { continue }
            try global.output.write(
                text,
                as: { $0 },
                to: [Output.FileView(path: path, option: option) { $0 }]
            )
        }
    }

    /// All browsers in wide use, unless some are named.
    private func chosenBrowsers() throws -> [BrowserName] {
        if global.browser == nil, try BrowserList.environment("CRUMB_BROWSER") == nil {
            return BrowserName.inUse
        }
        return try global.browsers()
    }

    /// The plan.
    ///
    /// `policy`: the browser whose rules determine the page's address space.
    private func plan(in policy: BrowserPolicy) throws -> DoctorPlan {
        let page = try pageOptions.page(for: policy, on: transportOptions) {
            try Session(global).currentPage()
        }
        let target: WebURL
        do throws(URLFailure) {
            target = try WebURL(parsing: url, base: page.url)
        } catch {
            let reason = error.hidingUserinfo(of: url).sentence
            throw UsageError("\(url.withoutUserinfo) is not a valid URL: \(reason)")
        }
        guard ["http", "https", "ws", "wss"].contains(target.scheme) else {
            throw UsageError(
                "\(url.withoutUserinfo) is not an API's URL: \"\(target.scheme):\" is read as its scheme. "
                    + "Write http://\(url.withoutUserinfo)"
            )
        }
        try checkOptions(of: target)
        for method in options.methods where !Header.isValidName(method) {
            throw UsageError("-X \(method) is not a method: write GET, PUT or the like")
        }
        return DoctorPlan(
            url: target,
            page: page,
            methods: options.methods.isEmpty ? nil : options.methods,
            headers: try headers(),
            jsonBody: ByteString(utf8: options.jsonBody),
            sendsUnsafeMethods: options.unsafeMethods,
            protocols: options.protocols
        )
    }

    /// The headers without those that a page cannot set, which are noted.
    private func headers() throws -> [Header] {
        try options.headers.compactMap { text in
            let (header, refusal) = try HeaderOption.parse(text)
            guard refusal == nil else {
                throw UsageError("-H \(header.name): its value has characters above U+00FF")
            }
            guard !Header.isForbiddenInRequest(name: header.name, value: header.value) else {
                let warning = RequestWarning.forbiddenHeaderDropped(name: header.name)
                global.output.note(line: "crumb: \(warning.sentence.terminalSafe)")
                return nil
            }
            return header
        }
    }

    /// Rejects options that only apply to another kind of endpoint.
    private func checkOptions(of target: WebURL) throws {
        guard target.isWebSocket else {
            guard options.protocols.isEmpty else {
                throw UsageError("--protocol only applies to a WebSocket: use a ws: or wss: URL")
            }
            return
        }
        let given = [
            ("-X", !options.methods.isEmpty), ("-H", !options.headers.isEmpty),
            ("--unsafe-methods", options.unsafeMethods),
        ].first { $0.1 }
        if let given {
            throw UsageError(
                "\(given.0) does not apply to a \(target.scheme): URL: a WebSocket handshake is a GET "
                    + "without headers set by the page"
            )
        }
        if target.fragment != nil {
            throw UsageError(
                "a WebSocket URL cannot have a fragment: remove # and the text after it"
            )
        }
    }

    private func diagnose(
        _ plan: DoctorPlan,
        in policies: [BrowserPolicy]
    ) async throws -> Diagnosis {
        let transport = Progress.showing(try transportOptions.transport(), on: global)
        let suffixes = try global.suffixes()
        let clock = try global.clock()
        return await plan.diagnose(
            in: policies,
            suffixes: suffixes,
            transport: transport,
            now: { clock.now() }
        )
    }
}

extension FetchReport {
    /// The network failure of the response, or of its body.
    fileprivate var networkFailure: FetchFailure? {
        switch outcome {
        case .rejected(let failure): failure
        case .fulfilled(let response): response.bodyError
        }
    }
}
