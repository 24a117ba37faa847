import Explanations
import Foundation
import Scenario
import TestSupport
import Testing

/// The list by which misspelled codes are found contains every code that `var code` can return.
@Suite struct ReasonCodeTests {
    @Test(
        arguments: [
            "BrowserCookies/CookieRefusal.swift", "BrowserCookies/CookieExclusion.swift",
            "BrowserCookies/SameSite.swift",
        ]
    )
    func everyCodeOfACookieIsListed(file: String) throws {
        let codes = try codes(in: file).filter { $0 != "SameSiteNone" }
        #expect(codes.count >= 3)
        for code in codes { #expect(ReasonCode.cookies.contains(code), "\(code)") }
    }

    @Test(arguments: ["BrowserCORS/CORSFailure.swift", "BrowserFetch/FetchFailure.swift"])
    func everyCodeOfARequestIsListed(file: String) throws {
        // Errors of a profile cannot occur in memory.
        let codes = try codes(in: file).filter { $0 != "ProfileError" }
        #expect(codes.count >= 6)
        for code in codes { #expect(ReasonCode.requests.contains(code), "\(code)") }
    }

    @Test func everyWarningIsListed() throws {
        let codes = try codes(in: "BrowserCookies/CookieWarning.swift")
        #expect(codes.sorted() == Reason.warnings.map(\.code).sorted())
    }

    /// crumb explains every code that it prints, and each code has a single meaning.
    @Test func everyAdviceIsExplained() {
        let codes = Reason.advice.map(\.code)
        #expect(codes.sorted() == AdviceCode.allCases.map(\.rawValue).sorted())
        let all = Reason.all.map(\.code)
        #expect(Set(all).count == all.count)
    }

    /// The tables of the reference page: requests, cookies and warnings.
    @Test(arguments: [Reason.requests, Reason.cookies, Reason.warnings])
    func theReferencePageExplainsEveryCode(reasons: [Reason]) throws {
        let text = try String(contentsOf: fixtureURL("scenarios/README.md"), encoding: .utf8)
        let rows = reasons.map { "| `\($0.code)` | \($0.meaning) |\n" }.joined()
        #expect(text.contains("|---|---|\n" + rows))
    }

    /// The string literals of the switches in `var code`.
    private func codes(in file: String) throws -> [String] {
        let text = try String(
            contentsOf: packageURL.appending(path: "Sources/Engine/\(file)"),
            encoding: .utf8
        )
        var codes: [String] = []
        for part in text.components(separatedBy: "var code: String {").dropFirst() {
            let body = part.components(separatedBy: "\n    }")[0]
            codes += body.matches(of: /case [^"]*?:\s+"([A-Z][A-Za-z]+)"/).map { String($0.1) }
        }
        return codes
    }
}
