import Foundation
import Testing

/// Every recorded case through the real engine: `fixtures/browsers/README.md`.
@Suite struct BrowserReplayTests {
    // One after the other: each may write the list.
    @Test(.serialized, arguments: RecordedBrowser.allCases)
    func differsFromTheBrowserOnlyWhereItIsKnownTo(_ browser: RecordedBrowser) async throws {
        let agreement = try await browser.agreement
        let differences = agreement.differences
        print("\(browser.rawValue): steps that agree\n\(agreement.table)")
        if ProcessInfo.processInfo.environment["CRUMB_REWRITE_DIFFERENCES"] != nil {
            try KnownDifferences.rewrite(browser.rawValue, differences: Set(differences.keys))
        }
        let known = try KnownDifferences.load().reasons.filter {
            $0.key.browser == browser.rawValue
        }
        for (difference, lines) in differences.sorted(by: { $0.key < $1.key })
        where known[difference] == nil {
            Issue.record("\(difference.line) is new:\n\(lines)")
        }
        for difference in known.keys.sorted() where differences[difference] == nil {
            Issue.record("\(difference.line) is gone: take it off the list")
        }
        for (difference, reason) in known where reason == KnownDifferences.unexplained {
            Issue.record("\(difference.line): give it a class of reason")
        }
    }

    /// What was learned is a rule: it holds for the same cases under other names.
    @Test(.serialized, arguments: CaseVariant.variants)
    func theSameHoldsUnderOtherNames(_ variant: CaseVariant) async throws {
        let agreement = try await RecordedBrowser.chromium.replay(variant)
        let known = try KnownDifferences.load().reasons
        #expect(agreement.results.count > 1700)
        for (difference, lines) in agreement.differences where known[difference] == nil {
            Issue.record("\(difference.line) with \(variant.name):\n\(lines)")
        }
    }
}

extension CaseVariant: CustomTestStringConvertible {
    var testDescription: String { name }
}
