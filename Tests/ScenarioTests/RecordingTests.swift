import Foundation
import TestSupport
import Testing

/// `--record`: recorded commands can be run again.
@Suite struct RecordingTests {
    private let home: TemporaryDirectory

    init() throws {
        home = try TemporaryDirectory()
    }

    private var file: String { home.path(of: "flow.yaml") }

    private func record(_ words: [String], on server: String, _ more: String...) async throws {
        let result = try await runCrumb(
            words + ["--from", "\(server)/", "--record", file, "-q"] + more,
            home: home
        )
        #expect(result.exitCode == 0, "\(result.errorOutput)")
    }

    private var text: String {
        get throws { try String(contentsOfFile: file, encoding: .utf8) }
    }

    /// The server generates a new token each time, and the page reads it from its cookie.
    @Test func aLoginWithATokenAndAPasswordCanBeReplayed() async throws {
        let server = try await FlaskServer.shared().baseURL
        let token = UUID().uuidString + "%3D"
        let header = "Set-Cookie:XSRF-TOKEN%3D\(token.replacing("%", with: "%25"))"
        try await record(["fetch", "\(server)/respond?header=\(header)"], on: server)
        try await record(["document-cookie"], on: server)
        let login = ["fetch", "\(server)/echo", "--json-body", #"{"password": "hunter2-secret"}"#]
        try await record(login, on: server, "--xsrf", "-H", "Authorization: Bearer very-secret")
        try await record(
            ["fetch", "\(server)/echo"],
            on: server,
            "-H",
            "X-Own: {{cookie:XSRF-TOKEN}}"
        )

        let recorded = try text
        #expect(recorded.contains("xsrf: true"), "\(recorded)")
        #expect(recorded.contains("X-Own: \"{{cookie:XSRF-TOKEN}}\""))
        #expect(recorded.contains("value: { matches: \"^XSRF-TOKEN=[^;]*$\" }"))
        #expect(recorded.contains("password: \"{{password}}\""))
        #expect(recorded.contains("Bearer {{authorization}}"))
        #expect(!recorded.contains("hunter2") && !recorded.contains("very-secret"))

        // A token other than the recorded one.
        let other = recorded.replacing(token.replacing("%", with: "%25"), with: "other-token")
        try other.write(toFile: file, atomically: true, encoding: .utf8)
        let run = try await runCrumb(
            ["run", file, "--variable", "password=x", "--variable", "authorization=y"],
            home: home
        )
        #expect(run.exitCode == 0, "\(run.output)\(run.errorOutput)")
        let unasked = try await runCrumb(["run", file], home: home)
        #expect(unasked.exitCode == 2)
        #expect(unasked.errorOutput.contains("no variable {{password}}"), "\(unasked.errorOutput)")
    }

    /// Each response has another token and another user.
    @Test func aTokenOfAnEarlierResponseIsCaptured() async throws {
        let server = try await FlaskServer.shared().baseURL
        for number in 1...2 {
            let answer = try await runCrumb(
                ["fetch", "\(server)/token", "-X", "POST", "--from", "\(server)/"]
                    + ["--record", file, "-q"],
                home: home
            )
            let data = Data(answer.output.utf8)
            let json = try JSONSerialization.jsonObject(with: data) as? [String: Any]
            let token = try #require(json?["access_token"] as? String)
            let user = try #require((json?["user"] as? [String: Any])?["id"] as? String)
            let authorization = ["-H", "Authorization: Bearer \(token)"]
            try await record(["fetch", "\(server)/users/\(user)"] + authorization, on: server)
            let recorded = try text
            #expect(!recorded.contains(token) && !recorded.contains(user), "\(recorded)")
            let suffix = number == 1 ? "" : "_2"
            let variable = "access_token\(suffix)"
            #expect(recorded.contains("\(variable): /access_token"), "\(recorded)")
            #expect(recorded.contains("Authorization: \"Bearer {{\(variable)}}\""), "\(recorded)")
            #expect(recorded.contains("/users/{{id\(suffix)}}\""), "\(recorded)")
        }
        let run = try await runCrumb(["run", file], home: home)
        #expect(run.exitCode == 0, "\(run.output)\(run.errorOutput)")
    }

    /// Without the capture in the file, the typed value becomes a variable that the user must
    /// provide.
    @Test func aTokenThatTheFileDoesNotCaptureBecomesAVariable() async throws {
        let server = try await FlaskServer.shared().baseURL
        let answer = try await runCrumb(
            ["fetch", "\(server)/token", "-X", "POST", "--from", "\(server)/"]
                + ["--record", file, "-q"],
            home: home
        )
        let json = try JSONSerialization.jsonObject(with: Data(answer.output.utf8))
        let token = try #require((json as? [String: Any])?["access_token"] as? String)
        try FileManager.default.removeItem(atPath: file)
        try await record(
            ["fetch", "\(server)/echo", "-H", "Authorization: Bearer \(token)"],
            on: server
        )
        #expect(try text.contains("Bearer {{authorization}}"))
        #expect(try !text.contains(token))
    }

    /// Applies wherever the credential was typed.
    @Test(
        arguments: [
            ["fetch", "{api}/echo?access_token=hunter2-secret&a=1"],
            ["fetch", "{api}/echo", "--from", "{api}/?password=hunter2-secret"],
            ["fetch", "http://ann:hunter2-secret@{host}/echo", "--mode", "no-cors"],
            ["fetch", "{api}/echo", "-d", "user=ann&password=hunter2-secret"],
            ["fetch", "{api}/echo", "-F", "password=hunter2-secret"],
            ["visit", "{api}/echo?token=hunter2-secret"],
            [
                "visit", "{api}/echo", "--via", "form", "-X", "POST", "-d", "pwd=hunter2-secret",
                "--from", "{api}/",
            ],
            ["load", "{api}/echo?token=hunter2-secret", "--as", "image"],
            ["beacon", "{api}/echo", "-d", "token=hunter2-secret"],
        ]
    )
    func typedCredentialsBecomeVariables(_ words: [String]) async throws {
        let server = try await FlaskServer.shared().baseURL
        let host = server.replacing("http://", with: "")
        let typed = words.map {
            $0.replacing("{api}", with: server).replacing("{host}", with: host)
        }
        let from = typed.contains("--from") || typed[0] == "visit" ? [] : ["--from", "\(server)/"]
        _ = try await runCrumb(typed + from + ["--record", file, "-q"], home: home)
        let recorded = try text
        #expect(!recorded.contains("hunter2"), "\(recorded)")
        #expect(recorded.contains("{{"), "\(recorded)")
    }

    /// The page cannot read the cookie in document.cookie, so the header must not refer to it.
    @Test func aHeaderDoesNotReferToACookieOfAnotherPath() async throws {
        let server = try await FlaskServer.shared().baseURL
        _ = try await runCrumb(
            ["cookies", "set", "other=zzzz-yyyy; Path=/echo", "--url", "\(server)/echo"],
            home: home
        )
        try await record(["fetch", "\(server)/echo"], on: server, "-H", "X-Own: zzzz-yyyy")
        let recorded = try text
        #expect(recorded.contains("X-Own: zzzz-yyyy"), "\(recorded)")
    }

    @Test func withoutRedactionCredentialsAreRecordedAsTyped() async throws {
        let server = try await FlaskServer.shared().baseURL
        let login = ["fetch", "\(server)/echo", "--json-body", #"{"password": "hunter2-secret"}"#]
        try await record(login, on: server, "--no-redact")
        #expect(try text.contains("password: hunter2-secret"))
    }

    /// The visit has already navigated to that page.
    @Test func noPageStepIsWrittenAfterAVisit() async throws {
        let server = try await FlaskServer.shared().baseURL
        let visit = try await runCrumb(
            ["visit", "\(server)/echo", "--record", file, "-q"],
            home: home
        )
        #expect(visit.exitCode == 0)
        let fetch = try await runCrumb(["fetch", "/echo", "--record", file, "-q"], home: home)
        #expect(fetch.exitCode == 0)
        let recorded = try text
        #expect(!recorded.contains("- page:"), "\(recorded)")
    }
}
