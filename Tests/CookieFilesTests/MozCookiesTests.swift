import BrowserCookies
import BrowserInfra
import Foundation
import Fuzzing
import TestSupport
import Testing

@testable import CookieFiles

/// The cookies.sqlite of a Firefox profile, as Python's sqlite3 creates it with the schema of each
/// version.
@Suite struct MozCookiesTests {
    static let second: Int64 = 1_900_000_000

    @Test(arguments: [8, 9, 10, 12, 13, 15, 16, 17])
    func everySchemaVersionHasItsColumnsAndTimeUnit(_ version: Int64) async throws {
        let row = Row(
            name: "id",
            host: ".shop.example",
            expiry: version >= 16 ? Self.second * 1000 : Self.second
        )
        let file = try await read([row], version: version)
        let entry = try #require(file.entries.first)
        #expect(entry.place == .row(1))
        #expect(entry.cookie.name == "id")
        #expect(entry.cookie.value == "value of id")
        #expect(entry.cookie.domain == "shop.example")
        #expect(!entry.cookie.isHostOnly)
        #expect(entry.cookie.path == "/")
        #expect(entry.cookie.expiry == Moment(secondsSinceEpoch: Self.second))
        #expect(entry.cookie.creation == Moment(microsecondsSinceEpoch: 1_700_000_000_000_001))
        #expect(entry.cookie.lastAccess == Moment(microsecondsSinceEpoch: 1_700_000_000_000_002))
        #expect(file.refused.isEmpty)
    }

    struct SameSiteCase: Sendable, CustomTestStringConvertible {
        var version: Int64
        var stored: Int64?
        var raw: Int64?
        var isSecure = false
        var means: Cookie.SameSite

        var testDescription: String {
            "\(version): \(stored.map { "\($0)" } ?? "-") \(raw.map { "\($0)" } ?? "-") is \(means)"
        }
    }

    @Test(arguments: [
        SameSiteCase(version: 8, means: .unspecified),
        SameSiteCase(version: 9, stored: 1, means: .lax),
        SameSiteCase(version: 9, stored: 2, means: .strict),
        SameSiteCase(version: 9, stored: 0, isSecure: true, means: .none),
        SameSiteCase(version: 9, stored: 0, means: .unspecified),
        // Lax by default; the server did not set it.
        SameSiteCase(version: 14, stored: 1, raw: 0, means: .unspecified),
        SameSiteCase(version: 14, stored: 1, raw: 1, means: .lax),
        SameSiteCase(version: 15, stored: 256, means: .unspecified),
        SameSiteCase(version: 17, stored: 0, isSecure: true, means: .none),
        SameSiteCase(version: 17, stored: 1, means: .lax),
    ])
    func sameSiteNumbersAreDecoded(_ test: SameSiteCase) async throws {
        var row = Row(name: "a", host: "a.test", expiry: Self.second)
        (row.sameSite, row.rawSameSite) = (test.stored, test.raw)
        row.isSecure = test.isSecure ? 1 : 0
        let file = try await read([row], version: test.version)
        #expect(file.entries.map(\.cookie.sameSite) == [test.means])
    }

