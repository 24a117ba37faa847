import Foundation
import TestSupport
import Testing

/// The requests in `crumb log`, and the commands that use them.
struct LogCommandTests {
    private let home: TemporaryDirectory

    init() throws {
        home = try TemporaryDirectory()
    }

    private func crumb(
        _ arguments: String...,
        environment: [String: String] = [:]
    ) async throws -> CommandResult {
        try await runCrumb(arguments, home: home, environment: environment)
    }

    private func fetch(_ path: String, from page: String, _ more: String...) async throws {
        let url = try await FlaskServer.shared().baseURL + "/" + path
        let arguments = ["fetch", url, "--from", page, "--credentials", "include", "-q"] + more
        _ = try await runCrumb(arguments, home: home)
    }

    private static let page = "http://127.0.0.1:5500"
    private static let namesake = "http://localhost:5500"

    @Test func whyAndShowReportALoggedRejection() async throws {
        try await fetch("set-cookie", from: Self.namesake)
        let url = try await FlaskServer.shared().baseURL + "/get-cookie"

        let why = try await crumb("why", url, "--from", Self.namesake)
        #expect(why.output.contains("✗ user_token was rejected"), "\(why.output)")
        #expect(why.output.contains("[SchemefulSameSiteUnspecifiedTreatedAsLax]"))
        #expect(why.output.contains("(crumb log show 1)"))
        #expect(why.output.contains("\nfix "))

        let show = try await crumb("cookies", "show", "user_token")
        #expect(show.exitCode == 64)
        #expect(show.errorOutput.contains("✗ user_token was rejected"), "\(show.errorOutput)")
    }

    /// `document-cookie` uses the log of the page's host, and `doctor` that of the API's host.
    @Test func documentCookieAndDoctorUseTheLog() async throws {
        try await fetch("set-cookie", from: Self.namesake)
        let server = try await FlaskServer.shared().baseURL
        let read = try await crumb("document-cookie", "--from", server)
        #expect(read.errorOutput.contains("✗ user_token was rejected"), "\(read.errorOutput)")
        #expect(read.errorOutput.contains("\nfix "))

        let doctor = try await crumb("doctor", "\(server)/get-cookie", "--from", Self.namesake)
        #expect(
            doctor.output.contains("From the log of this profile's requests:"),
            "\(doctor.output)"
        )
        #expect(doctor.output.contains("✗ user_token was rejected"))

