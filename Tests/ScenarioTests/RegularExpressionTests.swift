import BrowserJSON
import TestSupport
import Testing

@testable import Scenario

/// `matches:` reads text from a server, and no text may keep a run busy.
@Suite struct RegularExpressionTests {
    @Test(arguments: [
        ("a.n", "xx ann", true), ("^a", "ba", false), ("^a$", "a\nb", false),
        ("(?m)^b$", "a\nb", true),
        ("a.b", "a\nb", false), ("(?s)a.b", "a\nb", true), (#"^\w+$"#, "größe", true),
        (#"\d{3}"#, "id 123", true), ("(?i)ÄRA", "ära", true), ("", "", true), ("x", "", false),
        (#"^.$"#, "🍪", true), ("(?<=é)b$", "aaaaaaaaaaaaéb", true), ("z$", "aaaaaaaéééééééz", true),
        (#"^(?<year>\d{4})-\d\d$"#, "2026-11", true), ("a++b", "aaab", true),
        ("a|b", "zzzzzzzzzzb", true),
    ])
    func expressionsMatchAnywhereInTheText(
        _ expression: String,
        _ text: String,
        _ isFound: Bool
    ) throws {
        #expect(try RegularExpression(expression).isFound(in: text) == isFound)
    }

    /// At any position in a long text, including after multibyte characters.
    @Test(arguments: 0..<40)
    func everyPositionIsTried(_ offset: Int) throws {
        let text = String(repeating: "é", count: offset) + "x" + String(repeating: "é", count: 40)
        #expect(try RegularExpression("x").isFound(in: text))
        #expect(try !RegularExpression("y").isFound(in: text))
    }

    @Test(arguments: [
        ("(a", "after 2 characters"), ("[a", "after 2 characters"), ("a{2,1}", "out of order"),
        ("(?<n", "after 4 characters"), ("*", "after 0 characters"), ("\\", "after 1 characters"),
        ("\\C", "disabled"), (String(repeating: "a", count: 70_000), "longer than 64 KiB"),
        (String(repeating: "(", count: 300), "after"), ("(((a{1000}){1000}){1000})", "too large"),
    ])
    func invalidExpressionsAreReportedInOneLine(_ expression: String, _ says: String) {
        do throws(RegularExpression.Invalid) {
            _ = try RegularExpression(expression)
            Issue.record("it was accepted")
        } catch {
            #expect(error.message.contains(says), "\(error.message)")
            #expect(!error.message.contains("\n"))
        }
    }

    struct Trial: CustomTestStringConvertible, Sendable {
        var expression: String
        var text: String
        /// `false` if PCRE2 detects early that the text cannot match.
        var givesUp = true

        var testDescription: String { expression }
    }

    /// Exponential, quadratic and cubic expressions, at one position and at every position of a
    /// long text.
    @Test(
        .timeLimit(.minutes(Patience.factor)),
        arguments: [
            Trial(
                expression: #"^user-([a-z0-9]+-?)+$"#,
                text: "user-" + String(repeating: "a", count: 60) + "!"
            ),
            Trial(expression: "(a+)+$", text: String(repeating: "a", count: 40) + "!"),
            Trial(expression: "(a|a)*$", text: String(repeating: "a", count: 40) + "!"),
            Trial(expression: "(a|aa)+$", text: String(repeating: "a", count: 60) + "!"),
            Trial(
                expression: "[a-z]*[a-z]*[a-z]*$",
                text: String(repeating: "a", count: 1 << 18) + "!"
            ),
            Trial(expression: #"(\w+\s?)*$"#, text: String(repeating: "word ", count: 200) + "!"),
            Trial(expression: "^(?:(?:a+)+)+$", text: String(repeating: "a", count: 100_000) + "!"),
            Trial(
                expression: "(.*)*x",
                text: String(repeating: "a", count: 1 << 20),
                givesUp: false
            ),
            Trial(
                expression: "(?:a?){40}a{40}b",
                text: String(repeating: "a", count: 60),
                givesUp: false
            ),
            Trial(
                expression: #"(?s)(?=(.*))\1x"#,
                text: String(repeating: "a", count: 1 << 19),
                givesUp: false
            ),
        ]
    )
    func noTextKeepsTheMatcherBusy(_ trial: Trial) throws {
        let clock = ContinuousClock()
        let start = clock.now
        var isFound: Bool?
        let expression = try RegularExpression(trial.expression)
        do throws(RegularExpression.LimitExceeded) {
            isFound = try expression.isFound(in: trial.text)
        } catch {
            #expect(!error.sentence.isEmpty)
        }
        #expect(isFound == (trial.givesUp ? nil : false))
        #expect(clock.now - start < .seconds(15 * Patience.factor))
    }

    @Test func aTextBeyondTheLimitIsNotMatched() throws {
        let expression = try RegularExpression("a")
        let longest = String(repeating: "b", count: 1 << 20)
        #expect(try !expression.isFound(in: longest))
        do throws(RegularExpression.LimitExceeded) {
            _ = try expression.isFound(in: longest + "a")
            Issue.record("it was matched")
        } catch {
            #expect(
                error.sentence
                    == "the text has 1048577 bytes, and matches: is limited to 1 MiB; use contains: or json:"
            )
        }
    }

    @Test func aStepFailsIfTheMatcherGivesUp() async throws {
        let file = """
            page: http://127.0.0.1:5000/
            steps:
              - fetch: /a
                expect: { text: { matches: '^user-([a-z0-9]+-?)+$' } }
            """
        let result = try await result(of: file) { _ in
            response(200, body: "user-" + String(repeating: "a", count: 60) + "!")
        }
        #expect(!result.hasPassed)
        #expect(result.text.contains("could not be matched: it tries more than 10 million poss"))
        #expect(result.text.contains("test.yaml:4:21"), "\(result.text)")
    }

    @Test func invalidExpressionsAreReportedWithTheirPlace() {
        let file = """
            page: http://127.0.0.1:5000/
            steps:
              - fetch: /a
                expect: { text: { matches: "(a" } }
            """
        #expect(
            mistakes(file) == [
                "4:32 this is not a regular expression: missing closing parenthesis (after 2 characters)"
            ]
        )
    }
}
