import Foundation
import Testing

/// Every recorded case through the real engine: `fixtures/browsers/README.md`.
@Suite struct BrowserReplayTests {
    // One after the other: each may write the list.
    @Test(.serialized, arguments: RecordedBrowser.judged)
    func differsFromTheBrowserOnlyWhereItIsKnownTo(_ browser: RecordedBrowser) async throws {
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
            Issue.record("\(difference.line): give it a class of reason")
        }
    }

    @Test(arguments: RecordedBrowser.judged, [RecordedVariant.otherNames, .otherPlaces])
    func differsNowhereElseUnderOtherNames(
        _ browser: RecordedBrowser,
        _ variant: RecordedVariant
    ) async throws {
        let policy = try #require(browser.policy)
        let agreement = try await browser.replay(policy, variant)
        let known = try KnownDifferences(ofFile: KnownDifferences.engine).reasons
            .filter { agreement.has($0.key) }
        expect(agreement.differences, are: known)
    }

    /// What waits for a policy can be read already.
    @Test(arguments: RecordedBrowser.notYetJudged)
    func recordingsThatWaitAreOfKnownCases(_ browser: RecordedBrowser) throws {
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
            Issue.record("\(difference.line) is gone: take it off the list")
        }
    }
}
