internal import ArgumentParser
internal import BrowserFetch
internal import BrowserInfra
internal import Explanations
internal import Fixes
internal import Redaction
internal import Report
internal import Scenario

struct EventSourceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eventsource",
        abstract: "Open a new EventSource() as a page, and print its messages as they arrive.",
        discussion: """
            Each message is a line; a named event has its name in brackets before it. When the stream \
            ends, crumb reconnects as the browser does, until --events messages have arrived, the \
            server ends it for good (204), or Ctrl-C.

            Exit status: 0 the stream was opened; 3 it was blocked by a rule; 4 the network failed, \
            or --max-time expired before --events messages had arrived.

            Examples:
              crumb eventsource http://127.0.0.1:5000/stream \\
                  --from http://localhost:5500
              crumb eventsource /stream --with-credentials --events 3
            """
    )

    @Argument(help: "The URL; a relative one is resolved against the page.")
    var url: String

    @Flag(help: "Send cookies to other origins too.")
    var withCredentials = false

    @Option(help: ArgumentHelp("Close the stream after this many messages.", valueName: "count"))
    var events: Int?

    @Option(
        help: ArgumentHelp(
            "Act as if an earlier connection had received the event with this ID.",
            valueName: "id"
        )
    )
    var lastEventId: String?

    @OptionGroup(title: "The page") var pageOptions: PageOptions
    @OptionGroup(title: "The network") var transportOptions: TransportOptions
    @OptionGroup(title: "Recording") var recordOptions: RecordOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
        if let events, events < 1 { throw ValidationError("--events must be at least 1") }
    }

    private var request: EventSourceRequest {
        EventSourceRequest(
            url: url,
            withCredentials: withCredentials,
            lastEventID: lastEventId ?? "",
            messageLimit: events
        )
    }

    mutating func run() async throws {
        let choices = try global.oneByOne()
        guard choices.count == 1 else { return try await compare(choices) }
        try await listen()
    }

    /// Runs one browser after the other, without printing messages: the difference is whether they
    /// arrive.
    private func compare(_ choices: [GlobalOptions]) async throws {
        guard events != nil else {
            throw UsageError(
                "with several browsers, which run one after the other, --events is required"
            )
        }
        var reports: [FetchReport] = []
        for options in choices {
            let requester = try await StreamOpener(options, pageOptions, transportOptions)
            let answer = try await requester.report { browser, page in
                await browser.eventSource(request, from: page).whole
            }
            guard let report = answer else { continue }
            try recordOptions.append(in: requester.session, of: global) {
                RecordedStep(request, report: report)
            }
            reports.append(report)
        }
        try await ComparisonOutput(options: global).print(reports)
    }

    private func listen() async throws {
        let command = self
        let requester = try await StreamOpener(global, pageOptions, transportOptions)
        let (session, page, browser) = (requester.session, requester.page, requester.browser)
        let request = request
        let told = StreamPrinter()
        let listener = EventSourceListener(
            // Saved at once: a command that waits for messages ends with Ctrl-C.
            connected: { report in
                await told.note {
                    try Session.check(report.storageError)
                    try await session.save(browser, seen: page, report: report)
                    try await command.explain(report, isFirst: told.isFirst(), in: session)
                }
            },
            heard: { event in
                let isTold = await told.note { try command.print(event) }
                // The reader may have closed the pipe, as in `| head -3`.
                return isTold && command.global.output.isOutputRead
            }
        )
        let source = await RequestClock.$current.withValue(RequestClock()) {
            await browser.eventSource(request, from: page, for: listener)
        }
        if let error = await told.error { throw error }
        guard let report = source.whole else { return }
        try recordOptions.append(in: session, of: global) {
            RecordedStep(request, report: report)
        }
        if source.connections.count == 1, source.url == nil {
            try await explain(report, isFirst: true, in: session)
        }
        if global.json {
            let shown = global.output.shown(report)
            let adviser = Adviser(report: shown, suffixes: session.suffixes)
            try global.output.print(json: shown.json(advice: await adviser.advice()))
        }
        if global.output.isOutputRead, let status = status(of: source) {
            throw CommandFailure(status)
        }
    }

    /// Explains the first connection; later ones get one line.
    private func explain(
        _ report: FetchReport,
        isFirst: Bool,
        in session: Session
    ) async throws {
        guard !global.quiet, !global.json else { return }
        if !isFirst, !global.verbose, case .fulfilled = report.outcome { return }
        let shown = global.output.shown(report)
        let isShort = !isFirst || !global.output.terminal.isOutputTerminal
        let explanation = FetchExplanation(
            shown,
            advice: await Adviser(report: shown, suffixes: session.suffixes).advice(),
            detail: global.verbose && isFirst ? .verbose : isShort ? .oneLine : .standard,
            now: session.clock.now()
        )
        global.output.note(explanation.layout)
    }

    private func print(_ event: EventSourceReport.Event) throws(CommandFailure) {
        guard !global.json else { return }
        switch event {
        case .open: break
        case .error(.connecting):
            if !global.quiet {
                global.output.note(line: "crumb: the stream ended; reconnecting")
            }
        case .error: break
        case .message(let type, let data, _, _):
            let name = type == "message" ? "" : "[\(type)] "
            try global.output.print(message: name + data)
        }
    }

    private func status(of source: EventSourceReport) -> ExitStatus? {
        if let events, source.messageCount >= events { return nil }
        let wasOpen = source.events.contains(.open)
        // Opening it was all that was requested.
        if events == nil, wasOpen, source.end == nil || source.end == .time { return nil }
        switch source.connections.last?.outcome {
        case .rejected(let failure): return failure.isNetworkFailure ? .networkFailed : .blocked
        case .fulfilled, nil: return source.end == .time ? .networkFailed : nil
        }
    }
}
