import BrowserFetch
import BrowserJSON
import Explanations
import Terminal
import Testing

@testable import Report

/// The page of differences, which web developers read and quote.
@Suite struct BrowserDifferencesTests {
    private static let quoted: [BrowserPolicy] = [.chrome, .firefox, .safari, .standard]

    private func quote(_ axis: String, _ policies: [BrowserPolicy] = quoted) throws -> String {
        try #require(BrowserQuestion.all(of: policies).first { $0.choice.axis == axis }).quote
    }

    @Test(arguments: [
        (
            "unspecifiedSameSite",
            "No SameSite attribute: Chrome treats it as Lax, Firefox and Safari as None."
        ),
        (
            "thirdParty",
            "Third-party cookies: Chrome sends them, Firefox partitions them by top-level site, "
                + "Safari blocks them."
        ),
        (
            "insecureSameSiteNone",
            "SameSite=None without Secure: Chrome and Firefox reject it, Safari stores it."
        ),
        // A clause that contains a comma ends with a semicolon.
        (
            "duplicateLifetimes",
            "Max-Age or Expires twice: Chrome and Firefox use the last one, valid or not; Safari "
                + "uses the last valid one."
        ),
        // The standards are only mentioned where all browsers depart from them.
        (
            "authorizationCoveredByWildcard",
            "Authorization and Access-Control-Allow-Headers: *: Chrome, Firefox and Safari "
                + "accept the wildcard for it; the specification requires the name to be listed."
        ),
    ])
    func differencesAreSentences(_ axis: String, _ expected: String) throws {
        #expect(try quote(axis) == expected)
    }

    @Test func aSingleBrowsersAnswerIsASentenceToo() throws {
        #expect(
            try quote("loopback", [.safari]).hasSuffix(
                "Safari rejects them, as over any other http connection."
            )
        )
        #expect(
            try quote("unspecifiedSameSite", [.standard]).hasSuffix(
                "the specification treats it as Lax."
            )
        )
    }

    @Test func theFirstTenQuestionsAreDifferences() {
        let first = BrowserQuestion.first(of: [.chrome, .firefox, .safari])
        #expect(first.count == 10)
        #expect(first.filter(\.hasDifferences).count == 10)
    }

    @Test func theWholePageOfOneBrowserListsItsDecisions() {
        let whole = BrowserDifferences([.firefox], isWhole: true)
        #expect(whole.json.text.contains("\"axis\": \"bareToken\""))
        let text = whole.layout.rendered(width: 80, inColor: false)
        #expect(
            text.contains(
                "Syntax of Max-Age: Firefox treats anything that starts with a minus sign as"
            )
        )
        #expect(!text.contains(" more: crumb"))
    }
}
