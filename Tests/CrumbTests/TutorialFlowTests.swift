import Foundation
import TestSupport
import Testing

/// The tutorial's flow against real Flask, with each step as a process of its own on one profile.
@Suite struct TutorialFlowTests {
    @Test func cookieIsSetReadAndDeletedAcrossOrigins() async throws {
        let tutorial = try await Tutorial()

        let set = try await tutorial.fetch("set-cookie")
        #expect(set.result == "fulfilled")
        #expect(set.type == "cors")
        #expect(set.message == "Cookie is set!")
        #expect(set.effects == ["created"])

        let stored = try await tutorial.storedCookies()
        #expect(stored.count == 1)
        let cookie = try #require(stored.first)
        #expect(cookie["name"] as? String == "user_token")
        #expect(cookie["value"] as? String == "abc123")
        #expect(cookie["domain"] as? String == "127.0.0.1")
        #expect(cookie["hostOnly"] as? Bool == true)
        #expect(cookie["httpOnly"] as? Bool == true)
        #expect(cookie["secure"] as? Bool == true)
        #expect(cookie["sameSite"] is NSNull)

        let get = try await tutorial.fetch("get-cookie")
        #expect(get.status == 200)
        #expect(get.message == "Cookie retrieved!")
        #expect(get.sent == ["user_token": "abc123"])

        let delete = try await tutorial.fetch("delete-cookie")
        #expect(delete.message == "Cookie deleted")
        #expect(delete.effects == ["deleted"])
        #expect(try await tutorial.storedCookies().isEmpty)
    }

