import Foundation
import TestSupport
import Testing

/// Every mistake in `fixtures/flask/misconfigured.py` is found, and is gone once the server runs
/// the exact code that the doctor suggested.
@Suite struct DoctorTests {
    struct Mistake: Sendable, CustomTestStringConvertible {
        var name: String
        var code: String
        var rank: String
        var page = "http://127.0.0.1:5500"
        /// The host of the API.
        var host = "127.0.0.1"
        var options: [String] = []

        var testDescription: String { "\(name): \(code)" }
    }

    static let mistakes = [
        Mistake(name: "no-headers", code: "MissingAllowOriginHeader", rank: "broken"),
        Mistake(name: "wildcard", code: "WildcardOriginNotAllowed", rank: "broken"),
        Mistake(name: "slash", code: "AllowOriginMismatch", rank: "broken"),
        Mistake(name: "two-origins", code: "MultipleAllowOriginValues", rank: "broken"),
        Mistake(name: "twice", code: "MultipleAllowOriginValues", rank: "broken"),
        Mistake(name: "no-credentials", code: "InvalidAllowCredentials", rank: "broken"),
        Mistake(name: "capital-true", code: "InvalidAllowCredentials", rank: "broken"),
        Mistake(
            name: "methods",
            code: "MethodDisallowedByPreflightResponse",
            rank: "broken",
            options: ["-X", "PUT"]
        ),
        Mistake(
            name: "headers",
            code: "HeaderDisallowedByPreflightResponse",
            rank: "broken",
            options: ["-H", "X-Token: 1"]
        ),
        Mistake(
            name: "header-wildcard",
            code: "HeaderDisallowedByPreflightResponse",
            rank: "broken",
            options: ["-H", "Authorization: Bearer x"]
        ),
        Mistake(name: "server-error", code: "MissingAllowOriginHeader", rank: "broken"),
        Mistake(name: "login-first", code: "PreflightInvalidStatus", rank: "broken"),
        Mistake(name: "redirect", code: "PreflightDisallowedRedirect", rank: "broken"),
        Mistake(name: "expose-wildcard", code: "ExposeHeadersWildcard", rank: "broken"),
        Mistake(name: "not-exposed", code: "HeadersNotExposed", rank: "note"),
        Mistake(name: "no-vary", code: "MissingVaryOrigin", rank: "fragile"),
        Mistake(
            name: "bare-errors",
            code: "ErrorsWithoutCORS",
            rank: "fragile",
            options: ["-X", "GET"]
        ),
        Mistake(name: "not-cached", code: "PreflightNotCached", rank: "note"),
        Mistake(name: "reflected", code: "ReflectedOrigin", rank: "hole"),
        Mistake(
            name: "prefix",
            code: "OriginMatchedLoosely",
            rank: "hole",
            page: "http://shop.test"
        ),
        Mistake(
            name: "suffix",
            code: "OriginMatchedLoosely",
            rank: "hole",
            page: "http://shop.test"
        ),
        Mistake(name: "null", code: "NullOriginAllowed", rank: "hole"),
        Mistake(name: "same-site-object", code: "SameSiteUnspecified", rank: "fragile"),
        Mistake(
            name: "same-site-object",
            code: "SchemefulSameSiteUnspecifiedTreatedAsLax",
            rank: "broken",
            page: "http://shop.test",
            options: ["--browser", "chrome"]
        ),
        Mistake(
            name: "lax",
            code: "SchemefulSameSiteLax",
            rank: "broken",
            page: "http://shop.test",
            options: ["--browser", "chrome"]
        ),
        Mistake(
            name: "none-insecure",
            code: "SameSiteNoneInsecure",
            rank: "broken",
            options: ["--browser", "chrome,firefox"]
        ),
        Mistake(name: "wrong-domain", code: "InvalidDomain", rank: "broken"),
        Mistake(
            name: "public-suffix-domain",
            code: "InvalidDomain",
            rank: "broken",
            page: "http://shop.github.io",
            host: "shop.github.io"
        ),
        Mistake(name: "narrow-path", code: "NarrowPath", rank: "note"),
        Mistake(
            name: "prefix-without-secure",
            code: "InvalidPrefix",
            rank: "broken",
            options: ["--browser", "chrome"]
        ),
        Mistake(
            name: "partitioned-without-secure",
            code: "InvalidPartitioned",
            rank: "broken",
            options: ["--browser", "chrome"]
        ),
        Mistake(name: "readable", code: "ReadableByScript", rank: "note"),
    ]

