import Foundation
import Testing

/// Runs every recorded case through the real engine; see `fixtures/browsers/README.md`.
@Suite struct BrowserReplayTests {
    // Serialized, because each may rewrite the list.
    @Test(.serialized, arguments: RecordedBrowser.judged)
    func differsFromTheBrowserOnlyInKnownWays(_ browser: RecordedBrowser) async throws {
        let policy = try #require(browser.policy)
        let agreement = try await browser.replay(policy, .asRecorded)
        print("\(browser.rawValue): steps that agree\n\(agreement.table)")
        for (family, count) in try RecordedBrowser.waitingCases().sorted(by: { $0.key < $1.key }) {
            print("not judged yet: \(count) cases of \(family)")
        }
        if ProcessInfo.processInfo.environment["CRUMB_REWRITE_DIFFERENCES"] != nil {
            let differences = Set(agreement.differences.keys)
            try KnownDifferences.rewrite(
                KnownDifferences.engine,
                browser: browser.rawValue,
                differences: differences
            )
        }
        let known = try KnownDifferences(ofFile: KnownDifferences.engine).reasons
            .filter { agreement.has($0.key) }
        expect(agreement.differences, are: known)
        for (difference, reason) in known where reason == KnownDifferences.unexplained {
            Issue.record("\(difference.line): give its reason a class")
        }
    }

    @Test(arguments: RecordedBrowser.judged, [RecordedVariant.otherNames, .otherPlaces])
    func otherNamesCauseNoOtherDifferences(
        _ browser: RecordedBrowser,
        _ variant: RecordedVariant
    ) async throws {
        let policy = try #require(browser.policy)
        let agreement = try await browser.replay(policy, variant)
        let known = try KnownDifferences(ofFile: KnownDifferences.engine).reasons
            .filter { agreement.has($0.key) }
        expect(agreement.differences, are: known)
    }

    /// Recordings of a browser without a policy can already be parsed.
    @Test(arguments: RecordedBrowser.notYetJudged)
    func recordingsNotYetJudgedBelongToKnownCases(_ browser: RecordedBrowser) throws {
        let cases = try RecordedBrowser.cases(.asRecorded)
        for truth in try browser.truths(.asRecorded) {
            let recorded = try #require(cases[truth.id], "\(truth.id)")
            #expect(truth.steps.count <= recorded.steps.count + 1, "\(truth.id)")
        }
    }

    private func expect(
        _ differences: [Difference: String],
        are known: [Difference: String]
    ) {
        for (difference, lines) in differences.sorted(by: { $0.key < $1.key })
        where known[difference] == nil {
            Issue.record("\(difference.line) is new:\n\(lines)")
        }
        for difference in known.keys.sorted() where differences[difference] == nil {
            Issue.record("\(difference.line) no longer occurs: remove it from the list")
        }
    }
}
