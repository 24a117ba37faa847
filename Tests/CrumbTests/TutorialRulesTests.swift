import Foundation
import TestSupport
import Testing

/// Each rule that the tutorial teaches (some of them wrongly), against real Flask: over http on
/// loopback, and over TLS at a host name.
@Suite struct TutorialRulesTests {
    /// The address of the API, and the options with which crumb reaches it.
    struct Place: Sendable {
        var api: String
        var sameSitePage: String
        var crossSitePage: String
        var options: [String]
        var home: TemporaryDirectory

        func fetch(
            _ path: String,
            from page: String? = nil,
            _ arguments: [String] = []
        ) async throws -> JSONReport {
            let result = try await runCrumb(
                [
                    "fetch", api + path, "--from", page ?? sameSitePage, "--credentials", "include",
                    "--json",
                ] + options + arguments,
                home: home
            )
            return try JSONReport(result.stdout)
        }

        /// The names of the cookies that are sent with a request from the page.
        func sent(
            from page: String? = nil,
            to path: String = "/cookies",
            _ arguments: [String] = []
        ) async throws -> Set<String> {
            let result = try await runCrumb(
                [
                    "fetch", api + path, "--from", page ?? sameSitePage, "--credentials", "include",
                    "--json",
                ] + options + arguments,
                home: home
            )
            return Set(try JSONReport(result.stdout).sent.keys)
        }
    }

    enum Scheme: String, CaseIterable, Sendable {
        case http, https
    }

    private func at(_ scheme: Scheme, _ body: @Sendable (Place) async throws -> Void) async throws {
        switch scheme {
        case .http:
            let server = try await FlaskServer.shared()
            try await body(
                Place(
                    api: server.baseURL,
                    sameSitePage: "http://127.0.0.1:5500",
                    crossSitePage: "http://localhost:5500",
                    options: [],
                    home: try TemporaryDirectory()
                )
            )
        case .https:
            let certificates = try await TestCertificates()
            try await withFlaskServer(tls: certificates) { server in
                let port = server.port
                try await body(
                    Place(
                        api: "https://api.shop.test:\(port)",
                        sameSitePage: "https://www.shop.test:5500",
                        crossSitePage: "https://evil.test:5500",
                        options: [
                            "--cacert", certificates.authority, "--resolve",
                            "api.shop.test:\(port):127.0.0.1",
                        ],
                        home: try TemporaryDirectory()
                    )
                )
            }
        }
    }

    @Test(arguments: Scheme.allCases)
    func sessionCookieIsGoneWhenTheBrowserCloses(_ scheme: Scheme) async throws {
        try await at(scheme) { place in
            #expect(try await place.fetch("/session").effects == ["created"])
            #expect(try await place.sent() == ["session"])
            _ = try await runCrumb(["close"], home: place.home)
            #expect(try await place.sent().isEmpty)
        }
    }

    @Test(arguments: Scheme.allCases)
    func maxAgeAndExpiresFollowTheClock(_ scheme: Scheme) async throws {
        try await at(scheme) { place in
            // The clock keeps running while a busy machine starts the next command, so no margin is
            // narrow.
            func now(_ time: String) -> [String] { ["--now", "2026-01-01T00:\(time)Z"] }
            _ = try await place.fetch("/max-age?seconds=10", now("00:00"))
            _ = try await place.fetch("/set-cookie", now("00:00"))
            #expect(try await place.sent(now("00:00")) == ["max_age", "user_token"])
            #expect(try await place.sent(now("00:45")) == ["user_token"])
            #expect(try await place.sent(now("03:00")).isEmpty)
        }
    }

    @Test(arguments: Scheme.allCases)
    func deleteCookieDeletes(_ scheme: Scheme) async throws {
        try await at(scheme) { place in
            _ = try await place.fetch("/set-cookie")
            #expect(try await place.fetch("/delete-cookie").effects == ["deleted"])
            #expect(try await storedCookies(home: place.home).isEmpty)
        }
    }

    @Test(arguments: Scheme.allCases)
    func scriptDoesNotSeeHttpOnly(_ scheme: Scheme) async throws {
        try await at(scheme) { place in
            _ = try await place.fetch("/httponly")
            _ = try await place.fetch("/lax")
            let read = try await runCrumb(
                ["document-cookie", "--from", place.api, "--json"],
                home: place.home
            )
            let answer = try JSONSerialization.jsonObject(with: read.stdout) as? [String: Any]
            #expect(answer?["value"] as? String == "lax=abc123")
            let overwrite = try await runCrumb(
                ["document-cookie", "--from", place.api, "httponly=mine", "--json"],
                home: place.home
            )
            #expect(overwrite.output.contains("OverwriteHttpOnly"))
            #expect(try await place.sent() == ["httponly", "lax"])
        }
    }

