internal import ArgumentParser
internal import BrowserFetch
internal import BrowserJSON
internal import Explanations
internal import Glibc
internal import Profile
internal import Report
internal import RequestLog
internal import Terminal

struct LogShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a request in the log with its full explanation.",
        discussion: """
            Examples:
              crumb log show 12
              crumb log show 12 --json
            """
    )

    @Argument(help: "The request's number in crumb log (default: the newest).")
    var number: Int?

    @OptionGroup var frameworkOptions: FrameworkOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    mutating func run() async throws {
        let session = try Session(global)
        guard let profile = session.profile else {
            throw UsageError("--profile :memory: has no log")
        }
        let wanted = number
        let entry = try Session.guarded { () throws(ProfileError) in
            if let wanted { return try profile.logEntry(Int64(wanted)) }
            guard let newest = try profile.log().first else { return nil }
            return try profile.logEntry(newest.number)
        }
        guard let entry else {
            throw UsageError(
                wanted.map { "the log has no request \($0): crumb log lists them" }
                    ?? "the log is empty"
            )
        }
        guard let report = LoggedReport(entry) else {
            throw UsageError(
                "the report of request \(entry.entry.number) was too long to be stored; crumb log has "
                    + "its line"
            )
        }
        if global.json {
            try global.output.print(json: report.json)
            return
        }
        try global.output.print(
            LoggedReportView(report.json, framework: try frameworkOptions.choice).layout
        )
    }
}
