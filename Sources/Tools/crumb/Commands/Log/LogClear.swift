internal import ArgumentParser
internal import Explanations
internal import Glibc
internal import Profile

struct LogClear: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clear",
        abstract: "Clear the profile's log.",
        discussion: """
            Example:
              crumb log clear
            """
    )

    @OptionGroup(title: "Global options") var global: GlobalOptions

    mutating func run() async throws {
        let session = try Session(global)
        let count = try Session.guarded { () throws(ProfileError) in
            try session.profile?.clearLog() ?? 0
        }
        guard !global.quiet else { return }
        try global.output.print(line: "\(counted(count, "request")) deleted from the log")
    }
}