    @Test func cookieExpiresAfterAMinute() async throws {
        let tutorial = try await Tutorial()
        _ = try await tutorial.fetch("set-cookie", ["--now", "2026-01-01T00:00:00Z"])
        let before = try await tutorial.fetch("get-cookie", ["--now", "2026-01-01T00:00:30Z"])
        #expect(before.status == 200)
        // Looking at the jar from the future deletes nothing.
        #expect(
            try await storedCookies(home: tutorial.home, "--now", "2026-01-02T00:00:00Z").isEmpty
        )
        #expect(
            try await storedCookies(home: tutorial.home, "--now", "2026-01-01T00:00:30Z").count == 1
        )
        let after = try await tutorial.fetch("get-cookie", ["--now", "2026-01-01T00:03:00Z"])
        #expect(after.status == 404)
        #expect(after.sent.isEmpty)
    }

    @Test func localhostAnd127001AreDifferentSites() async throws {
        let tutorial = try await Tutorial()
        let code = "SchemefulSameSiteUnspecifiedTreatedAsLax"
        let set = try await tutorial.fetch("set-cookie", from: "http://localhost:5500")
        #expect(set.type == "cors")
        #expect(set.message == "Cookie is set!")
        #expect(set.effects == ["rejected"])
        #expect(set.refusals == [[code]])

        _ = try await tutorial.fetch("set-cookie")
        let get = try await tutorial.fetch("get-cookie", from: "http://localhost:5500")
        #expect(get.status == 404)
        #expect(get.withheld == ["user_token": [code]])

        let told = try await runCrumb(
            [
                "fetch", "\(tutorial.url)/get-cookie", "--from", "http://localhost:5500",
                "--credentials", "include", "-v",
            ] + Tutorial.clock,
            home: tutorial.home
        )
        let words = told.errorOutput.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("localhost and 127.0.0.1 are different sites"))
        #expect(words.contains(code))
    }

    @Test func nothingIsStoredOrSentWithoutInclude() async throws {
        let tutorial = try await Tutorial()
        let set = try await tutorial.fetch("set-cookie", credentials: "same-origin")
        #expect(set.message == "Cookie is set!")
        #expect(set.effects == ["ignored"])
        #expect(try await tutorial.storedCookies().isEmpty)

        _ = try await tutorial.fetch("set-cookie")
        let get = try await tutorial.fetch("get-cookie", credentials: nil)
        #expect(get.status == 404)
        #expect(get.requestHeader("Cookie") == nil)
        #expect(get.exchanges.last?["includesCredentials"] as? Bool == false)
    }

    @Test(arguments: ["http://127.0.0.1:8080", "http://localhost:3000", "https://shop.test"])
    func originThatIsNotAllowedSeesNothing(_ origin: String) async throws {
        let tutorial = try await Tutorial()
        let report = try await tutorial.fetch("get-cookie", from: origin, exitCode: 3)
        #expect(report.result == "rejected")
        #expect(report.errorCode == "MissingAllowOriginHeader")
        #expect(report.requestHeader("Origin") == origin)
        #expect(report.exchanges.last?["status"] as? Int == 404)
        let text = try await runCrumb(
            ["fetch", "\(tutorial.url)/get-cookie", "--from", origin],
            home: tutorial.home
        )
        #expect(text.stdout.isEmpty)
        #expect(text.exitCode == 3)
        #expect(text.errorOutput.contains("MissingAllowOriginHeader"))
    }

    @Test func filePageSendsTheNullOrigin() async throws {
        let tutorial = try await Tutorial()
        let report = try await tutorial.fetch(
            "set-cookie",
            from: "file:///home/me/app.html",
            exitCode: 3
        )
        #expect(report.requestHeader("Origin") == "null")
        #expect(report.requestHeader("Referer") == nil)
        #expect(report.errorCode == "MissingAllowOriginHeader")
        #expect(report.effects == ["rejected"])
    }

    @Test func putIsPreflighted() async throws {
        let tutorial = try await Tutorial()
        let report = try await tutorial.fetch(
            "items/7",
            ["-X", "put", "--json-body", #"{"name": "x"}"#, "--now", "2026-01-01T00:00:00Z"]
        )
        #expect(report.exchanges.map { $0["kind"] as? String } == ["preflight", "request"])
        #expect(report.exchanges.map { $0["method"] as? String } == ["OPTIONS", "PUT"])
        #expect(report.root["preflightCache"] as? String == "miss")
        #expect(report.status == 200)

        // The result is cached in the profile for five seconds, even for the next command. (`--now`
        // sets the clock, so it does not matter how long this machine takes.)
        let again = try await tutorial.fetch(
            "items/7",
            ["-X", "PUT", "--json-body", #"{"name": "y"}"#, "--now", "2026-01-01T00:00:00Z"]
        )
        #expect(again.root["preflightCache"] as? String == "hit")
        #expect(again.exchanges.count == 1)
        let later = try await tutorial.fetch(
            "items/7",
            ["-X", "PUT", "--json-body", #"{"name": "z"}"#, "--now", "2026-01-01T01:00:00Z"]
        )
        #expect(later.root["preflightCache"] as? String == "miss")
    }

    @Test func closingTheBrowserDropsOnlySessionCookies() async throws {
        let tutorial = try await Tutorial()
        for path in ["session", "set-cookie"] {
            _ = try await tutorial.fetch("\(path)")
        }
        #expect(try await tutorial.storedCookies().count == 2)
        let close = try await runCrumb(["close"] + Tutorial.clock, home: tutorial.home)
        #expect(close.exitCode == 0)
        #expect(close.output == "closed: 1 session cookie deleted\n")
        let left = try await tutorial.storedCookies()
        #expect(left.compactMap { $0["name"] as? String } == ["user_token"])
    }

    @Test func profileInMemoryKeepsNothing() async throws {
        let tutorial = try await Tutorial()
        let set = try await tutorial.fetch("set-cookie", ["--profile", ":memory:"])
        #expect(set.effects == ["created"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: tutorial.home.path).isEmpty)
    }

    @Test func visitedPageMakesLaterRequests() async throws {
        let tutorial = try await Tutorial()
        let visit = try await runCrumb(
            ["visit", "\(tutorial.url)/set-cookie", "--json"] + Tutorial.clock,
            home: tutorial.home
        )
        #expect(visit.exitCode == 0)
        let report = try await JSONReport.fetch(
            ["/get-cookie"] + Tutorial.clock,
            home: tutorial.home
        )
        #expect(report.type == "basic")
        #expect(report.sent == ["user_token": "abc123"])
        #expect(report.requestHeader("Origin") == nil)
        let script = try await runCrumb(
            ["document-cookie"] + Tutorial.clock,
            home: tutorial.home
        )
        #expect(script.output == "\n")
    }

    @Test func privateFilesStayPrivate() async throws {
        let tutorial = try await Tutorial()
        let parent = tutorial.home.path(of: "crumb-home")
        _ = try await runCrumb(
            [
                "fetch", "\(tutorial.url)/set-cookie", "--from", Tutorial.page, "--credentials",
                "include", "--home", parent,
            ],
            home: tutorial.home
        )
        func mode(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        #expect(try mode(parent + "/profiles") == 0o700)
        #expect(try mode(parent + "/profiles/default.sqlite") == 0o600)
    }
}

/// The tutorial's API, and a browser that calls it.
private struct Tutorial {
    static let page = "http://127.0.0.1:5500"
    /// A fixed moment, because the tutorial's cookie only lasts a minute and a step may take long.
    static let clock = ["--now", "2026-01-01T00:00:00Z"]

    let url: String
    let home: TemporaryDirectory

    init() async throws {
        url = try await FlaskServer.shared().baseURL
        home = try TemporaryDirectory()
    }

    func fetch(
        _ path: String,
        _ options: [String] = [],
        from page: String = Self.page,
        credentials: String? = "include",
        exitCode: Int32 = 0
    ) async throws -> JSONReport {
        let mode = credentials.map { ["--credentials", $0] } ?? []
        let clock = options.contains("--now") ? [] : Self.clock
        return try await JSONReport.fetch(
            ["\(url)/\(path)", "--from", page] + mode + clock + options,
            home: home,
            exitCode: exitCode
        )
    }

    func storedCookies() async throws -> [[String: Any]] {
        try await CrumbTests.storedCookies(home: home, Self.clock[0], Self.clock[1])
    }
}
