import BrowserFetch
import BrowserInfra
import BrowserJSON
import Scenario
import TestSupport
import Testing

/// The size of expanded variables is limited, however small the file is.
@Suite struct GrowthOfVariablesTests {
    /// Variables that each contain ten times the one before, as text or as lists.
    private static func laughs(_ levels: Int, asLists: Bool = false) -> String {
        var text = "page: http://127.0.0.1:5000/\nvariables:\n"
        text += "  a0: \"\(String(repeating: "x", count: 1000))\"\n"
        for level in 1...levels {
            let one = "{{a\(level - 1)}}"
            text +=
                asLists
                ? "  a\(level): ["
                    + Array(repeating: "\"\(one)\"", count: 10).joined(separator: ", ")
                    + "]\n"
                : "  a\(level): \"" + String(repeating: one, count: 10) + "\"\n"
        }
        return text
    }

    @Test(arguments: [false, true])
    func exponentialExpansionIsAMistakeOfTheFile(_ asLists: Bool) {
        let file =
            Self.laughs(8, asLists: asLists)
            + "steps:\n  - { fetch: /, method: POST, json: \"{{a8}}\" }\n"
        let mistakes = mistakes(file)
        #expect(mistakes.count == 1, "\(mistakes)")
        #expect(mistakes.first?.hasPrefix("7:7 ") == true, "\(mistakes)")
        #expect(mistakes.first?.hasSuffix("this is longer than 1 MiB") == true, "\(mistakes)")
    }

    /// Each expansion is within the limit, but the total is not.
    @Test func manyUsesOfALongVariableAreAMistakeToo() {
        let file =
            Self.laughs(2) + "steps:\n"
            + (0..<1000).map { "  - fetch: /\($0)\"{{a2}}\"\n" }.joined()
        #expect(mistakes(file).count == 1)
        #expect(mistakes(file).first?.hasSuffix("this is longer than 64 MiB") == true)
    }

    @Test func variablesWithinTheLimitAreExpanded() async throws {
        let file = Self.laughs(2) + "steps:\n  - { fetch: /, method: POST, body: \"{{a2}}\" }\n"
        let result = try await result(of: file) { request in
            response(request.body?.count == 100_000 ? 200 : 500)
        }
        #expect(result.hasPassed, "\(result.text)")
    }

    /// Text from a server is only expanded when the step runs.
    @Test(arguments: [(1 << 20) - 1, 1 << 20])
    func capturedTextIsLimited(_ length: Int) async throws {
        let file = """
            page: http://127.0.0.1:5000/
            steps:
              - { fetch: /a, capture: { big: /a } }
              - { fetch: /b, headers: { X: "-{{big}}-" } }
            """
        let result = try await result(of: file) { _ in
            response(200, body: "{\"a\": \"\(String(repeating: "x", count: length + 1))\"}")
        }
        #expect(!result.hasPassed)
        #expect(result.text.contains("longer than 1 MiB"), "\(result.text.prefix(2000))")
    }

    @Test func aStepExpandsAtMostSixteenMebibytes() async throws {
        let all = Array(repeating: "\"{{big}}\"", count: 40).joined(separator: ", ")
        let file = """
            page: http://127.0.0.1:5000/
            steps:
              - { fetch: /a, capture: { big: /a } }
              - { fetch: /b, method: POST, json: [\(all)] }
            """
        let result = try await result(of: file) { _ in
            response(200, body: "{\"a\": \"\(String(repeating: "x", count: 1 << 19))\"}")
        }
        #expect(result.text.contains("this is longer than 16 MiB"), "\(result.text.prefix(2000))")
    }

    @Test(arguments: [
        ("repeat: 1000001", "repeat must be a whole number from 1 to 1000000, not \"1000001\""),
        (
            "retry: { times: 2000000 }",
            "times must be a whole number from 1 to 1000000, not \"2000000\""
        ),
        ("repeat: 0", "repeat must be a whole number from 1, not \"0\""),
        ("only-in: [chrome, spec, chrome]", "only-in has chrome twice"),
    ])
    func countsOutOfRangeAreReportedWithTheirLimits(_ key: String, _ says: String) {
        let file = "page: http://a.test/\nsteps:\n  - fetch: /\n    \(key)\n"
        #expect(mistakes(file).contains { $0.hasSuffix(says) }, "\(mistakes(file))")
    }

    @Test func listingABrowserTwiceIsAMistake() {
        let file = "browser: [chrome, chrome]\npage: http://a.test/\nsteps: [{ fetch: / }]\n"
        #expect(mistakes(file) == ["1:19 browser has chrome twice"])
    }
}
