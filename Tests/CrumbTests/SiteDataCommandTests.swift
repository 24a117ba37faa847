import Foundation
import TestSupport
import Testing

/// `Clear-Site-Data` and HSTS in the profile, and what commands report about them.
@Suite struct SiteDataCommandTests {
    private let home: TemporaryDirectory

    init() throws {
        home = try TemporaryDirectory()
    }

    private func crumb(_ arguments: [String]) async throws -> CommandResult {
        try await runCrumb(arguments, home: home)
    }

    @Test func logoutClearsTheCookiesAndWhySaysSo() async throws {
        let server = try await connectionServer()
        let (url, page) = (server.baseURL, ["--from", server.baseURL])
        _ = try await crumb(["fetch", url + "/login"] + page)
        let logout = try await crumb(["fetch", url + "/logout", "-v"] + page)
        #expect(
            logout.errorOutput.contains("clears      ✓ the cookies session"),
            "\(logout.errorOutput)"
        )
        #expect(try await crumb(["cookies", "list"]).output == "The jar is empty.\n")
        let why = try await crumb(["why", url + "/"] + page)
        #expect(why.output.contains("✗ session was cleared "), "\(why.output)")
        #expect(why.output.contains("Clear-Site-Data"))
        try await server.stop()
    }

    struct Clearing: CustomTestStringConvertible, Sendable {
        var browser: String
        var options: [String]
        var types = "\"cookies\""
        var isCleared: Bool

        var testDescription: String { "\(browser) \(options) \(types)" }
    }

    @Test(arguments: [
        Clearing(browser: "chrome", options: [], isCleared: true),
        Clearing(browser: "chrome", options: [], types: "\"*\"", isCleared: true),
        Clearing(browser: "chrome", options: [], types: "cookies", isCleared: false),
        Clearing(browser: "chrome", options: [], types: "\"storage\"", isCleared: false),
        // Chrome obeys the header only with credentials, Firefox always.
        Clearing(browser: "chrome", options: ["--credentials", "omit"], isCleared: false),
        Clearing(browser: "firefox", options: ["--credentials", "omit"], isCleared: true),
    ])
    func eachBrowserClearsWhatItsRecordingCleared(_ test: Clearing) async throws {
        let server = try await connectionServer()
        let common = ["--from", server.baseURL, "--browser", test.browser]
        _ = try await crumb(["fetch", server.baseURL + "/login"] + common)
        let types = try #require(
            test.types.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
        )
        _ = try await crumb(
            ["fetch", server.baseURL + "/logout?types=\(types)"] + common + test.options
        )
        let jar = try await crumb(["cookies", "list", "--browser", test.browser])
        #expect(jar.output.contains("session") != test.isCleared, "\(jar.output)")
        try await server.stop()
    }

    @Test func hstsBreaksCORSForHTTPURLsAndTheFixWorks() async throws {
        let certificates = try await TestCertificates()
        let server = try await connectionServer(certificates)
        let network = [
            "--cacert", certificates.authority, "--resolve", "shop.test:\(server.port):127.0.0.1",
        ]
        let host = "shop.test:\(server.port)"
        _ = try await crumb(["visit", "https://\(host)/hsts"] + network)
        let list = try await crumb(["hsts"])
        #expect(list.output.contains("shop.test, expires in "), "\(list.output)")

        let page = "http://evil.test"
        let path = "/shop?origin=\(page)"
        let words = ["--from", page, "-v"] + network
        let broken = try await crumb(["fetch", "http://\(host)\(path)"] + words)
        #expect(broken.exitCode == 3)
        #expect(broken.errorOutput.contains("[AllowOriginMismatch]"), "\(broken.errorOutput)")
        #expect(broken.errorOutput.contains("fetch(\"https://\(host)\(path)\")"))
        let mended = try await crumb(["fetch", "https://\(host)\(path)"] + words)
        #expect(mended.exitCode == 0, "\(mended.errorOutput)")

        let cleared = try await crumb(["hsts", "clear", "SHOP.test"])
        #expect(cleared.output == "1 host deleted\n")
        #expect(try await crumb(["hsts"]).output == "No hosts are https only.\n")
        try await server.stop()
    }

    @Test func firefoxPartitionsHSTSByTopLevelSite() async throws {
        let certificates = try await TestCertificates()
        let server = try await connectionServer(certificates)
        let words = [
            "--cacert", certificates.authority, "--resolve", "shop.test:\(server.port):127.0.0.1",
            "--browser", "firefox",
        ]
        let host = "shop.test:\(server.port)"
        _ = try await crumb(
            ["fetch", "https://\(host)/hsts", "--from", "http://evil.test"] + words
        )
        let list = try await crumb(["hsts", "list", "--browser", "firefox", "--json"])
        #expect(list.output.contains("\"topLevelSite\": \"evil.test\""), "\(list.output)")
        // The top-level site of a navigation of the tab is the host's own, which has no HSTS entry.
        let visit = try await crumb(["visit", "http://\(host)/hsts"] + words)
        #expect(visit.exitCode == 4, "\(visit.errorOutput)")
        #expect(try await crumb(["hsts"]).output == "No hosts are https only.\n")
        try await server.stop()
    }

    @Test func invalidHostIsRejected() async throws {
        let result = try await crumb(["hsts", "clear", "a b"])
        #expect(result.exitCode == 64)
        #expect(result.errorOutput.contains("a b is not a valid host: write api.shop.test"))
    }
}
