internal import ArgumentParser
internal import Cookies
internal import Fetch
internal import Glibc
internal import Infra
internal import JSON
internal import Report
internal import Scenario

struct DocumentCookieCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "document-cookie",
        abstract: "What script reads from document.cookie; with an argument, what it writes.",
        discussion: """
            Examples:
              crumb document-cookie --from http://127.0.0.1:5000
              crumb document-cookie --from http://127.0.0.1:5000 'theme=dark; max-age=3600'
            """
    )

    @Argument(help: "Assigned to document.cookie, in turn.")
    var assignments: [String] = []

    @OptionGroup(title: "The page") var pageOptions: PageOptions
    @OptionGroup(title: "A scenario") var recordOptions: RecordOptions
    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    mutating func run() async throws {
        let session = try Session(global)
        let page = try pageOptions.page { try session.currentPage() }
        let browser = session.browser(transport: NoTransport())
        let lines = assignments.map { ByteString(utf8: $0) }
        let report = try await Session.guardedStorage { () throws(CookieStorageError) in
            try await browser.documentCookie(setting: lines, in: page)
        }
        if !lines.isEmpty { try await session.save(browser, seen: page) }
        var redaction = try global.redaction()
        redaction.learn(from: report)
        let step = RecordedStep(documentCookie: assignments, in: page, report: report)
        try recordOptions.append(step.redacted(by: redaction), browser: session.policy.name)
        let told = report.redacted(by: redaction)
        let terminal = global.terminal
        if global.json {
            terminal.write(told.json.text + "\n", to: STDOUT_FILENO)
        } else {
            if let value = report.value {
                terminal.write(
                    (terminal.isOutputTerminal ? value.terminalSafe : value) + "\n",
                    to: STDOUT_FILENO
                )
            }
            if !global.quiet {
                let explanation = DocumentCookieExplanation(
                    told,
                    page: page,
                    isWriting: !lines.isEmpty,
                    now: session.clock.now()
                )
                terminal.printError(explanation.layout)
            }
        }
        if report.failure != nil { throw CommandFailure(.blocked) }
    }
}

/// For commands that send nothing.
struct NoTransport: Transport {
    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        throw .network(code: nil, detail: "this command sends nothing")
    }
}
