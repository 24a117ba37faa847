internal import ArgumentParser
internal import BrowserFetch
internal import BrowserJSON
internal import Glibc
internal import Report

struct BrowsersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "browsers",
        abstract: "What browsers decide differently, each entry with its source.",
        discussion: """
            Without --all: the ten differences that bite first. The standards' choice is shown \
            with --all where no browser follows it.

            Examples:
              crumb browsers
              crumb browsers firefox
              crumb browsers --all --json
            """
    )

    @Argument(help: "\(BrowserName.choices).")
    var name: BrowserName?

    @Flag(name: .customLong("all"), help: "Every difference; with a name, all that it decides.")
    var isWhole = false

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

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
