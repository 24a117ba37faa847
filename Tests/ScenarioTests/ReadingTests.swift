import BrowserJSON
import Report
import Scenario
import Terminal
import Testing

@Suite struct ReadingTests {
    /// In the core schema of YAML 1.2, such a word is always text, whatever it looks like.
    @Test(arguments: ["no", "on", "yes", "2026-01-01", "0o8", "1e", "NO", "0x", "1_000"])
    func wordsThatYAML11ReadOtherwiseAreText(word: String) {
        let message = mistakes("steps: [ { fetch: /, expect: { preflight: \(word) } } ]")
        #expect(message == ["1:43 preflight must be true or false, not \"\(word)\""])
    }

    @Test(arguments: ["1", "+1", "-1", "0x1F", "0o17"])
    func integersFollowTheCoreSchema(word: String) {
        let step = "{ fetch: /, expect: { status: \(word) } }"
        #expect(mistakes("page: http://a.test\nsteps: [ \(step) ]").isEmpty)
    }

    @Test(arguments: ["1.5", ".5", "1.", "true", "~", "''", "\"1\""])
    func otherValuesAreNotIntegers(word: String) {
        #expect(mistakes("steps: [ { fetch: /, expect: { status: \(word) } } ]").count == 1)
    }

    /// Windows editors write a byte order mark; places are counted after it.
    @Test(arguments: ["test.yaml", "test.json"])
    func aByteOrderMarkIsIgnored(_ path: String) {
        let text = #"{"steps": [{"fetchh": "/"}]}"#
        #expect(mistakes("\u{FEFF}" + text, path: path) == mistakes(text, path: path))
        #expect(mistakes(text, path: path).first?.hasPrefix("1:13 ") == true)
    }

