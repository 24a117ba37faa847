import BrowserCookies
import BrowserFetch
import BrowserHTTP
import BrowserInfra
import Explanations
import Foundation
import Testing
import WebOrigin

@testable import Fixes

/// Checks that printed fixes work: with the line that the printed code sends, at the printed place.
///
/// The engine alone decides, in a new run; no part of the search is used to check the search.
@Suite struct TriedFixTests {
    static let caseCount = 2000

    @Test func printedFixesWorkAndNoneIsMissed() async throws {
        var random = SeededGenerator(seed: 18)
        let cases = (0..<Self.caseCount).map { _ in CookieCase(&random) }
        let half = cases.count / 2
        async let first = Self.counts(Array(cases[..<half]))
        async let second = Self.counts(Array(cases[half...]))
        let counts = try await first + second
        print(counts)
        if let path = ProcessInfo.processInfo.environment["CRUMB_FIXES"] {
            try counts.recordable.joined(separator: "\n").write(
                toFile: path,
                atomically: true,
                encoding: .utf8
            )
        }
        #expect(counts.broken == [], "printed, but does not work")
        #expect(counts.missed == [], "not printed, although one change would work")
        // The test proves nothing if too few cases have a fix.
        #expect(counts.printed > Self.caseCount / 3)
    }

    struct FixCounts: Sendable, CustomStringConvertible {
        var fine = 0
        var blocked = 0
        var printed = 0
        var hopeless = 0
        /// The fixes to apply in a real browser, for `Tests/record/record.py fixes`.
        var recordable: [String] = []
        var broken: [String] = []
        var missed: [String] = []

        var description: String {
            "fine \(fine), blocked \(blocked), printed \(printed), of them broken \(broken.count); nothing printed: "
                + "hopeless \(hopeless), missed \(missed.count)"
        }

        static func + (left: FixCounts, right: FixCounts) -> FixCounts {
            FixCounts(
                fine: left.fine + right.fine,
                blocked: left.blocked + right.blocked,
                printed: left.printed + right.printed,
                hopeless: left.hopeless + right.hopeless,
                recordable: left.recordable + right.recordable,
                broken: left.broken + right.broken,
                missed: left.missed + right.missed
            )
        }
    }

    private static func counts(_ cases: [CookieCase]) async throws -> FixCounts {
        var counts = FixCounts()
        for test in cases {
            // Nothing here ever suspends, so give other tests a turn.
            await Task.yield()
            var reports: [FetchReport] = []
            for policy in test.policies { reports.append(try await test.report(in: policy)) }
            let isRefused = reports.contains { report in
                report.exchanges.contains { exchange in
                    exchange.setCookies.contains { $0.effect == .rejected }
                }
            }
            // Without a response, nothing is known about the cookie.
            if reports.allSatisfy(\.exchanges.isEmpty) {
                counts.blocked += 1
                continue
            }
            guard isRefused else {
                counts.fine += 1
                continue
            }
            let fixes = await Adviser(reports: reports).testedFixes()
            if fixes.isEmpty {
                if let change = try await test.singleChange() {
                    counts.missed.append("\(change): \(test)")
                } else {
                    counts.hopeless += 1
                }
                continue
            }
            counts.printed += 1
            for fix in fixes {
                let fixed = try test.carryingOut(fix)
                for browser in fixed.browsers where browser != "safari" {
                    let values: [String: Any] = [
                        "browser": String(browser.prefix { $0 != "!" }), "line": fixed.line,
                        "page": fixed.page, "target": fixed.target,
                        "blocksThirdParties": browser.hasSuffix("!"),
                    ]
                    let data = try JSONSerialization.data(
                        withJSONObject: values,
                        options: [.sortedKeys, .withoutEscapingSlashes]
                    )
                    counts.recordable.append(String(decoding: data, as: UTF8.self))
                }
                if try await !fixed.works() {
                    counts.broken.append("\(test)\n    became \(fixed)")
                }
                if !fix.lines.isEmpty, try await fixed.couldBeLax() {
                    counts.broken.append("\(test)\n    needs no SameSite=None: \(fixed)")
                }
                if let loss = test.lossOfPrivilege(in: fixed) {
                    counts.broken.append("\(test)\n    lost \(loss): \(fixed)")
                }
            }
        }
        return counts
    }
}

