import Foundation
import TestSupport
import Testing

/// A page lives across several commands, and so do the copies of cookies in its process.
@Suite struct PageProcessTests {
    private let page = "http://127.0.0.1:5500/app/"

    private func crumb(
        _ arguments: String...,
        home: TemporaryDirectory
    ) async throws -> CommandResult {
        try await runCrumb(arguments + ["--browser", "firefox"], home: home)
    }

    private func script(_ lines: String..., home: TemporaryDirectory) async throws -> String {
        try await runCrumb(
            ["document-cookie", "--from", page, "-q", "--browser", "firefox"] + lines,
            home: home
        ).output.trimmingCharacters(in: .newlines)
    }

    @Test func cookieChangedByScriptStaysLastUntilTheBrowserCloses() async throws {
        let home = try TemporaryDirectory()
        let written = try await script("a=1; max-age=600", "b=2; max-age=600", home: home)
        #expect(written == "a=1; b=2")
        #expect(try await script("a=3; max-age=600", home: home) == "b=2; a=3")
        #expect(try await script(home: home) == "b=2; a=3")
        _ = try await crumb("close", home: home)
        #expect(try await script(home: home) == "a=3; b=2")
    }

    @Test func httpOnlyCookieCannotBeOverwrittenByScript() async throws {
        let server = try await FlaskServer.shared()
        let home = try TemporaryDirectory()
        let set = try await crumb(
            "fetch",
            "\(server.baseURL)/httponly",
            "--from",
            "\(server.baseURL)/",
            home: home
        )
        #expect(set.exitCode == 0, "\(set.errorOutput)")
        let write = ["document-cookie", "httponly=mine; path=/", "--from", "\(server.baseURL)/"]
        let open = try await runCrumb(write + ["--browser", "firefox"], home: home)
        #expect(open.output.trimmingCharacters(in: .newlines) == "")
        #expect(open.errorOutput.contains("[OverwriteHttpOnly]"))
    }

    @Test func cookiesDeletedByTheUserAreGoneFromOpenPages() async throws {
        let home = try TemporaryDirectory()
        _ = try await script("a=1", "b=2", "c=3", home: home)
        _ = try await crumb("cookies", "delete", "b", home: home)
        #expect(try await script(home: home) == "a=1; c=3")
        _ = try await crumb("cookies", "clear", "--site", "http://localhost", home: home)
        #expect(try await script(home: home) == "a=1; c=3")
        _ = try await crumb("cookies", "clear", "--site", page, home: home)
        #expect(try await script(home: home) == "")
    }

    @Test func openPagesReadImportedCookies() async throws {
        let home = try TemporaryDirectory()
        #expect(try await script("a=1", home: home) == "a=1")
        let file = home.path(of: "cookies.txt")
        try "127.0.0.1\tFALSE\t/app\tFALSE\t0\tb\t2\n".write(
            toFile: file,
            atomically: true,
            encoding: .utf8
        )
        let result = try await crumb("cookies", "import", file, home: home)
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        #expect(try await script(home: home) == "a=1; b=2")
    }
}
