internal import ArgumentParser

struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "What this profile's pages requested and the outcome: DevTools' Network panel.",
        discussion: """
            The profile keeps a report of every request, without bodies and without the values \
            of cookies, credentials and tokens; the last 500 are kept. --no-log skips one.

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
