import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import crumb

/// An option that a command declares is known to everything that parses or completes command lines.
@Suite struct OptionTableTests {
    struct Declared: CustomTestStringConvertible, Sendable {
        /// The words of the command, such as `["cookies", "list"]`.
        var command: [String]
        /// The spellings of the option, with their dashes.
        var spellings: [String]
        var takesValue: Bool
        var isShown: Bool

        var testDescription: String { (command + spellings).joined(separator: " ") }
    }

    /// The options of every command, as ArgumentParser describes them.
    static let all: [Declared] = {
        func options(of command: any ParsableCommand.Type, _ path: [String]) -> [Declared] {
            let subcommands = command.configuration.subcommands
            let own =
                subcommands.isEmpty && !path.isEmpty ? declared(by: command, path) : []
            return own
                + subcommands.flatMap {
                    options(of: $0, path + [$0.configuration.commandName ?? ""])
                }
        }
        return options(of: Crumb.self, [])
    }()

    private static func declared(
        by command: any ParsableCommand.Type,
        _ path: [String]
    ) -> [Declared] {
        let dump = try? JSONSerialization.jsonObject(with: Data(command._dumpHelp().utf8))
        let root = (dump as? [String: Any])?["command"] as? [String: Any]
        let arguments = root?["arguments"] as? [[String: Any]] ?? []
        return arguments.compactMap { argument in
            guard let names = argument["names"] as? [[String: String]] else { return nil }
            return Declared(
                command: path,
                spellings: names.map { ($0["kind"] == "short" ? "-" : "--") + ($0["name"] ?? "") },
                takesValue: argument["kind"] as? String == "option",
                isShown: argument["shouldDisplay"] as? Bool == true
            )
        }
    }

    @Test func tableMatchesTheDeclarations() async throws {
        #expect(Self.all.count > 300)
        let sources = packageURL.appending(path: "Sources").path(percentEncoded: false)
        let path = try #require(
            FileManager.default.subpaths(atPath: sources)?
                .first { $0.hasSuffix("/OptionNames.swift") }
        )
        let made = try await run(
            "python3",
            [
                packageURL.appending(path: ".ci/make-option-names").path(percentEncoded: false),
                try builtExecutable("crumb"),
            ]
        )
        #expect(made.exitCode == 0, "\(made.errorOutput)")
        let kept = try String(contentsOfFile: "\(sources)/\(path)", encoding: .utf8)
        #expect(
            made.output == kept,
            "run .ci/make-option-names .build/debug/crumb > Sources/\(path)"
        )
    }

    /// The positions are before the command, between its two words, after it, and with the value
    /// joined.
    @Test func everyOptionWorksInEveryPosition() throws {
        for option in Self.all {
            for spelling in option.spellings where spelling != "--help" && spelling != "-h" {
                // After an option that may stand alone, the next word is not its value.
                let isAlone = CurlOptions.impliedValues[String(spelling.drop { $0 == "-" })] != nil
                let takesValue = option.takesValue && !isAlone
                let words = takesValue ? [spelling, "a b"] : [spelling]
                let expected = try ArgumentNormalizer.normalize(option.command + words + ["x"])
                #expect(Array(expected.prefix(option.command.count)) == option.command)
                for place in 0..<option.command.count {
                    var line = option.command + ["x"]
                    line.insert(contentsOf: words, at: place)
                    let normal = try ArgumentNormalizer.normalize(line)
                    #expect(normal == expected, "\(line)")
                }
                guard takesValue else { continue }
                let joined = spelling.hasPrefix("--") ? "\(spelling)=a b" : "\(spelling)a b"
                let normal = try ArgumentNormalizer.normalize([joined] + option.command + ["x"])
                #expect(normal == expected, "\(joined)")
                // A value may be empty, begin with a dash or be a command's name.
                for value in ["", "-1d", "--json", "list"] {
                    let words = [spelling, value]
                    let before = try ArgumentNormalizer.normalize(words + option.command + ["x"])
                    let after = try ArgumentNormalizer.normalize(option.command + words + ["x"])
                    #expect(before == after, "\(words) \(option.command)")
                }
            }
        }
    }

    @Test func everyOptionIsCompleted() throws {
        for (command, options) in Dictionary(grouping: Self.all, by: \.command) {
            let line = "crumb \(command.joined(separator: " ")) -"
            let offered = CompletionRequest.answer(["bash", line, "-"]).split(separator: "\n")
            for option in options where option.isShown {
                for spelling in option.spellings {
                    #expect(offered.contains { $0 == spelling }, "\(command) \(spelling)")
                }
            }
        }
    }

    @Test(arguments: [
        ("--framework express fetch", "fetch --framework express"),
        ("--credentials include fetch", "fetch --credentials include"),
        ("-k --max-time 2 -H X-A:1 fetch", "fetch -k --max-time 2 -H X-A:1"),
        ("--browser firefox --json why", "why --browser firefox --json"),
        ("cookies --format netscape export", "cookies export --format netscape"),
        ("--format netscape cookies export", "cookies export --format netscape"),
        ("cookies --filter  list", "cookies list --filter "),
        (
            "--home $HOME --profile :memory: cookies --sort name list",
            "cookies list --profile :memory:"
        ),
        ("--as image why", "why --as image"), ("-o - init", "init -o -"),
    ])
    func optionsBeforeTheCommandHaveTheSameEffect(_ before: String, _ after: String) async throws {
        let home = try TemporaryDirectory()
        _ = try await runCrumb(
            ["cookies", "set", "a=1", "--url", "http://127.0.0.1:9/"],
            home: home
        )
        func words(_ line: String) -> [String] {
            let words = line.split(separator: " ", omittingEmptySubsequences: false)
                .map { $0 == "$HOME" ? home.path : String($0) }
            let asks = words.contains("fetch") || words.contains("why")
            return words + (asks ? ["http://127.0.0.1:9/", "--from", "http://127.0.0.1:9/"] : [])
        }
        let moment = ["CRUMB_NOW": "2026-01-01T00:00:00Z"]
        let first = try await runCrumb(words(before), home: home, environment: moment)
        let last = try await runCrumb(words(after), home: home, environment: moment)
        #expect(first.exitCode == last.exitCode, "\(first.errorOutput)")
        #expect(first.exitCode != 64, "\(first.errorOutput)")
        func told(_ result: CommandResult) -> String {
            (result.output + result.errorOutput).replacing(
                /\d+(\.\d+)? ms|"durationMs": [\d.]+/,
                with: ""
            )
        }
        #expect(told(first) == told(last))
    }
}
