import Foundation
import TestSupport
import Testing

/// The contents of a profile are private to its user.
@Suite struct PrivacyTests {
    private static let page = ["--from", "http://127.0.0.1:5500"]

    @Test(arguments: ["000", "022", "077", "777"])
    func filesArePrivateUnderAnyUmask(_ umask: String) async throws {
        let home = try TemporaryDirectory()
        let flask = try await FlaskServer.shared()
        for command in [
            ["fetch", "\(flask.baseURL)/set-cookie", "--credentials", "include"] + Self.page,
            ["visit", "\(flask.baseURL)/get-cookie"],
            ["cookies", "set", "a=b; Max-Age=600", "--url", flask.baseURL],
            ["cookies", "export", "-o", home.path(of: "jar.txt")],
            ["close"],
        ] {
            let result = try await run(
                "sh",
                ["-c", "umask \(umask); exec \"$0\" \"$@\"", builtExecutable("crumb")] + command,
                environment: crumbEnvironment(home: home)
            )
            #expect(result.exitCode == 0, "\(command): \(result.errorOutput)")
            #expect(try openToOthers(in: home) == [], "\(command)")
        }
        // Whatever the umask removes, the user keeps the permissions that crumb needs the next
        // time.
        #expect(try rights(of: home.path(of: "profiles")) == 0o700)
        #expect(try rights(of: home.path(of: "profiles/default.sqlite")) == 0o600)
    }

    /// The names of the files for which the group or others have any permission.
    private func openToOthers(in home: TemporaryDirectory) throws -> [String] {
        let files = try FileManager.default.subpathsOfDirectory(atPath: home.path)
        return try files.filter { try rights(of: home.path(of: $0)) & 0o077 != 0 }
    }

    private func rights(of path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? NSNumber).intValue
    }

    @Test(arguments: [
        ["cookies", "set", "a=S3CRET\u{1}", "--url", "http://a.test/"],
        ["cookies", "set", "a=S3CRET; Domain=b.test", "--url", "http://a.test/"],
        ["fetch", "http://127.0.0.1:4/", "-H", "Authorization: Bearer S3CRET\nx"] + page,
        ["fetch", "http://127.0.0.1:4/", "-H", "Authorization: Bearer S3CRET\n"] + page,
        ["fetch", "http://127.0.0.1:4/", "-H", "Authorization: Bearer S3CRET"] + page,
        ["fetch", "http://127.0.0.1:4/", "-u", "me:S3CRET"] + page,
        ["fetch", "http://127.0.0.1:4/", "-x", "http://me:S3CRET@127.0.0.1:4"] + page,
        ["fetch", "http://127.0.0.1:4/", "-b", "a=S3CRET"] + page,
        ["cookies", "set", "=__Host-a=S3CRET", "--url", "http://a.test/"],
    ])
    func messagesContainNoSecrets(_ arguments: [String]) async throws {
        let result = try await runCrumb(arguments)
        #expect(result.exitCode != 0)
        #expect(!result.errorOutput.contains("S3CRET"), "\(result.errorOutput)")
    }

    @Test func damagedProfileRevealsNoSecret() async throws {
        let home = try TemporaryDirectory()
        let flask = try await FlaskServer.shared()
        #expect(
            try await runCrumb(
                ["cookies", "set", "a=S3CRET; Max-Age=600", "--url", flask.baseURL],
                home: home
            ).exitCode == 0
        )
        let profile = home.url.appending(path: "profiles/default.sqlite")
        var bytes = try Data(contentsOf: profile)
        // The schema on the first page stays intact; the headers of the tables' pages are damaged.
        for page in stride(from: 4096, to: bytes.count, by: 4096) { bytes[page] = 0xFF }
        try bytes.write(to: profile)
        let result = try await runCrumb(["cookies", "list"], home: home)
        #expect(result.exitCode == 5)
        #expect(!result.errorOutput.contains("S3CRET"))
        #expect(result.errorOutput.split(separator: "\n").count == 1)
    }

    /// `ps` shows only what was typed: a stored cookie is not in the arguments of any process.
    @Test func noProcessHasAStoredCookieInItsArguments() async throws {
        let home = try TemporaryDirectory()
        let flask = try await FlaskServer.shared()
        let stored = try await runCrumb(
            ["cookies", "set", "a=S3CRET; Max-Age=600", "--url", flask.baseURL],
            home: home
        )
        #expect(stored.exitCode == 0)
        let process = try RunningProcess(
            builtExecutable("crumb"),
            ["fetch", "\(flask.baseURL)/slow", "--from", flask.baseURL],
            environment: crumbEnvironment(home: home)
        )
        defer { process.kill() }
        let arguments = try Data(contentsOf: URL(filePath: "/proc/\(process.id)/cmdline"))
        #expect(!String(decoding: arguments, as: UTF8.self).contains("S3CRET"))
        process.kill()
        _ = await process.exitCode()
    }
}