    @Test(arguments: Scheme.allCases)
    func sameSiteNoneNeedsSecure(_ scheme: Scheme) async throws {
        try await at(scheme) { place in
            let insecure = try await place.fetch("/none-insecure")
            #expect(insecure.refusals == [["SameSiteNoneInsecure"]])
            // Loopback counts as secure, even over http.
            let secure = try await place.fetch("/none-secure")
            #expect(secure.effects == ["created"])
            #expect(try await place.sent(from: place.crossSitePage) == ["none_secure"])
        }
    }

    @Test(arguments: Scheme.allCases)
    func pathCoversEverythingBelowIt(_ scheme: Scheme) async throws {
        try await at(scheme) { place in
            _ = try await place.fetch("/admin/set-cookie")
            #expect(try await place.sent(to: "/admin/cookies") == ["admin"])
            #expect(try await place.sent(to: "/cookies").isEmpty)
            #expect(try await place.fetch("/cookies").withheld == ["admin": ["NotOnPath"]])
        }
    }

    @Test func domainCookieIsSharedBySubdomains() async throws {
        try await at(.https) { place in
            let shared = try await place.fetch("/domain?domain=shop.test")
            #expect(shared.effects == ["created"])
            let stored = try #require(try await storedCookies(home: place.home).first)
            #expect(stored["domain"] as? String == "shop.test")
            #expect(stored["hostOnly"] as? Bool == false)
            let script = try await runCrumb(
                ["document-cookie", "--from", "https://www.shop.test/"],
                home: place.home
            )
            #expect(script.output == "domain=abc123\n")
            let stranger = try await place.fetch("/domain?domain=evil.test")
            #expect(stranger.refusals == [["InvalidDomain"]])
            let suffix = try await place.fetch("/domain?domain=test")
            #expect(suffix.refusals == [["InvalidDomain"]])
        }
    }

    @Test(arguments: Scheme.allCases)
    func strictAndLaxAreBoundToTheSiteAndNotTheOrigin(_ scheme: Scheme) async throws {
        try await at(scheme) { place in
            for path in ["/strict", "/lax", "/none-secure"] {
                #expect(try await place.fetch(path).effects == ["created"])
            }
            #expect(try await place.sent() == ["strict", "lax", "none_secure"])
            #expect(try await place.sent(from: place.crossSitePage) == ["none_secure"])
            // A link from another site sends Lax cookies too, and a typed address sends them all.
            let link = try await visit(place, "link", from: place.crossSitePage)
            #expect(Set(link.sent.keys) == ["lax", "none_secure"])
            let typed = try await visit(place, "typed", from: nil)
            #expect(Set(typed.sent.keys) == ["strict", "lax", "none_secure"])
        }
    }

    private func visit(
        _ place: Place,
        _ via: String,
        from page: String?
    ) async throws -> JSONReport {
        let from = page.map { ["--from", $0] } ?? []
        let result = try await runCrumb(
            ["visit", place.api + "/cookies", "--via", via, "--json"] + from + place.options,
            home: place.home
        )
        return try JSONReport(result.stdout)
    }

    /// What a report calls stored is in the profile once the command has ended.
    @Test(arguments: 0..<6)
    func cookiesReportedAsStoredAreOnDisk(_ seed: Int) async throws {
        let server = try await FlaskServer.shared()
        let home = try TemporaryDirectory()
        let lines = (0..<12).map { index in
            let attributes = [
                "", "; Max-Age=60", "; Secure", "; HttpOnly", "; Path=/x", "; SameSite=None",
            ]
            return "c\((index + seed) % 5)=\(index)" + attributes[(index * (seed + 1)) % 6]
        }
        var query = URLComponents()
        query.queryItems = lines.map { URLQueryItem(name: "line", value: $0) }
        let report = try await JSONReport.fetch(
            "\(server.baseURL)/set?\(query.percentEncodedQuery ?? "")",
            "--from",
            "http://127.0.0.1:5500",
            "--credentials",
            "include",
            home: home
        )
        #expect(report.effects.count == 12)
        var expected: [String: String] = [:]
        let verdicts = report.exchanges.last?["setCookies"] as? [[String: Any]] ?? []
        for verdict in verdicts where verdict["effect"] as? String != "rejected" {
            let cookie = verdict["cookie"] as? [String: Any] ?? [:]
            let key = "\(cookie["name"] ?? "") \(cookie["path"] ?? "")"
            expected[key] = cookie["value"] as? String
        }
        let stored = try await storedCookies(home: home).reduce(into: [String: String]()) {
            $0["\($1["name"] ?? "") \($1["path"] ?? "")"] = $1["value"] as? String
        }
        #expect(stored == expected)
        #expect(!stored.isEmpty)
    }
}
