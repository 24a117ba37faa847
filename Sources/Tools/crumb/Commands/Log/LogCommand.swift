internal import ArgumentParser

struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "What this profile's pages requested and the outcome: DevTools' Network panel.",
        discussion: """
            Every request leaves its report in the profile, without bodies and without the values \
            of cookies, credentials and tokens; the last 500 are kept. --no-log leaves one out.

            Examples:
              crumb log
              crumb log --issues
              crumb log show 12
              crumb log --cookie session --json
            """,
        subcommands: [LogList.self, LogShow.self, LogClear.self],
        defaultSubcommand: LogList.self
    )
}
