internal import ArgumentParser
internal import Fetch
internal import Glibc
internal import JSON
internal import Report

struct BrowsersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "browsers",
        abstract: "What browsers decide differently, each entry with its source.",
        discussion: """
            Without a name: the questions to which the browsers' answers differ. With a name: all \
            that this browser decides.

            Examples:
              crumb browsers
              crumb browsers firefox
            """
    )

    @Argument(help: "chrome, firefox, safari or spec.")
    var name: BrowserName?

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    mutating func run() async throws {
        let table = BrowserTable(name.map { [$0.policy] } ?? BrowserPolicy.presets)
        if global.json {
            try global.output.print(json: table.json)
        } else {
            try global.output.print(table.layout)
        }
    }
}
