import BrowserCookies
import BrowserInfra
import Foundation
import TestSupport
import Testing

@testable import CookieFiles

/// The `Cookies` database of a Chrome profile.
@Suite struct ChromeCookiesTests {
    /// Decrypts values with the fixed key that Chromium uses when there is no keyring.
    @Test func aJarWrittenByChromiumIsRead() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.path(of: "Cookies")
        let script = fixtureURL("cookie-files/chromium_cookies.py").path(percentEncoded: false)
        let result = try await run("python3", [script, path, "--password-store=basic"])
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        let bytes = Array(try Data(contentsOf: URL(filePath: path)))
        #expect(String(decoding: bytes, as: UTF8.self).contains("v10"))

        let file = try CookieFile.read(bytes)
        #expect(file.format == .sqlite && file.refused.isEmpty)
        let cookies = Dictionary(
            uniqueKeysWithValues: file.entries.map { ($0.cookie.name.utf8Decoded, $0.cookie) }
        )
        #expect(
            Set(cookies.keys)
                == ["persistent", "utf8", "strict", "none", "partitioned", "empty"]
        )
        let persistent = try #require(cookies["persistent"])
        #expect(persistent.value == "a value" && persistent.domain == "127.0.0.1")
        #expect(persistent.isHostOnly && persistent.isHTTPOnly && !persistent.isSecure)
        #expect(persistent.sameSite == .lax)
        let lifetime = try #require(persistent.expiry)
            .microseconds(since: try #require(persistent.creation))
        #expect(lifetime == 86_400_000_000)
        #expect(cookies["utf8"]?.value == "café")
        #expect(cookies["strict"]?.path == "/deep")
        #expect(cookies["strict"]?.sameSite == .strict)
        #expect(cookies["none"]?.sameSite == Cookie.SameSite.none)
        #expect(cookies["none"]?.priority == .high)
        #expect(cookies["none"]?.partitionKey == nil)
        #expect(cookies["partitioned"]?.partitionKey?.topLevelSite == "http://127.0.0.1")
        #expect(cookies["empty"]?.value == "")
    }

    @Test(arguments: [9, 10, 15, 23, 24])
    func everySchemaVersionIsRead(_ version: Int) async throws {
        let file = try await read(
            """
            [{"name": "clear", "value": "1", "host_key": ".shop.test", "path": "/x"},
             {"name": "key", "plain": "a secret", "host_key": "shop.test", "samesite": 2}]
            """,
            version: version
        )
        #expect(file.refused.isEmpty)
        let cookies = file.entries.map(\.cookie)
        #expect(cookies.map(\.value) == ["1", "a secret"])
        #expect(cookies.map(\.isHostOnly) == [false, true])
        #expect(cookies.map(\.domain) == ["shop.test", "shop.test"])
        #expect(cookies[0].path == "/x")
        #expect(cookies[0].expiry == Moment(microsecondsSinceEpoch: 1_900_000_000_500_000))
        #expect(cookies[0].creation == Moment(secondsSinceEpoch: 1_700_000_000))
        #expect(cookies[1].sameSite == (version >= 12 ? .strict : .unspecified))
    }

    struct Locked: Sendable, CustomTestStringConvertible {
        var encrypted: String
        var holder: KeyHolder

        var testDescription: String { "\(holder)" }
    }

    @Test(arguments: [
        // v11, v20, v10 with another key, and no prefix at all.
        Locked(encrypted: "763131" + String(repeating: "ab", count: 16), holder: .keyring),
        Locked(encrypted: "763230" + String(repeating: "ab", count: 16), holder: .windows),
        Locked(encrypted: "763130" + String(repeating: "ab", count: 48), holder: .otherSystem),
        Locked(encrypted: "763130abcd", holder: .otherSystem),
        Locked(encrypted: "01000000d08c9ddf", holder: .otherSystem),
    ])
    func theHolderOfTheKeyIsReported(_ locked: Locked) async throws {
        let row = """
            {"name": "a", "encrypted": "\(locked.encrypted)", "host_key": "shop.test"}
            """
        await #expect(throws: CookieFileError.encryptedValues(locked.holder)) {
            try await read("[\(row), \(row)]", version: 24)
        }
        // Next to a cookie that can be read, only the encrypted one is rejected.
        let file = try await read(
            "[\(row), {\"name\": \"b\", \"value\": \"1\", \"host_key\": \"shop.test\"}]",
            version: 24
        )
        #expect(file.entries.map(\.cookie.name) == ["b"])
        #expect(file.refused.map(\.refusal) == [.encrypted(locked.holder)])
        #expect(file.refused.map(\.title) == [CookieLabel(name: "a", domain: "shop.test")])
    }

    /// The hash before the plaintext belongs to another domain.
    @Test func aValueMovedToAnotherDomainIsRejected() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.path(of: "Cookies")
        try await make(
            path,
            "[{\"name\": \"a\", \"plain\": \"1\", \"host_key\": \"shop.test\"}]",
            version: 24
        )
        let sql = "UPDATE cookies SET host_key = 'evil.test'"
        let script = """
            import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute("\(sql)"); c.commit()
            """
        _ = try await run("python3", ["-c", script, path])
        let bytes = Array(try Data(contentsOf: URL(filePath: path)))
        #expect(throws: CookieFileError.encryptedValues(.otherSystem)) {
            try CookieFile.read(bytes)
        }
    }

    private func read(_ rows: String, version: Int) async throws -> CookieFile {
        let directory = try TemporaryDirectory()
        let path = directory.path(of: "Cookies")
        try await make(path, rows, version: version)
        return try CookieFile.read(Array(try Data(contentsOf: URL(filePath: path))))
    }

    private func make(_ path: String, _ rows: String, version: Int) async throws {
        let script = fixtureURL("cookie-files/chrome_cookies.py").path(percentEncoded: false)
        let line = rows.replacing("\n", with: " ") + "\n"
        let result = try await run("python3", [script, path, "\(version)"], stdin: Data(line.utf8))
        #expect(result.exitCode == 0, "\(result.errorOutput)")
    }
}
