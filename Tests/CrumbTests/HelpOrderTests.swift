import ArgumentParser
import Testing

@testable import crumb

/// In the help of every command, its own options come before those that all commands share.
@Suite struct HelpOrderTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var path: [String]
        var help: String

        var testDescription: String { path.joined(separator: " ") }
    }

    static let commands: [Case] = {
        func cases(of command: any ParsableCommand.Type, _ path: [String]) -> [Case] {
            let own = Case(
                path: path,
                help: Crumb.helpMessage(for: command, columns: 80)
            )
            return [own]
                + command.configuration.subcommands.flatMap {
                    cases(of: $0, path + [$0.configuration.commandName ?? ""])
                }
        }
        return cases(of: Crumb.self, ["crumb"])
    }()

    @Test(arguments: commands)
    func sharedOptionsComeLast(command: Case) throws {
        let help = HelpOrder(command.help).ownOptionsFirst
        guard let everywhere = help.firstRange(of: "\nGLOBAL OPTIONS:\n") else { return }
        if let own = help.firstRange(of: "\nOPTIONS:\n") {
            #expect(own.lowerBound < everywhere.lowerBound)
        }
        let end = try #require(help.firstRange(of: "\nHELP:\n"))
        #expect(everywhere.lowerBound < end.lowerBound)
    }

    @Test(arguments: commands)
    func noLineIsLost(command: Case) {
        func lines(_ text: String) -> [Substring] {
            text.split(separator: "\n").filter { $0 != "OPTIONS:" && $0 != "HELP:" }.sorted()
        }
        #expect(lines(HelpOrder(command.help).ownOptionsFirst) == lines(command.help))
    }

    @Test(
        arguments: [
            (["crumb", "load"], "(values: anonymous, use-credentials)", true),
            (["crumb", "fetch"], "(values: omit, same-origin, include)", true),
            (["crumb", "load"], "(values: no-referrer, no-referrer-when-downgrade", false),
        ]
    )
    func valuesInTheTextAreNotListedAgain(
        _ path: [String],
        _ values: String,
        _ isRepetition: Bool
    ) throws {
        let command = try #require(Self.commands.first { $0.path == path })
        func plain(_ text: String) -> String {
            text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        let help = plain(HelpOrder(command.help).withoutRepetition)
        #expect(help.contains(values) != isRepetition)
        if isRepetition { #expect(plain(command.help).contains(values)) }
        #expect(help.contains("(values: image, srcset") || path != ["crumb", "load"])
    }

    @Test(
        arguments: [
            ("run", ["--json", "--profile", "--no-log"], ["--browser", "--report-json"]),
            (
                "report", ["--profile", "--redact", "--secret", "--now"],
                ["--json", "--report-tap"]
            ),
            ("init", ["--json", "--profile"], ["--browser", "--from"]), ("fetch", [], ["--json"]),
        ]
    )
    func unusedOptionsAreNotInTheHelp(
        _ name: String,
        _ unused: [String],
        _ used: [String]
    ) throws {
        let command = try #require(Self.commands.first { $0.path == ["crumb", name] })
        let help = HelpOrder(command.help).withoutUnusedOptions.ownOptionsFirst
        for option in unused {
            #expect(!help.contains("[\(option)"), "\(help)")
            #expect(!help.contains("\n  \(option)"), "\(help)")
        }
        for option in used { #expect(help.contains("\n  \(option)"), "\(help)") }
    }

    @Test func requiredOptionsComeBeforeThoseOfThePage() throws {
        let load = try #require(Self.commands.first { $0.path == ["crumb", "load"] })
        let help = HelpOrder(load.help).ownOptionsFirst
        let option = try #require(help.firstRange(of: "\n  --as "))
        let page = try #require(help.firstRange(of: "\nTHE PAGE:\n"))
        #expect(option.lowerBound < page.lowerBound)
    }
}