    @Test(arguments: mistakes)
    func mistakeIsFoundAndCorrectedByTheSuggestedFix(_ mistake: Mistake) async throws {
        let server = try await MisconfiguredServer.shared()
        let before = try await examine(mistake, by: server)
        let finding = try #require(before.first { $0.code == mistake.code }, "\(before)")
        #expect(finding.rank == mistake.rank)

        let fix = try #require(finding.fixes["flask"], "\(finding)")
        let after = try await examine(mistake, fixedBy: fix, by: server)
        #expect(!after.contains { $0.code == mistake.code }, "\(fix)\n\(after)")
    }

    /// Mistakes of the page are corrected by moving it to another address.
    @Test(arguments: [
        ("http://localhost:5500", "127.0.0.1", "LocalhostIsNot127001", "http://127.0.0.1:5500"),
        ("file:///app.html", "127.0.0.1", "FilePage", "http://127.0.0.1:5500"),
        ("https://shop.test", "api.shop.test", "MixedContent", "http://shop.test"),
        ("http://a.github.io", "b.github.io", "SchemefulSameSiteLax", "http://b.github.io"),
    ])
    func pageAtTheWrongAddressIsFound(
        _ page: String,
        _ host: String,
        _ code: String,
        _ mended: String
    ) async throws {
        let server = try await MisconfiguredServer.shared()
        var mistake = Mistake(
            name: "none",
            code: code,
            rank: "broken",
            page: page,
            host: host,
            options: ["--browser", "chrome"]
        )
        let before = try await examine(mistake, by: server)
        let finding = try #require(before.first { $0.code == code }, "\(before)")
        #expect(finding.rank == "broken")
        if host.hasSuffix("github.io") {
            #expect(finding.text.contains("github.io is a public suffix"))
        }
        mistake.page = mended
        let after = try await examine(mistake, by: server)
        #expect(!after.contains { $0.code == code }, "\(after)")
    }

    @Test func httpPageAndHTTPSAPIOnOneHostAreTwoSites() async throws {
        let certificates = try await TestCertificates()
        let server = try await MisconfiguredServer(tls: certificates)
        var mistake = Mistake(
            name: "none",
            code: "SchemefulSameSiteLax",
            rank: "broken",
            page: "http://127.0.0.1:5500",
            options: ["--cacert", certificates.authority, "--browser", "chrome"]
        )
        let before = try await examine(mistake, scheme: "https", by: server)
        #expect(before.contains { $0.code == mistake.code }, "\(before)")
        mistake.page = "https://127.0.0.1:5500"
        let after = try await examine(mistake, scheme: "https", by: server)
        #expect(!after.contains { $0.code == mistake.code }, "\(after)")
        try await server.stop()
    }

    @Test func serverWithoutMistakesHasNoFindings() async throws {
        let server = try await MisconfiguredServer.shared()
        let mistake = Mistake(name: "none", code: "", rank: "")
        #expect(try await examine(mistake, by: server) == [])
        let url = try await url(of: mistake, by: server)
        let strict = try await runCrumb(["doctor", url, "--from", mistake.page, "--strict"])
        #expect(strict.exitCode == 0)
        #expect(strict.output.contains("Nothing to change."))
    }

    @Test func strictFailsOnFindingsButNotOnNotes() async throws {
        let server = try await MisconfiguredServer.shared()
        for (name, exitCode) in [("reflected", 1), ("not-cached", 0)] as [(String, Int32)] {
            let mistake = Mistake(name: name, code: "", rank: "")
            let url = try await url(of: mistake, by: server)
            let result = try await runCrumb(["doctor", url, "--from", mistake.page, "--strict"])
            #expect(result.exitCode == exitCode, "\(name): \(result.output)")
        }
    }

