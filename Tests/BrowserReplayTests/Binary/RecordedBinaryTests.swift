import Foundation
import TestSupport
import Testing

/// Runs a sample of the recorded cases through the real binary, against a real server.
///
/// `known-differences.txt` lists where the engine differs from the browser;
/// `known-differences-binary.txt` only lists what the command line adds to that or removes from it.
@Suite struct RecordedBinaryTests {
    @Test func theSampleCoversEveryFamilyAndKindOfStep() throws {
        let sample = try RecordedSample.shared.get()
        #expect(sample.cases.count >= 60)
        let all = sample.all.filter {
            !RecordedSample.familiesWithoutCommands.contains($0.family)
        }
        #expect(Set(sample.cases.map(\.family)) == Set(all.map(\.family)))
        #expect(
            Set(sample.cases.flatMap(\.stepsByCommands).map(\.kind))
                == Set(all.flatMap(\.stepsByCommands).map(\.kind))
        )
    }

    @Test func theBinaryDiffersFromTheBrowserOnlyInKnownWays() async throws {
        let sample = try RecordedSample.shared.get()
        let judged = try await LoopbackServer.run { try await judge(sample, on: $0) }
        print("\(sample.cases.count) cases through the binary: steps that agree\n\(judged.table)")

        let ids = Set(sample.cases.map(\.id))
        // The opening of the page is a step too.
        let counts = Dictionary(
            uniqueKeysWithValues: sample.cases.map { ($0.id, 1 + $0.stepsByCommands.count) }
        )
        let engine = try KnownDifferences(ofFile: KnownDifferences.engine).reasons.keys.filter {
            $0.browser == browser && $0.step < counts[$0.id] ?? 0
        }
        let found = Set(judged.differences.keys).symmetricDifference(engine)
        if ProcessInfo.processInfo.environment["CRUMB_REWRITE_DIFFERENCES"] != nil {
            let others = try KnownDifferences(ofFile: file).reasons.keys.filter {
                !ids.contains($0.id)
            }
            try KnownDifferences.rewrite(file, browser: browser, differences: found.union(others))
        }
        let known = try KnownDifferences(ofFile: file).reasons.filter { ids.contains($0.key.id) }
        // Some cookies live for one second, and ages are recorded in whole seconds.
        withKnownIssue("time passes while a sanitizer works", isIntermittent: true) {
            for difference in found.sorted() where known[difference] == nil {
                let lines =
                    judged.differences[difference] ?? "  the binary agrees, but the engine does not"
                Issue.record("\(difference.line) is new:\n\(lines)")
            }
        } when: {
            Sanitizer.current != nil
        }
        for (difference, reason) in known.sorted(by: { $0.key < $1.key }) {
            if !found.contains(difference) {
                Issue.record("\(difference.line) no longer occurs: remove it from the list")
            } else if reason == KnownDifferences.unexplained {
                Issue.record("\(difference.line): give its reason a class")
            }
        }
    }

    private let browser = "chromium"
    private let file = "known-differences-binary.txt"

    /// The message of a SecurityError is compared in-process; the command line has its own wording.
    private func withoutMessage(_ lines: [String]) -> [String] {
        lines.contains("SecurityError") ? Array(lines.prefix(2)) : lines
    }

    private func judge(
        _ sample: RecordedSample,
        on server: LoopbackServer
    ) async throws -> JudgedSample {
        // Enough cases at a time to keep the machine busy; each is a series of processes.
        let width = ProcessInfo.processInfo.activeProcessorCount + 1
        return try await withThrowingTaskGroup(of: JudgedSample.self) { group in
            var judged = JudgedSample()
            var waiting = sample.cases[...]
            for recorded in waiting.prefix(width) {
                group.addTask { try await judge(recorded, of: sample, on: server) }
            }
            waiting = waiting.dropFirst(width)
            while let one = try await group.next() {
                judged.merge(one)
                guard let recorded = waiting.popFirst() else { continue }
                group.addTask { try await judge(recorded, of: sample, on: server) }
            }
            return judged
        }
    }

    private func judge(
        _ recorded: RecordedCase,
        of sample: RecordedSample,
        on server: LoopbackServer
    ) async throws -> JudgedSample {
        let truth = try #require(sample.truths[recorded.id])
        let observed = try await BinaryReplay.run(
            recorded,
            steps: min(truth.steps.count, 1 + recorded.stepsByCommands.count),
            on: server
        )
        var judged = JudgedSample()
        var jar: [RecordedTruth.JarCookie] = []
        for (number, expected) in truth.projected(of: recorded).prefix(observed.count).enumerated()
        {
            jar = truth.steps[number].jar ?? jar
            let actual = observed[number].projected(
                settingHeaders: number == 0 ? [] : recorded.steps[number - 1].headers ?? [],
                near: jar
            )
            let kind = number == 0 ? "opening" : recorded.steps[number - 1].kind.rawValue
            for projection in Projection.allCases {
                let difference = Difference(
                    browser: browser,
                    id: recorded.id,
                    step: number,
                    projection: projection
                )
                judged.count(
                    kind,
                    difference,
                    expected: withoutMessage(expected[projection] ?? []),
                    actual: withoutMessage(actual[projection] ?? [])
                )
            }
        }
        return judged
    }
}

/// How far the binary agrees with the browser.
private struct JudgedSample: Sendable {
    private struct Cell: Hashable {
        var kind: String
        var projection: Projection
    }

    /// The lines of the browser and of crumb, for a person to read.
    private(set) var differences: [Difference: String] = [:]
    private var judged: [Cell: Int] = [:]
    private var agreeing: [Cell: Int] = [:]

    mutating func count(
        _ kind: String,
        _ difference: Difference,
        expected: [String],
        actual: [String]
    ) {
        let cell = Cell(kind: kind, projection: difference.projection)
        judged[cell, default: 0] += 1
        if expected == actual {
            agreeing[cell, default: 0] += 1
        } else {
            differences[difference] =
                (expected.map { "  \(difference.browser): \($0)" }
                + actual.map { "  crumb: \($0)" }).joined(separator: "\n")
        }
    }

    mutating func merge(_ other: JudgedSample) {
        differences.merge(other.differences) { first, _ in first }
        judged.merge(other.judged, uniquingKeysWith: +)
        agreeing.merge(other.agreeing, uniquingKeysWith: +)
    }

    /// The number of steps that agree, out of all, by kind of step and projection.
    var table: String {
        let kinds = Set(judged.keys.map(\.kind)).sorted()
        let rows = kinds.map { kind in
            ([kind]
                + Projection.allCases.map { projection in
                    let cell = Cell(kind: kind, projection: projection)
                    return "\(projection.rawValue) \(agreeing[cell] ?? 0)/\(judged[cell] ?? 0)"
                }).joined(separator: "  ")
        }
        return rows.joined(separator: "\n")
    }
}