    @Test func originAttributesMeanAPartitionOrAnotherJar() async throws {
        func row(_ name: String, _ attributes: String) -> Row {
            Row(name: name, host: "a.test", expiry: Self.second, originAttributes: attributes)
        }
        var partitioned = row("partitioned", "^partitionKey=%28https%2Cshop.example%29")
        partitioned.isPartitionedAttributeSet = 1
        let file = try await read(
            [
                row("plain", ""), partitioned,
                row("framed", "^partitionKey=%28http%2Cshop.example%2C8080%2Cf%29"),
                row("container", "^userContextId=2"),
                row("private", "^privateBrowsingId=1"),
                row("both", "^userContextId=2&partitionKey=%28https%2Cshop.example%29"),
                row("unreadable", "^partitionKey=shop.example"),
            ],
            version: 15
        )
        #expect(
            file.entries.map(\.cookie.partitionKey) == [
                nil,
                Cookie.PartitionKey(
                    topLevelSite: "https://shop.example",
                    hasCrossSiteAncestor: false
                ),
                Cookie.PartitionKey(
                    topLevelSite: "http://shop.example",
                    hasCrossSiteAncestor: true
                ),
            ]
        )
        #expect(file.entries.map(\.cookie.hasPartitionedAttribute) == [false, true, false])
        #expect(file.refused.map(\.place) == [.row(4), .row(5), .row(6), .row(7)])
        #expect(file.refused.allSatisfy { $0.refusal.code == "OtherJar" })
    }

    @Test func uncheckpointedChangesAreReadFromTheLog() async throws {
        let rows = ["old", "new"].map { Row(name: $0, host: "a.test", expiry: Self.second) }
        let (bytes, log) = try await database(rows, version: 15, mode: ["--log"])
        #expect(try CookieFile.read(bytes).entries.map(\.cookie.name) == ["old"])
        let file = try CookieFile.read(bytes, of: CookieFileSource(log: log))
        #expect(file.entries.map(\.cookie.name) == ["old", "new"])
        // A frame that was still being written when the file was read does not count.
        let torn = Array(log.dropLast(100))
        #expect(
            try CookieFile.read(bytes, of: CookieFileSource(log: torn)).entries.map(\.cookie.name)
                == ["old"]
        )
        var damaged = log
        damaged[log.count - 1] ^= 1
        #expect(
            try CookieFile.read(bytes, of: CookieFileSource(log: damaged)).entries.map(
                \.cookie.name
            ) == ["old"]
        )
        #expect(
            try CookieFile.read(bytes, of: CookieFileSource(log: [1, 2, 3])).entries.map(
                \.cookie.name
            ) == ["old"]
        )
    }

    @Test func otherDatabasesAreRejectedWithAReason() async throws {
        let strange = try await database(sql: "CREATE TABLE cookies (name, encrypted_value BLOB)")
        #expect(throws: CookieFileError.noCookieTable) { try CookieFile.read(strange) }
        let other = try await database(sql: "CREATE TABLE moz_places (url)")
        #expect(throws: CookieFileError.noCookieTable) { try CookieFile.read(other) }
        let narrow = try await database(sql: "CREATE TABLE moz_cookies (name, value)")
        #expect(throws: CookieFileError.noCookieTable) { try CookieFile.read(narrow) }
        #expect(throws: CookieFileError.notADatabase) {
            try CookieFile.read(Array("SQLite format 3\0".utf8))
        }
        #expect(throws: CookieFileError.notADatabase) {
            try CookieFile.read(Array("hello".utf8), format: .sqlite)
        }
    }

    /// A view with a billion rows in a file of a few kilobytes.
    @Test func aViewInPlaceOfATableIsNotRead() async throws {
        let view = try await database(
            sql: """
                CREATE VIEW moz_cookies AS WITH RECURSIVE n(x) AS (
                    SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 1000000000
                ) SELECT x AS name, x AS value, 'a.test' AS host, '/' AS path, 0 AS expiry,
                    0 AS isSecure FROM n
                """
        )
        #expect(throws: CookieFileError.noCookieTable) { try CookieFile.read(view) }
    }

    @Test func tooManyRowsAreRejected() async throws {
        let many = try await database(
            sql: """
                CREATE TABLE moz_cookies (name, value, host, path, expiry, isSecure);
                WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 50001)
                INSERT INTO moz_cookies SELECT x, '', 'a.test', '/', 0, 0 FROM n
                """
        )
        #expect(throws: CookieFileError.tooManyCookies) { try CookieFile.read(many) }
    }

    /// Any damage leads to cookies or to an error, never to a crash or a hang.
    @Test func aDamagedDatabaseYieldsCookiesOrAnError() async throws {
        let rows = (0..<20).map { Row(name: "c\($0)", host: "a.test", expiry: Self.second) }
        let (bytes, log) = try await database(rows, version: 15, mode: ["--log"])
        var random = SeededRandom(seed: 1)
        var reasons = 0
        for _ in 0..<400 {
            var damaged = bytes
            for _ in 0..<8 {
                // Damages the structure: the start of a page, and its end, where the rows are.
                let page = Int(random.next() % UInt64(bytes.count / 32768)) * 32768
                let offset = Int(random.next() % 2048)
                damaged[page + (random.next() % 2 == 0 ? offset : 32767 - offset)] =
                    UInt8(truncatingIfNeeded: random.next())
            }
            do {
                _ = try CookieFile.read(damaged, of: CookieFileSource(log: log))
            } catch {
                reasons += 1
            }
        }
        #expect(reasons > 50)
        for length in stride(from: 0, to: bytes.count, by: 4099) {
            _ = try? CookieFile.read(
                Array(bytes.prefix(length)),
                of: CookieFileSource(log: log)
            )
        }
    }

    struct Row: Encodable {
        var name: String
        var value: String
        var host: String
        var path = "/"
        var expiry: Int64
        var isSecure: Int64 = 0
        var isHttpOnly: Int64 = 1
        var creationTime: Int64 = 1_700_000_000_000_001
        var lastAccessed: Int64 = 1_700_000_000_000_002
        var originAttributes: String?
        var sameSite: Int64?
        var rawSameSite: Int64?
        var isPartitionedAttributeSet: Int64?

        init(name: String, host: String, expiry: Int64, originAttributes: String? = nil) {
            self.name = name
            value = "value of \(name)"
            self.host = host
            self.expiry = expiry
            self.originAttributes = originAttributes
        }
    }

    private func read(_ rows: [Row], version: Int64) async throws -> CookieFile {
        try CookieFile.read(try await database(rows, version: version).bytes)
    }

    private func database(
        _ rows: [Row],
        version: Int64,
        mode: [String] = []
    ) async throws -> (bytes: [UInt8], log: [UInt8]) {
        let directory = try TemporaryDirectory()
        let path = directory.path(of: "cookies.sqlite")
        let script = fixtureURL("cookie-files/moz_cookies.py").path(percentEncoded: false)
        let result = try await run(
            "python3",
            [script, path, "\(version)"] + mode,
            stdin: JSONEncoder().encode(rows) + Data("\n".utf8)
        )
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        let log = FileManager.default.contents(atPath: path + "-wal") ?? Data()
        return (Array(try Data(contentsOf: URL(filePath: path))), Array(log))
    }

    private func database(sql: String) async throws -> [UInt8] {
        let directory = try TemporaryDirectory()
        let path = directory.path(of: "x.sqlite")
        let script = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.argv[2])"
        let result = try await run("python3", ["-c", script, path, sql])
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        return Array(try Data(contentsOf: URL(filePath: path)))
    }
}