extension CookieCase {
    /// The case with the printed code in the server, and the page and API at the places that the
    /// advice names.
    func carryingOut(_ fix: TestedFix) throws -> CookieCase {
        var fixed = self
        // The marker for blocked third-party cookies is not part of the browser's name.
        fixed.browsers = browsers.filter { browser in
            fix.browsers.isEmpty || fix.browsers.contains(String(browser.prefix { $0 != "!" }))
        }
        if let page = fix.page { fixed.page = page.href }
        if let target = fix.target { fixed.target = target.href }
        if let code = fix.advice.lazy.flatMap(\.fixes).first(where: {
            $0.framework == "flask" && $0.code.contains("set_cookie")
        })?.code {
            let url = try WebURL(parsing: fixed.target)
            // The value is up to the server, except where the advice is about it.
            let pair = fix.lines[0].utf8Decoded.prefix { $0 != ";" }
            let value = String(pair.drop { $0 != "=" }.dropFirst())
            fixed.line = try FlaskCall(code).line(value: value, isSecure: url.scheme == "https")
        } else if let line = fix.lines.first {
            // No framework can set a cookie without a name.
            fixed.line = line.utf8Decoded
        } else if fix.passesThroughAProxy {
            // cookieDomainRewrite: "" removes the Domain attribute.
            fixed.line = line.split(separator: ";").filter {
                !$0.drop { $0 == " " }.lowercased().hasPrefix("domain=")
            }.joined(separator: ";")
        }
        return fixed
    }

    /// Whether SameSite=Lax would have been enough instead of SameSite=None.
    func couldBeLax() async throws -> Bool {
        var lax = self
        lax.line = line.replacing("SameSite=None", with: "SameSite=Lax")
        guard lax.line != line else { return false }
        return try await lax.works()
    }

    /// The protection that the line had before and has lost.
    func lossOfPrivilege(in fixed: CookieCase) -> String? {
        func has(_ line: String, _ attribute: String) -> Bool {
            line.lowercased().split(separator: ";").dropFirst().contains {
                $0.drop { $0 == " " } == attribute
            }
        }
        if has(line, "httponly"), !has(fixed.line, "httponly") { return "HttpOnly" }
        let isLocal =
            fixed.target.contains("localhost") || fixed.target.contains("127.0.0.1")
            || fixed.target.contains("[::1]")
        if has(line, "secure"), !has(fixed.line, "secure"),
            !(isLocal && fixed.target.hasPrefix("http:"))
        {
            return "Secure"
        }
        return nil
    }

    /// The first of a table of single changes that makes the cookie work; the search is not
    /// involved.
    func singleChange() async throws -> String? {
        var candidates: [(String, CookieCase)] = []
        func add(_ name: String, _ change: (inout CookieCase) -> Void) {
            var changed = self
            change(&changed)
            candidates.append((name, changed))
        }
        func without(_ attribute: String, _ line: String) -> String {
            line.split(separator: ";", omittingEmptySubsequences: false).filter {
                !$0.drop { $0 == " " }.lowercased().hasPrefix(attribute)
            }.joined(separator: ";")
        }
        add("SameSite=Lax") { $0.line = without("samesite", $0.line) + "; SameSite=Lax" }
        add("SameSite=None") { $0.line = without("samesite", $0.line) + "; SameSite=None" }
        add("SameSite=None; Secure") {
            $0.line = without("samesite", $0.line) + "; SameSite=None; Secure"
        }
        add("SameSite=None; Secure; Partitioned") {
            $0.line = without("samesite", $0.line) + "; SameSite=None; Secure; Partitioned"
        }
        add("Secure") { $0.line += "; Secure" }
        add("HttpOnly") { $0.line += "; HttpOnly" }
        add("Path=/") { $0.line = without("path", $0.line) + "; Path=/" }
        add("no Domain") { $0.line = without("domain", $0.line) }
        add("no Partitioned") { $0.line = without("partitioned", $0.line) }
        add("a name") { $0.line = "name" + ($0.line.hasPrefix("=") ? "" : "=") + $0.line }
        add("https") { $0.target = $0.target.replacing("http:", with: "https:") }
        add("a page on https") { $0.page = $0.page.replacing("http:", with: "https:") }
        add("https for both") {
            $0.target = $0.target.replacing("http:", with: "https:")
            $0.page = $0.page.replacing("http:", with: "https:")
        }
        let host = try WebURL(parsing: page).host?.serialized ?? ""
        let own = try WebURL(parsing: target).host?.serialized ?? ""
        add("the page's host") { $0.target = $0.target.replacing(own, with: host) }
        add("the page's origin") { test in
            let path = test.target.split(separator: "/").dropFirst(2).joined(separator: "/")
            test.target = test.page + path
        }
        add("the page's site") { test in
            let parent = host.split(separator: ".").suffix(2).joined(separator: ".")
            test.target = test.target.replacing(own, with: "api.\(parent)")
        }
        for (name, candidate) in candidates where try await candidate.works() { return name }
        return nil
    }
}
