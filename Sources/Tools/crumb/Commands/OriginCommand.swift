internal import ArgumentParser
internal import BrowserJSON
internal import Glibc
internal import Report
internal import WebOrigin

struct OriginCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "origin",
        abstract: "Compare two URLs: same origin, same site, and how they differ.",
        discussion: """
            Examples:
              crumb origin http://localhost:5500 http://127.0.0.1:5000
              crumb origin http://shop.example \\
                  https://api.shop.example \\
                  --browser firefox
              crumb origin https://shop.example \\
                  wss://api.shop.example/socket
            """
    )

    @Argument(help: ArgumentHelp("A URL.", valueName: "url"))
    var a: String

    @Argument(help: ArgumentHelp("Another URL.", valueName: "other-url"))
    var b: String

    @OptionGroup(title: "Global options") var global: GlobalOptions

    mutating func run() async throws {
        let suffixes = try global.suffixes()
        // A page can connect to a WebSocket URL, though it cannot have one.
        let first = try PageURL.parse(a, option: "origin", alsoOf: ["ws", "wss"])
        let second = try PageURL.parse(b, option: "origin", alsoOf: ["ws", "wss"])
        let comparison = OriginComparison(first, second, suffixes: suffixes)
        let explanation = OriginExplanation(
            comparison,
            first: first,
            second: second,
            policy: try global.policy(),
            suffixes: suffixes
        )
        if global.json {
            try global.output.print(json: explanation, as: \.json)
        } else {
            try global.output.print(explanation, as: \.layout)
        }
    }
}
