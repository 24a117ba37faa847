internal import ArgumentParser
internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import Glibc
internal import Profile
internal import Report
internal import RequestLog
internal import Terminal

struct LogList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the requests, newest last.",
        discussion: """
            ↑ counts the cookies that were sent, ↓ those that were stored, − those that were deleted, \
            and ✗ those that were withheld or rejected, with the reasons below.

            Examples:
              crumb log -n 5
              crumb log --filter /login --issues
              crumb log --follow
            """,
        aliases: ["ls"]
    )

    @Flag(help: "Only requests that were blocked, failed, or lost a cookie.")
    var issues = false

    @Option(
        help: ArgumentHelp(
            "Only requests whose URL or page contains this text.",
            valueName: "text"
        )
    )
    var filter: String?

    @Option(
        help: ArgumentHelp(
            "Only requests that involve a cookie with this name.",
            valueName: "name"
        ),
        completion: .ownNames
    )
    var cookie: String?

    @Option(
        name: [.customShort("n"), .customLong("number")],
        help: ArgumentHelp(
            "Show at most this many of the newest (default: 20 on a terminal, otherwise all).",
            valueName: "count"
        )
    )
    var count: Int?

    @Flag(help: "Continue with new requests until Ctrl-C.")
    var follow = false

    @Option(
        help: ArgumentHelp(
            "Write them as HAR 1.2, without bodies; - is stdout.",
            valueName: "file"
        ),
        completion: .file(extensions: ["har"])
    )
    var har: String?

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
        if let count, count < 1 {
            throw UsageError("-n \(count) is not a number of requests: write -n 10")
        }
    }

    mutating func run() async throws {
        let session = try Session(global)
        guard let profile = session.profile else {
            throw UsageError("--profile :memory: has no log")
        }
        let all = try Session.guarded { () throws(ProfileError) in try profile.log() }
        var entries = all.filter(accepts)
        let limit = count ?? (global.output.terminal.isOutputTerminal && har == nil ? 20 : .max)
        let leftOut = max(0, entries.count - limit)
        entries = Array(entries.prefix(limit))
        if let har {
            try write(entries, of: profile, to: har)
            return
        }
        try show(entries, leftOut: leftOut, isEmpty: all.isEmpty, session)
        guard follow else { return }
        try await follow(after: all.first?.number ?? 0, profile, session)
    }

    private func accepts(_ entry: LogEntry) -> Bool {
        if let browser = global.browser, !browser.names.map(\.rawValue).contains(entry.browser) {
            return false
        }
        if issues, !entry.hasIssue { return false }
        if let filter {
            let text = "\(entry.url) \(entry.page ?? "")".lowercased()
            guard text.contains(filter.lowercased()) else { return false }
        }
        if let cookie { return entry.cookies.contains { $0.name == cookie } }
        return true
    }

    private func show(
        _ entries: [LogEntry],
        leftOut: Int = 0,
        isEmpty: Bool,
        _ session: Session
    ) throws {
        let terminal = global.output.terminal
        let view = LogView(
            entries,
            now: session.clock.now(),
            width: terminal.tableWidth(of: STDOUT_FILENO),
            namesBrowsers: Set(entries.map(\.browser)).count > 1
        )
        if global.json {
            guard follow else { return try global.output.print(json: view.json) }
            for entry in entries.reversed() {
                try global.output.print(json: entry.json, style: \.lineText) { $0 }
            }
            return
        }
        guard !entries.isEmpty else {
            if follow { return }
            var layout = Layout()
            layout.text(
                StyledText(isEmpty ? "The log is empty." : "No request in the log matches.", .faint)
            )
            try global.output.print(layout)
            return
        }
        var layout = view.layout
        if leftOut > 0, terminal.isOutputTerminal {
            layout.blank()
            layout.text(
                StyledText("\(leftOut) older ones not shown: -n \(leftOut + entries.count)", .faint)
            )
        }
        try global.output.print(layout)
    }

    private func follow(after last: Int64, _ profile: Profile, _ session: Session) async throws {
        var last = last
        var file = WatchedFile(path: profile.path)
        while global.output.isOutputRead {
            await pause(for: .milliseconds(100))
            guard file.hasChanged() else { continue }
            let new = try Session.guarded { () throws(ProfileError) in try profile.log(after: last)
            }
            guard let newest = new.first?.number else { continue }
            last = newest
            let wanted = new.filter(accepts)
            if !wanted.isEmpty { try show(wanted, isEmpty: false, session) }
        }
    }

    private func write(_ entries: [LogEntry], of profile: Profile, to path: String) throws {
        let reports = try Session.guarded { () throws(ProfileError) in
            var reports: [LoggedReport] = []
            for entry in entries.reversed() {
                guard let logged = try profile.logEntry(entry.number),
                    let report = LoggedReport(logged)
                else { continue }
                reports.append(report)
            }
            return reports
        }
        let archive = LoggedReport.har(reports, version: Version.number)
        if path == "-" { return try global.output.print(json: archive) }
        try global.output.write(archive, to: path, isClosedToOthers: true) { $0.text + "\n" }
    }
}
