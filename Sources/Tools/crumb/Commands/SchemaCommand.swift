internal import ArgumentParser
internal import BrowserFetch
internal import Glibc
internal import Scenario
internal import Service

struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of scenario files, or the description of crumb serve.",
        discussion: """
            With rpc, an OpenRPC document of the methods of crumb serve.

            An editor that knows JSON Schema completes and checks a scenario that begins with a \
            line such as this:
              # yaml-language-server: $schema=crumb-scenario.schema.json

            Examples:
              crumb schema > crumb-scenario.schema.json
              crumb schema rpc > crumb.openrpc.json
            """
    )

    enum Name: String, ExpressibleByArgument, CaseIterable {
        case scenario, rpc
    }

    @Argument(help: "scenario (the default) or rpc.")
    var name: Name = .scenario

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    mutating func run() async throws {
        if name == .rpc {
            global.chosenProfile = ":memory:"
            let browser = try ServedBrowser(try Session(global), network: DryRunTransport())
            let methods =
                ServeCommand.methods(of: browser, RunPermission()) + [BrowserService.cancellation]
            return try global.output.print(json: OpenRPC(methods, version: Version.number).document)
        }
        try global.output.print(Array(ScenarioSchema.text.utf8), verbatim: .ownText)
    }
}