    @Test func probesAreSafeAndWithinTheAnnouncedNumber() async throws {
        try await withFlaskServer { server in
            let result = try await runCrumb([
                "doctor", server.baseURL + "/echo", "--from", "http://127.0.0.1:5500",
            ])
            #expect(result.exitCode == 0, "\(result.errorOutput)")
            let words = result.errorOutput.split(separator: " ")
            let limit = try #require(words.lazy.compactMap { Int($0) }.first)
            let lines = server.errorOutput.split(separator: "\n").filter { $0.contains("HTTP/1.1") }
            let methods = Set(
                lines.compactMap { line in
                    line.split(separator: "\"").dropFirst().first?.split(separator: " ").first
                }
            )
            #expect(!lines.isEmpty && lines.count <= limit, "\(limit): \(lines)")
            #expect(methods == ["GET", "OPTIONS"])
        }
    }

    @Test func unsafeMethodsAreSentWithTheOption() async throws {
        try await withFlaskServer { server in
            let result = try await runCrumb([
                "doctor", server.baseURL + "/items/1", "--from", "http://127.0.0.1:5500", "-X",
                "PUT", "--unsafe-methods", "--browser", "chrome",
            ])
            #expect(result.exitCode == 0, "\(result.errorOutput)")
            #expect(server.errorOutput.contains("PUT /items/1"))
        }
    }

    @Test func unreachableServerIsReportedOnOneLine() async throws {
        let server = try RefusingPort()
        let result = try await runCrumb([
            "doctor", server.baseURL, "--from", "http://127.0.0.1:5500", "-q",
        ])
        withExtendedLifetime(server) {}
        #expect(result.exitCode == 4)
        #expect(result.errorOutput.split(separator: "\n").count == 1, "\(result.errorOutput)")
    }

    // MARK: Running the doctor

    struct Finding: Hashable {
        var rank: String
        var code: String
        var text: String
        var fixes: [String: String]
    }

    private func url(
        of mistake: Mistake,
        scheme: String = "http",
        fixedBy fix: String? = nil,
        by server: MisconfiguredServer
    ) async throws -> String {
        let page = mistake.page.hasPrefix("file:") ? "http://127.0.0.1:5500" : mistake.page
        let port = try await server.port(of: mistake.name, page: page, fix: fix)
        return "\(scheme)://\(mistake.host):\(port)/api"
    }

    /// Resolves the page's host to this machine, because a page on the internet would need the
    /// user's permission to reach a local server.
    private func resolvingPage(of mistake: Mistake) -> [String] {
        guard let host = URL(string: mistake.page)?.host(), host.hasSuffix(".github.io") else {
            return []
        }
        return ["--resolve", "\(host):80:127.0.0.1"]
    }

    private func examine(
        _ mistake: Mistake,
        scheme: String = "http",
        fixedBy fix: String? = nil,
        by server: MisconfiguredServer
    ) async throws -> [Finding] {
        let url = try await url(of: mistake, scheme: scheme, fixedBy: fix, by: server)
        let port = try #require(URL(string: url)?.port)
        let result = try await runCrumb(
            [
                "doctor", url, "--from", mistake.page, "--json", "--resolve",
                "\(mistake.host):\(port):127.0.0.1",
            ] + mistake.options + resolvingPage(of: mistake)
        )
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        let root = try JSONSerialization.jsonObject(with: result.stdout) as? [String: Any]
        let findings = try #require(root?["findings"] as? [[String: Any]])
        return findings.map { finding in
            Finding(
                rank: finding["rank"] as? String ?? "",
                code: finding["code"] as? String ?? "",
                text: finding["text"] as? String ?? "",
                fixes: finding["fix"] as? [String: String] ?? [:]
            )
        }
    }
}
