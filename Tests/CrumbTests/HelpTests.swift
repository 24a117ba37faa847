import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import crumb

/// The help for users who do not know crumb yet.
@Suite struct HelpTests {
    @Test func overviewFitsASmallTerminalAndNamesEveryCommand() async throws {
        let result = try await runCrumb([])
        let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(result.exitCode == 0)
        #expect(lines.count < 24 && lines.allSatisfy { $0.count <= 60 }, "\(result.output)")
        let words = result.output.split(whereSeparator: \.isWhitespace)
        for command in Crumb.configuration.subcommands {
            let name = command.configuration.commandName ?? ""
            #expect(words.contains { $0 == name }, "\(name)")
        }
    }

    /// A line that the terminal wraps would be copied as two.
    @Test func noExampleIsWiderThanSixtyColumns() {
        func check(_ command: any ParsableCommand.Type) {
            let lines = command.configuration.discussion.split(separator: "\n")
            let first = lines.firstIndex { $0.hasPrefix("Example") } ?? lines.endIndex
            for line in lines[first...] where line.hasPrefix(" ") {
                #expect(line.count <= 60, "\(line)")
            }
            for subcommand in command.configuration.subcommands { check(subcommand) }
        }
        check(Crumb.self)
    }

    @Test(
        arguments: [
            (["nonsense"], "there is no help topic \"nonsense\": crumb --help lists the commands"),
            (["reasns"], "did you mean reasons?"),
            (["topic", "scenaris"], "did you mean scenarios?"),
            (["cookies", "lst"], "did you mean list?"), (["fetch", "x"], "no help topic \"x\""),
        ]
    )
    func unknownTopicIsAnErrorWithASuggestion(_ words: [String], _ hint: String) async throws {
        let result = try await runCrumb(["help"] + words)
        #expect(result.exitCode == 64)
        #expect(result.output == "")
        #expect(result.errorOutput.contains(hint), "\(result.errorOutput)")
    }

    @Test(arguments: [["cookies"], ["reasons"], ["cookies", "list"], ["run"], []])
    func everyCommandShowsItsUsage(_ words: [String]) async throws {
        let result = try await runCrumb(["help"] + words)
        #expect(result.exitCode == 0 && result.output.contains("USAGE: crumb"))
    }

    /// docs/README.md lists the topics in reading order.
    @Test func indexOfDocsNamesEveryTopic() throws {
        let docs = packageURL.appending(path: "docs")
        let index = try String(contentsOf: docs.appending(path: "README.md"), encoding: .utf8)
        let named = index.matches(of: /\n- \[[^\]]+\]\(([a-z-]+)\.md\)/).map { String($0.1) }
        #expect(named + ["scenario"] == HelpTopic.all.map(\.name))
        let files = try FileManager.default.contentsOfDirectory(
            atPath: docs.path(percentEncoded: false)
        )
        let pages = files.filter { $0.hasSuffix(".md") }.map { String($0.dropLast(3)) }
        #expect(Set(pages).subtracting(["README"]) == Set(named))
    }

    @Test(arguments: HelpTopic.all.map(\.name))
    func everyTopicIsAPage(_ name: String) async throws {
        let result = try await runCrumb(["help", "topic", name])
        #expect(result.exitCode == 0 && result.errorOutput == "")
        let lines = result.output.split(separator: "\n")
        #expect(lines.count > 20 && !result.output.contains("```"))
        // Only code is not wrapped.
        #expect(lines.allSatisfy { $0.count <= 80 || $0.hasPrefix("    ") })
    }

    /// The help of a command takes precedence over the topic of the same name.
    @Test func topicsDoNotHideCommands() async throws {
        let command = try await runCrumb(["help", "cookies"])
        #expect(command.output.contains("USAGE: crumb cookies"))
        let topic = try await runCrumb(["help", "cors"])
        #expect(topic.output.hasPrefix("CORS\n"))
        for words in [["help"], ["--help"], ["help", "topic"]] {
            let result = try await runCrumb(words)
            #expect(result.exitCode == 0 && result.output.contains("  first-steps  "))
        }
    }

    /// The keys are those of the schema, so that a new key must be explained on the page.
    @Test func scenarioPageFitsAndNamesEveryKey() async throws {
        let page = try await runCrumb(["help", "scenario"]).output
        #expect(page.split(separator: "\n").allSatisfy { $0.count <= 80 })
        let schema = try await runCrumb(["schema"]).output
        let json = try JSONSerialization.jsonObject(with: Data(schema.utf8)) as? [String: Any]
        let definitions = try #require(json?["$defs"] as? [String: [String: Any]])
        var keys = Array(try #require(json?["properties"] as? [String: Any]).keys)
        for definition in definitions.values {
            keys += (definition["properties"] as? [String: Any] ?? [:]).keys
        }
        #expect(keys.count > 60)
        for key in Set(keys).sorted() {
            #expect(page.contains(key), "\(key)")
        }
    }
}
