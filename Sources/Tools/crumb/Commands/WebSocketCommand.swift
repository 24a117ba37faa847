internal import ArgumentParser
internal import BrowserFetch
internal import BrowserInfra
internal import Explanations
internal import Fixes
internal import Redaction
internal import Report
internal import Scenario

struct WebSocketCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "websocket",
        abstract: "Open a page's new WebSocket(), and print its messages as they come.",
        discussion: """
            Each message is a line; of a binary one, how many bytes it has. The connection stays open \
            until --receive messages have come, the server closes it, --max-time is up, or Ctrl-C; with \
            --stdin also until that has ended and no message has come for a second.

            Exit status: 0 it was open; 3 it was refused by a rule; 4 the handshake or the network \
            failed, or the connection ended before --receive messages had come.

            Examples:
              crumb websocket ws://127.0.0.1:5000/chat \\
                  --from http://localhost:5500 --receive 1
              crumb websocket /chat --protocol chat \\
                  --send hello --receive 2
              printf 'one\\ntwo\\n' | crumb websocket --stdin \\
                  wss://example.com/chat
            """
    )

    @Argument(help: "The URL; a relative one is resolved against the page.")
    var url: String

    @Option(name: .customLong("protocol"), help: "Offer a subprotocol; repeatable.")
    var protocols: [String] = []

    @Option(help: ArgumentHelp("Send a message; repeatable.", valueName: "text"))
    var send: [String] = []

    @Flag(help: "Send each line of standard input as a message.")
    var stdin = false

    @Option(
        help: ArgumentHelp(
            "Close it after this many messages; 0: at "
                + "once.",
            valueName: "count"
        )
    )
    var receive: Int?

    @OptionGroup(title: "The page") var pageOptions: PageOptions
    @OptionGroup(title: "The network") var transportOptions: TransportOptions
    @OptionGroup(title: "A scenario") var recordOptions: RecordOptions
    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func validate() throws {
        if let receive, receive < 0 { throw ValidationError("--receive is 0 or more") }
    }

    private var request: WebSocketRequest {
        WebSocketRequest(
            url: url,
            protocols: protocols,
            messages: send,
            messageLimit: receive
        )
    }

    mutating func run() async throws {
        let choices = try global.oneByOne()
        guard choices.count == 1 else { return try await compare(choices) }
        try await converse()
    }

    /// One browser after the other, without its messages: what differs is whether it opens.
    private func compare(_ choices: [GlobalOptions]) async throws {
        guard receive != nil, !stdin else {
            throw UsageError(
                stdin
                    ? "--stdin is typed to one browser, and \(choices.count) are asked"
                    : "several browsers take turns: --receive says when to move on"
            )
        }
        var reports: [FetchReport] = []
        for options in choices {
            let requester = try await StreamOpener(options, pageOptions, transportOptions)
            let answer = try await requester.report { browser, page in
                await browser.webSocketConversation(request, from: page)
            }
            guard let report = answer else { continue }
            try recordOptions.append(in: requester.session, of: global) {
                RecordedStep(request, report: report)
            }
            reports.append(report)
        }
        try await ComparisonOutput(options: global).print(reports)
    }

    private func converse() async throws {
        let command = self
        let requester = try await StreamOpener(global, pageOptions, transportOptions)
        let (session, page, browser) = (requester.session, requester.page, requester.browser)
        let request = request
        let told = StreamPrinter()
        var typed: (@Sendable () async -> String?)?
        if stdin {
            let lines = InputLines()
            typed = { await lines.next() }
        }
        let listener = WebSocketListener(
            // Saved at once: a command that waits for messages ends by Ctrl-C.
            opened: { report in
                await told.note {
                    try Session.check(report.storageError)
                    try await session.save(browser, seen: page, report: report)
                    try await command.explain(report, in: session)
                }
            },
            heard: { message in
                let isTold = await told.note { try command.print(message) }
                // `| head -3` wants no more.
                return isTold && command.global.output.isOutputRead
            },
            typed: typed
        )
        let report = await RequestClock.$current.withValue(RequestClock()) {
            await browser.webSocketConversation(request, from: page, for: listener)
        }
        if let error = await told.error { throw error }
        try recordOptions.append(in: session, of: global) {
            RecordedStep(request, report: report)
        }
        guard case .webSocket(let socket) = report.connection else { return }
        if global.json {
            let shown = global.output.shown(report)
            let adviser = Adviser(report: shown, suffixes: session.suffixes)
            try global.output.print(json: shown.json(advice: await adviser.advice()))
        } else if socket.isOpen, !global.quiet {
            let end = socket.endSentence(closedBy: closer(of: socket))
            global.output.note(line: end.hasPrefix("crumb") ? end : "crumb: \(end)")
        }
        if global.output.isOutputRead, let status = status(of: report, socket) {
            throw CommandFailure(status)
        }
    }

    /// At the end of standard input crumb closes it too.
    private func closer(of socket: WebSocketReport) -> WebSocketCloser {
        if let receive, socket.messageCount >= receive { return .limit(receive) }
        return stdin ? .unknown : .server
    }

    private func explain(_ report: FetchReport, in session: Session) async throws {
        guard !global.quiet, !global.json else { return }
        let shown = global.output.shown(report)
        let explanation = FetchExplanation(
            shown,
            advice: await Adviser(report: shown, suffixes: session.suffixes).advice(),
            detail: global.verbose
                ? .verbose : global.output.terminal.isOutputTerminal ? .standard : .oneLine,
            now: session.clock.now()
        )
        global.output.note(explanation.layout)
    }

    private func print(_ message: WebSocketMessage) throws(CommandFailure) {
        guard !global.json else { return }
        try global.output.print(message: message.line)
    }

    private func status(of report: FetchReport, _ socket: WebSocketReport) -> ExitStatus? {
        guard case .rejected(let failure) = report.outcome else {
            let isShort = receive.map { socket.messageCount < $0 } ?? false
            return isShort ? .networkFailed : nil
        }
        return failure.isNetworkFailure ? .networkFailed : .blocked
    }
}
