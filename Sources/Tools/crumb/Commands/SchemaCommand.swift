internal import ArgumentParser
internal import Glibc
internal import Scenario

struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of scenario files.",
        discussion: """
            An editor that knows JSON Schema completes and checks a scenario that begins with a \
            line such as this:
              # yaml-language-server: $schema=crumb-scenario.schema.json

            Example:
              crumb schema > crumb-scenario.schema.json
            """
    )

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    mutating func run() async throws {
        try global.output.print(Array(ScenarioSchema.text.utf8), verbatim: .ownText)
    }
}
