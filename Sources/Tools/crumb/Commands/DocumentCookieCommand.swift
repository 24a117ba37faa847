internal import ArgumentParser
internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import Fixes
internal import Glibc
internal import Redaction
internal import Report
internal import Scenario
internal import Terminal
internal import WebOrigin

struct DocumentCookieCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "document-cookie",
        abstract: "Read document.cookie as a page; with arguments, write it first.",
        discussion: """
            Examples:
              crumb document-cookie --from http://127.0.0.1:5000
              crumb document-cookie 'theme=dark; max-age=3600' \\
                  --from http://127.0.0.1:5000
            """
    )

    @Argument(help: "The strings to assign to document.cookie, in order.")
    var assignments: [String] = []

    @OptionGroup(title: "The page") var pageOptions: PageOptions
    @OptionGroup(title: "Recording") var recordOptions: RecordOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    mutating func run() async throws {
        let session = try Session(global)
        let page = try pageOptions.page(in: session)
        let browser = session.offlineBrowser()
        let lines = assignments.map { ByteString(utf8: $0) }
        let report = await browser.documentCookie(setting: lines, in: page)
        try Session.check(report.storageError)
        if !lines.isEmpty { try await session.save(browser, seen: page) }
        try recordOptions.append(in: session, of: global) {
            RecordedStep(documentCookie: assignments, in: page, report: report)
        }
        let output = global.output
        if global.json {
            try output.print(json: report, as: \.json)
        } else {
            let isTerminal = output.terminal.isOutputTerminal
            try output.print(text: report) { report in
                guard let value = report.value else { return "" }
                return (isTerminal ? value.terminalSafe : value) + "\n"
            }
            if !global.quiet {
                let reading = DocumentCookieReading(
                    report: report,
                    page: page,
                    isWriting: !lines.isEmpty
                )
                let shown = output.shown(reading)
                let adviser = DocumentCookieAdviser(
                    shown.report,
                    page: shown.page,
                    policy: session.policy,
                    suffixes: try global.suffixes()
                )
                let explanation = DocumentCookieExplanation(
                    shown.report,
                    page: shown.page,
                    isWriting: shown.isWriting,
                    advice: await adviser.advice(),
                    now: session.clock.now()
                )
                var layout = explanation.layout
                if let host = page.url.host, report.failure == nil, lines.isEmpty {
                    layout.append(try session.missingText(for: host.serialized))
                }
                output.note(layout)
            }
        }
        if report.failure != nil { throw CommandFailure(.blocked) }
    }
}