    @Test func duplicateKeysAreRejected() {
        #expect(
            mistakes("steps:\n  - fetch: /a\n    fetch: /b")
                == ["3:5 duplicate key fetch (first on line 2)"]
        )
    }

    @Test func aliasesExpandToTheirAnchors() throws {
        let scenario = try parsed("page: http://a.test\nsteps: [ &a { fetch: /x }, *a ]")
        #expect(scenario.steps.count == 2)
    }

    @Test func expandedAliasesAreLimited() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        let found = mistakes(text)
        #expect(found.count == 1)
        #expect(found[0].contains("more than 100000 values"))
    }

    @Test(arguments: ["deep.yaml", "deep.json"])
    func depthIsLimited(path: String) {
        let text = String(repeating: "[", count: 10_000)
        let found = mistakes(text, path: path)
        #expect(found.count == 1)
        #expect(found[0].contains("more than 64 levels deep"))
    }

    @Test func unknownAliasesAreReported() {
        #expect(mistakes("steps: [ *a ]") == ["1:10 the alias *a has no anchor &a before it"])
    }

    @Test func aSecondDocumentIsRejected() {
        #expect(
            mistakes("steps: [ { fetch: / } ]\n---\nsteps: []")
                == ["2:1 a file contains one scenario; a second document begins here"]
        )
    }

    @Test func anEmptyFileIsRejectedWithAHint() {
        #expect(mistakes("") == ["it is empty; a scenario needs at least steps:"])
        #expect(mistakes("{}") == ["1:1 a scenario needs steps:, and this one has none"])
    }

    @Test func invalidUTF8IsReported() {
        do throws(InvalidFile) {
            _ = try Scenario(parsing: [0x61, 0xFF], path: "a.yaml", in: context)
            Issue.record("it was accepted")
        } catch {
            #expect(error.problems.first?.message.contains("not UTF-8") == true)
        }
    }

    @Test func anUnquotedVariableGetsAHint() {
        let hint = "a value that begins with {{ must be quoted: \"{{name}}/path\""
        #expect(mistakes("steps:\n  - fetch: {{api}}/x") == ["2:13 \(hint)"])
        #expect(mistakes("steps:\n  - fetch: {{api}}") == ["2:13 \(hint)"])
    }

    @Test func errorsShowTheLineWithACaret() {
        do throws(InvalidFile) {
            _ = try Scenario(
                parsing: Array("name: é\nsteps:\n  - fetch: /\n    öexpect: {}\n".utf8),
                path: "a.yaml",
                in: context
            )
            Issue.record("it was accepted")
        } catch {
            let lines = error.layout.rendered(width: 80, inColor: false).split(separator: "\n")
            #expect(lines.count == 3)
            #expect(
                lines[0].hasPrefix(
                    "a.yaml:4:5: a step has no key \"öexpect\"; did you mean expect?"
                )
            )
            #expect(lines[1] == "  4 |     öexpect: {}")
            #expect(lines[2] == "    |     ^^^^^^^")
        }
    }

    // MARK: JSON

    /// YAML has more line breaks than JSON.
    @Test(
        arguments: ["a.json", "a.yaml"],
        [
            "\"name\": \"a\u{85}b\",", "\"name\": \"a\u{2028}b\u{2029}c\",",
            "\"name\": \"a\",\r\r", "\"name\": \"a\",\r\n",
        ]
    )
    func errorsShowTheRightLine(path: String, start: String) {
        let text = "{\(start)\n\"steps\": [{\"fetch\": \"/\",\n\"expct\": {}}]}"
        do throws(InvalidFile) {
            _ = try Scenario(parsing: Array(text.utf8), path: path, in: context)
            Issue.record("it was accepted")
        } catch {
            let lines = error.problems.compactMap(\.place).map { error.source.line($0.line) }
            #expect(lines == ["\"expct\": {}}]}"])
        }
    }

    @Test func surrogatePairsInJSONAreDecoded() throws {
        let scenario = try parsed(
            #"{"name": "\ud83d\ude00 \ud83d x \udE00", "page": "http://a.test", "steps": [{"fetch": "/"}]}"#,
            path: "a.json"
        )
        #expect(scenario.name == "😀 \u{FFFD} x \u{FFFD}")
    }

    @Test(
        arguments: [
            (#"{"steps": [1,]}"#, "1:14 this is not valid JSON: a value is missing"),
            (
                #"{"steps": [01]}"#,
                "1:12 this is not valid JSON: 01 is not a number and is not in quotes"
            ),
            (
                "{\"steps\": [\"a\nb\"]}",
                "1:14 this is not valid JSON: a control character must be escaped"
            ),
            (#"{"steps" []}"#, "1:10 this is not valid JSON: a colon is missing"),
            (
                #"{"a": tru}"#,
                "1:7 this is not valid JSON: tru is not a number and is not in quotes"
            ),
            (#"{"a": "\x"}"#, "1:10 this is not valid JSON: \\x is not a valid escape"),
            (
                #"{"a": 1} 2"#,
                "1:10 this is not valid JSON: there is more text after the end of the value"
            ),
            ("{\n  \"é\": 'x'}", "2:8 this is not valid JSON: a value is missing"),
        ]
    )
    func invalidJSONIsRejectedWithThePlace(text: String, message: String) {
        #expect(mistakes(text, path: "a.json") == [message])
    }

    @Test func mistakesInJSONHaveAPlaceToo() {
        #expect(
            mistakes("{\"steps\": [\n  {\"fetch\": \"/\", \"expct\": {}}\n]}", path: "a.json")
                .first?
                .hasPrefix("2:18 a step has no key \"expct\"; did you mean expect?") == true
        )
    }

    // MARK: Variables

    @Test func undefinedVariablesAreReported() {
        #expect(
            mistakes("variables: { api: x }\nsteps: [ { fetch: \"{{apj}}\" } ]")
                == ["2:19 there is no variable {{apj}} at this point; did you mean api?"]
        )
    }

    @Test func capturesAreOnlyAvailableToLaterSteps() {
        let step = "fetch: /, capture: { token: /t }"
        let use = "fetch: \"/{{token}}\""
        let page = "page: http://a.test"
        #expect(mistakes("\(page)\nsteps: [ { \(step) }, { \(use) } ]").isEmpty)
        #expect(mistakes("\(page)\nsteps: [ { \(use) }, { \(step) } ]").count == 1)
        #expect(
            mistakes("\(page)\nsteps: [ { parallel: [ { \(step) }, { \(use) } ] } ]").count == 1
        )
        #expect(mistakes("\(page)\nsteps: [ { parallel: [ { \(step) } ] }, { \(use) } ]").isEmpty)
    }
}
