internal import ArgumentParser
internal import BrowserFetch
internal import BrowserJSON
internal import Glibc
internal import Report

struct BrowsersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "browsers",
        abstract: "List the differences between browsers, each with its source.",
        discussion: """
            Without --all, the ten most important differences. With --all, the standards' behavior is \
            shown too where no browser follows it.

            Examples:
              crumb browsers
              crumb browsers firefox
              crumb browsers --all --json
            """
    )

    @Argument(help: "\(BrowserName.choices).")
    var name: BrowserName?

    @Flag(
        name: .customLong("all"),
        help: "Every difference; with a browser, its choice on every axis."
    )
    var isWhole = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    mutating func run() async throws {
        let differences = BrowserDifferences(
            name.map { [$0.policy] } ?? BrowserPolicy.presets,
            isWhole: isWhole
        )
        if global.json {
            try global.output.print(json: differences.json)
        } else {
            try global.output.print(differences.layout)
        }
    }
}
