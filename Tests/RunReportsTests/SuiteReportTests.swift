import BrowserInfra
import BrowserJSON
import Foundation
import TestSupport
import Testing

@testable import RunReports

/// The formats as functions of a report, with any text in it.
@Suite struct SuiteReportTests {
    /// Every character that could end a string, an element or a line, and those that XML cannot
    /// represent.
    private static let hostile =
        String(String.UnicodeScalarView((0...0x9F).compactMap { Unicode.Scalar($0) }))
        + "]]>\u{2028}\u{202E}\u{FEFF}\u{FFFE}\u{FFFF}\u{1F36A} # SKIP \\"

    private var report: SuiteReport {
        let hostile = Self.hostile
        var step = StepReport(title: hostile, line: 1, column: 2, result: .failed)
        step.explanation = hostile
        step.notes = [hostile]
        step.failures = [
            FailureReport(
                kind: .expectation,
                message: hostile,
                file: hostile,
                line: 1,
                column: 2,
                excerpt: [hostile],
                expected: [hostile],
                actual: [hostile],
                why: [hostile]
            )
        ]
        var run = RunReport(file: hostile, browser: hostile, result: .failed)
        run.name = hostile
        run.started = .epoch
        run.steps = [step]
        run.servers = [ServerReport(command: hostile, output: hostile)]
        return SuiteReport(started: .epoch, duration: 1_234_567, runs: [run])
    }

    @Test func junitIsValidWithAnyText() async throws {
        try await expectValid(report.junit)
        #expect(report.junit.contains("time=\"1.234\""))
    }

    /// No character of the text can start markup.
    @Test func textFromServersIsEscapedInMarkdown() {
        let text = report.markdown
        let outside = text.components(separatedBy: "```diff")[0]
        let unescaped = outside.replacing(#/\\[\\`*_{}\[\]<>()#+!|~]/#, with: "")
        for markup in ["<", ">", "[", "]", "`", "\u{1B}"] {
            #expect(!unescaped.contains(markup), "\(markup)")
        }
        #expect(
            text.unicodeScalars.allSatisfy {
                !$0.isTerminalControl || "\n\t".unicodeScalars.contains($0)
            }
        )
    }

    @Test func markdownReportsAFailureOfSeveralBrowsersOnce() {
        func run(_ browser: String, _ result: RunReport.Result) -> RunReport {
            var step = StepReport(title: "the login", line: 3, column: 5, result: .failed)
            step.failures = [
                FailureReport(
                    kind: .expectation,
                    message: "the status differs",
                    file: "a.yaml",
                    line: 4,
                    column: 9,
                    excerpt: [],
                    expected: ["200"],
                    actual: ["403"],
                    why: []
                )
            ]
            var run = RunReport(file: "a.yaml", browser: browser, result: result)
            if result == .failed { run.steps = [step] }
            return run
        }
        let runs = [run("chrome", .failed), run("firefox", .failed), run("safari", .passed)]
        let text = SuiteReport(started: .epoch, duration: 1, runs: runs).markdown
        #expect(text.hasPrefix("## ✗ crumb: 1 of 3 runs passed, 2 failed\n"))
        #expect(text.contains("| a.yaml | ✗ step 1 of 1 | ✗ step 1 of 1 | ✓ 0 steps |"), "\(text)")
        #expect(text.components(separatedBy: "the status differs").count == 2)
        #expect(text.contains("**a.yaml:4:9** (chrome and firefox): the login: the status differs"))
        #expect(text.contains("```diff\n- 200\n+ 403\n```"))
    }

    @Test func tapLinesCannotBeInjected() {
        let lines = report.tap.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.prefix(2) == ["TAP version 14", "1..1"])
        // No text can start a line, a directive or a comment.
        let points = lines.filter { $0.contains("ok 1 - ") }
        #expect(points.count == 2)
        #expect(points.allSatisfy { !$0.contains(" # SKIP") })
        #expect(report.tap.unicodeScalars.allSatisfy { !$0.isTerminalControl || $0 == "\n" })
    }

    @Test func theJSONRoundTrips() throws {
        let bytes = Array(report.json.text.utf8)
        #expect(try SuiteReport(parsing: bytes) == report)
    }

    @Test func mergedReportsHaveTheEarliestStartAndTheTotalDuration() throws {
        let first = SuiteReport(
            started: Moment(secondsSinceEpoch: 10),
            duration: 2_000_000,
            runs: []
        )
        let second = SuiteReport(started: Moment(secondsSinceEpoch: 5), duration: 1, runs: [])
        let both = SuiteReport(merging: [first, second])
        #expect(both.started == Moment(secondsSinceEpoch: 5))
        #expect(both.duration == 7_000_000)
    }

    @Test func anEmptySuiteIsValid() async throws {
        let empty = SuiteReport(started: .epoch, duration: 0, runs: [])
        try await expectValid(empty.junit)
        #expect(empty.tap == "TAP version 14\n1..0\n")
    }
}
