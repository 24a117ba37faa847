internal import ArgumentParser

struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Show the requests of this profile's pages, as in DevTools' Network panel.",
        discussion: """
            The profile keeps reports of the last 500 requests, without bodies and without the values \
            of cookies, credentials and tokens. --no-log excludes a command.

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
