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
        abstract: "Open a page's new EventSource(), and print its messages as they come.",
        discussion: """
            Each message is a line; one that has a name of its own has that in brackets before it. A \
            stream that ends is connected to again, as the browser does it, until --events have come, \
            the server ends it for good (204), or Ctrl-C.

            Exit status: 0 the stream was open; 3 it was refused by a rule; 4 the network failed, or \
            --max-time was up before --events had come.

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

    @Option(help: ArgumentHelp("Close it after this many messages.", valueName: "count"))
    var events: Int?

    @Option(
        help: ArgumentHelp("Pretend that an earlier connection got this far.", valueName: "id")
    )
    var lastEventId: String?

    @OptionGroup(title: "The page") var pageOptions: PageOptions
    @OptionGroup(title: "The network") var transportOptions: TransportOptions
    @OptionGroup(title: "A scenario") var recordOptions: RecordOptions
    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func validate() throws {
        if let events, events < 1 { throw ValidationError("--events is 1 or more") }
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

    /// One browser after the other, without its messages: what differs is whether they come.
    private func compare(_ choices: [GlobalOptions]) async throws {
        guard events != nil else {
            throw UsageError("several browsers take turns: --events says when to move on")
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
            // Saved at once: a command that waits for messages ends by Ctrl-C.
            connected: { report in
                await told.note {
                    try Session.check(report.storageError)
                    try await session.save(browser, seen: page, report: report)
                    try await command.explain(report, isFirst: told.isFirst(), in: session)
                }
            },
            heard: { event in
                let isTold = await told.note { try command.print(event) }
                // `| head -3` wants no more.
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

    /// The first connection is explained; those that follow are told in a line.
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
        // Nothing more was asked for than that it opens.
        if events == nil, wasOpen, source.end == nil || source.end == .time { return nil }
        switch source.connections.last?.outcome {
        case .rejected(let failure): return failure.isNetworkFailure ? .networkFailed : .blocked
        case .fulfilled, nil: return source.end == .time ? .networkFailed : nil
        }
    }
}