        let elsewhere = try await crumb("document-cookie", "--from", "http://other.test")
        #expect(!elsewhere.errorOutput.contains("user_token"), "\(elsewhere.errorOutput)")
    }

    @Test func sixteenProcessesWriteTheLogAtOnce() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<16 {
                group.addTask { try await fetch("set-cookie", from: Self.page) }
            }
            try await group.waitForAll()
        }
        let log = try await crumb("log", "--json")
        let json = try JSONSerialization.jsonObject(with: Data(log.output.utf8)) as? [String: Any]
        #expect((json?["entries"] as? [Any])?.count == 16, "\(log.errorOutput)")
    }

    @Test func shortValueHidesNoPartOfAURL() async throws {
        try await fetch("respond?header=Set-Cookie:session%3D1", from: Self.page)
        let url = try await FlaskServer.shared().baseURL
        let shown = try await crumb("log", "show", "1", "--json")
        #expect(shown.output.contains("\"\(url)/respond"), "\(shown.output)")
        #expect(shown.output.contains("session=[redacted]"), "\(shown.output)")
    }

    @Test func expiryAndDeletionAreReported() async throws {
        try await fetch("set-cookie", from: Self.page, "--now", "2026-01-01T00:00:00Z")
        let url = try await FlaskServer.shared().baseURL + "/get-cookie"
        let expired = try await crumb(
            "why",
            url,
            "--from",
            Self.page,
            "--now",
            // Two hours after the cookie's minute, plus half a minute in case the response is slow.
            "2026-01-01T02:01:30Z"
        )
        #expect(expired.output.contains("✗ user_token expired 2 h ago"), "\(expired.output)")

        try await fetch("set-cookie", from: Self.page)
        try await fetch("delete-cookie", from: Self.page)
        let deleted = try await crumb("why", url, "--from", Self.page)
        #expect(deleted.output.contains("✗ user_token was deleted"), "\(deleted.output)")
        #expect(deleted.output.contains("/delete-cookie"))
    }

    @Test func storedCookieIsNotReportedAsMissing() async throws {
        try await fetch("set-cookie", from: Self.namesake)
        try await fetch("set-cookie", from: Self.page)
        let url = try await FlaskServer.shared().baseURL + "/get-cookie"
        let why = try await crumb("why", url, "--from", Self.page)
        #expect(!why.output.contains("Not in the jar"), "\(why.output)")
    }

    @Test func listCanBeFiltered() async throws {
        try await fetch("set-cookie", from: Self.page)
        try await fetch("set-cookie", from: Self.namesake)
        try await fetch("get-cookie", from: Self.page)
        #expect(try await numbers("log", "--json") == [3, 2, 1])
        #expect(try await numbers("log", "--json", "--issues") == [2])
        #expect(try await numbers("log", "--json", "--filter", "/GET-cookie") == [3])
        #expect(try await numbers("log", "--json", "--cookie", "user_token") == [3, 2, 1])
        #expect(try await numbers("log", "--json", "--cookie", "other") == [])
        #expect(try await numbers("log", "-n", "1", "--json") == [3])
        #expect(try await numbers("log", "--json", "--browser", "firefox") == [])
    }

    private func numbers(_ arguments: String...) async throws -> [Int] {
        let result = try await runCrumb(arguments, home: home)
        let log = try JSONSerialization.jsonObject(with: result.stdout) as? [String: Any]
        let entries = try #require(log?["entries"] as? [[String: Any]])
        return entries.compactMap { $0["number"] as? Int }
    }

    /// The profile's file contains neither cookie values nor secrets from requests.
    @Test func secretsAreNotWrittenToTheLog() async throws {
        let secret = "SEKRETvalue0123456789"
        try await fetch(
            "get-cookie?access_token=\(secret)",
            from: Self.page,
            "-H",
            "Authorization: Bearer \(secret)",
            "-H",
            "X-CSRF-Token: \(secret)",
            "-d",
            "password=\(secret)"
        )
        #expect(try await numbers("log", "--json") == [1])
        let rows = try await logTable()
        #expect(rows.contains("/get-cookie?access_token="))
        #expect(!rows.contains(secret))
        for arguments in [
            ["log"], ["log", "show"], ["log", "show", "--json"], ["log", "--har", "-"],
        ] {
            let result = try await runCrumb(arguments, home: home)
            #expect(result.exitCode == 0)
            #expect(!result.output.contains(secret))
        }
    }

    /// The rows of the log, as another program reads them.
    private func logTable() async throws -> String {
        let script = """
            import sqlite3, sys
            for row in sqlite3.connect(sys.argv[1]).execute("SELECT * FROM log"): print(row)
            """
        return try await run("python3", ["-c", script, home.path + "/profiles/default.sqlite"])
            .output
    }

    @Test func loggingCanBeTurnedOff() async throws {
        try await fetch("get-cookie", from: Self.page, "--no-log")
        let url = try await FlaskServer.shared().baseURL + "/get-cookie"
        _ = try await crumb(
            "fetch",
            url,
            "--from",
            Self.page,
            "-q",
            environment: ["CRUMB_NO_LOG": "1"]
        )
        // `why` sends nothing.
        _ = try await crumb("why", url, "--from", Self.page)
        #expect(try await crumb("log").output == "The log is empty.\n")
    }

    @Test func clearingTheJarClearsItsRequests() async throws {
        try await fetch("set-cookie", from: Self.page)
        _ = try await crumb("cookies", "clear", "--site", "http://other.test")
        #expect(try await numbers("log", "--json") == [1])
        _ = try await crumb("cookies", "clear")
        #expect(try await numbers("log", "--json") == [])
        try await fetch("set-cookie", from: Self.page)
        #expect(try await crumb("log", "clear").output == "1 request deleted from the log\n")
        #expect(try await numbers("log", "--json") == [])
    }

    @Test func blockedRequestIsLoggedWithItsTime() async throws {
        let result = try await crumb(
            "fetch",
            "http://127.0.0.1:1/x",
            "--from",
            Self.page,
            "--now",
            "2026-01-01T00:00:00Z"
        )
        #expect(result.exitCode == 3)
        let log = try await crumb("log", "--now", "2026-01-01T00:00:09Z")
        #expect(log.output.contains("00:00:00  GET     blocked"), "\(log.output)")
        #expect(log.output.contains("[BadPort]"))
    }

    @Test func sixteenProcessesLogAtOnce() async throws {
        let url = try await FlaskServer.shared().baseURL + "/get-cookie"
        try await withThrowingTaskGroup(of: Int32.self) { group in
            for number in 1...16 {
                group.addTask { [home] in
                    try await runCrumb(
                        ["fetch", "\(url)?n=\(number)", "--from", Self.page, "-q"],
                        home: home
                    ).exitCode
                }
            }
            for try await code in group { #expect(code == 0) }
        }
        #expect(try await numbers("log", "--json") == (1...16).reversed().map { $0 })
    }

    @Test func unknownNumberIsAUsageError() async throws {
        let result = try await crumb("log", "show", "7")
        #expect(result.exitCode == 64)
        #expect(result.errorOutput == "crumb: the log has no request 7: crumb log lists them\n")
    }

    @Test func profilesAreListedAndDeleted() async throws {
        try await fetch("set-cookie", from: Self.page)
        try await fetch("set-cookie", from: Self.page, "--browser", "firefox", "--profile", "work")
        let list = try await crumb("profiles")
        #expect(list.output.hasPrefix("default "), "\(list.output)")
        #expect(list.output.contains("firefox"))
        #expect(try await crumb("profiles", "delete", "work").output == "profile work deleted\n")
        let again = try await crumb("profiles", "delete", "work")
        #expect(again.exitCode == 64)
        #expect(again.errorOutput.hasSuffix("; the profiles are default\n"))
    }
}
