import Foundation
import TestSupport
import Testing

/// `crumb cookie-store`.
@Suite struct CookieStoreCommandTests {
    private let home: TemporaryDirectory
    private static let page = ["--from", "http://localhost:5500"]

    init() throws {
        home = try TemporaryDirectory()
    }

    private func crumb(_ arguments: [String]) async throws -> CommandResult {
        try await runCrumb(arguments, home: home)
    }

    @Test func cookiesAreSetReadAndDeleted() async throws {
        let set = try await crumb(
            ["cookie-store", "set", "theme", "dark", "--same-site", "lax"] + Self.page
        )
        #expect(set.exitCode == 0, "\(set.errorOutput)")
        let all = try await crumb(["cookie-store", "getAll"] + Self.page)
        #expect(all.output == "theme=dark\n")
        _ = try await crumb(["cookie-store", "delete", "theme"] + Self.page)
        #expect(try await crumb(["cookie-store", "getAll"] + Self.page).output == "")
    }

    @Test(arguments: [("chrome", true), ("firefox", false)])
    func itemMembersDependOnTheBrowser(_ browser: String, _ hasAll: Bool) async throws {
        let words = Self.page + ["--browser", browser]
        _ = try await crumb(["cookie-store", "set", "a", "b"] + words)
        let get = try await crumb(["cookie-store", "get", "a", "--json"] + words)
        let report = try #require(
            try JSONSerialization.jsonObject(with: get.stdout) as? [String: Any]
        )
        let item = try #require((report["items"] as? [[String: Any]])?.first)
        #expect(item["value"] as? String == "b")
        #expect((item["sameSite"] as? String == "strict") == hasAll)
        #expect(item.count == (hasAll ? 8 : 2))
    }

    @Test(arguments: [
        (["set", "a=b", "c"], "TypeError"), (["set", "a;", "c"], "TypeError"),
        (["set", "a", "b", "--domain", "shop.test"], "TypeError"),
        (["set", "__Host-a", "b", "--path", "/x"], "TypeError"),
        (["set", "a", "b", "--expires", "2999-01-01T00:00:00Z", "--max-age", "1"], "TypeError"),
        (["getAll", "--sandboxed"], "SecurityError"),
    ])
    func rejectedPromiseIsOneLineAndExitCode3(_ words: [String], _ name: String) async throws {
        let result = try await crumb(["cookie-store"] + words + Self.page)
        #expect(result.exitCode == 3)
        #expect(result.errorOutput.hasPrefix("crumb: \(name): "), "\(result.errorOutput)")
        #expect(result.output == "")
    }

    @Test func onlySecureContextsHaveACookieStore() async throws {
        let plain = try await crumb(["cookie-store", "getAll", "--from", "http://shop.test"])
        #expect(plain.exitCode == 3)
        #expect(plain.errorOutput.contains("is not a secure context"))
        let secure = try await crumb(["cookie-store", "getAll", "--from", "https://shop.test"])
        #expect(secure.exitCode == 0)
    }

    @Test func scriptDoesNotSeeHTTPOnlyCookies() async throws {
        _ = try await crumb(
            ["cookies", "set", "a=1; HttpOnly", "--url", "http://localhost:5500/"]
        )
        #expect(try await crumb(["cookie-store", "getAll"] + Self.page).output == "")
    }
}
