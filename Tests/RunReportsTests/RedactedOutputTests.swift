import Foundation
import TestSupport
import Testing

/// Searches every output of crumb for the secrets of a server that reveals them in every possible
/// way.
@Suite struct RedactedOutputTests {
    private static let session = "5e551on-c00kie-value"
    private static let token = "t0ken/+\"of &mine\"=é"
    private static let flags = [
        "--secret", "token", "--secret", "password", "--secret", "x-api-key",
    ]

    /// The texts that must not appear, in the encodings of other programs.
    private static var traces: [String] {
        let secrets = [
            session, token, "hunter2-hunter2", "key-of-the-api", "an-old-value", "a-dark-theme",
        ]
        return secrets.flatMap { (secret: String) -> [String] in
            let data = Data(secret.utf8)
            let base64 = [0, 1, 2].map { (offset: Int) -> String in
                let encoded = (Data(repeating: 0, count: offset) + data).base64EncodedString()
                // Only the part that does not depend on adjacent bytes.
                return String(encoded.dropFirst(4).dropLast(4))
            }
            let percent = secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            let json = secret.replacing("\"", with: "\\\"")
            return [
                secret, percent, percent.lowercased(), json, json.replacing("/", with: "\\/"),
                json.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""),
                secret.replacing("\"", with: "&quot;").replacing("&m", with: "&amp;m"),
            ] + base64
        }
    }

    private func expectNoSecret(
        in text: String,
        _ what: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        for trace in Self.traces where text.contains(trace) {
            Issue.record("\(what) has \(trace)", sourceLocation: sourceLocation)
        }
        #expect(!text.isEmpty, "\(what)", sourceLocation: sourceLocation)
    }

    @Test func aRunShowsNoSecrets() async throws {
        try await withReportsServer { server in
            let directory = try TemporaryDirectory()
            let reports = try TemporaryDirectory()
            let scenario = try directory.write("all.yaml", everyOutcome)
            let result = try await runCrumb(
                ["run", "-v", scenario, "--variable", "api=\(server.baseURL)"] + Self.flags
                    + ["--report-junit", reports.path(of: "junit.xml")]
                    + ["--report-tap", reports.path(of: "report.tap")]
                    + ["--report-json", reports.path(of: "report.json")]
                    + ["--report-html", reports.path]
            )
            #expect(result.exitCode == 1)
            expectNoSecret(in: result.output, "the output")
            #expect(result.output.contains("      session=[redacted]"), "\(result.output)")
            for file in reports.allFiles where !file.hasSuffix("/") {
                expectNoSecret(in: try reports.text(of: file), file)
            }
            let json = try reports.text(of: "report.json")
            #expect(json.contains("session=[redacted]; HttpOnly; Path=/"))
            #expect(json.contains("Bearer [redacted]"))
        }
    }

    @Test(
        arguments: [
            ["--json"], ["-v"], [], ["--browser", "chrome,firefox"],
            ["--browser", "chrome,firefox", "--json"],
        ]
    )
    func aRequestShowsNoSecrets(options: [String]) async throws {
        try await withReportsServer { server in
            let home = try TemporaryDirectory()
            let record = home.path(of: "recorded.yaml")
            let common =
                ["--from", "http://127.0.0.1:5500/?token=\(Self.percentToken)"]
                + ["--credentials", "include", "--record", record] + Self.flags + options
            let body = #"{"password": "hunter2-hunter2", "token": "\#(Self.jsonToken)"}"#
            let requests = [
                ["\(server.baseURL)/login", "--json-body", body],
                [
                    "\(server.baseURL)/leak?token=\(Self.percentToken)", "-d",
                    "token=\(Self.percentToken)",
                ],
                ["\(server.baseURL)/forward?token=\(Self.percentToken)"],
                [
                    "\(server.baseURL)/leak?token=\(Self.percentToken)", "-u",
                    "user:\(Self.session)",
                ],
                [
                    "\(server.baseURL)/leak?token=\(Self.percentToken)", "-H",
                    "X-Api-Key: key-of-the-api",
                ],
                ["http://user:hunter2-hunter2@127.0.0.1:1/"],
            ]
            for request in requests {
                let result = try await runCrumb(["fetch"] + request + common, home: home)
                expectNoSecret(
                    in: result.errorOutput + result.output.jsonReport,
                    "fetch \(request)"
                )
            }
            expectNoSecret(in: try home.text(of: "recorded.yaml"), "the recording")
        }
    }

    @Test func filesToShareContainNoSecrets() async throws {
        try await withReportsServer { server in
            let home = try TemporaryDirectory()
            let folder = try TemporaryDirectory()
            let leak = "\(server.baseURL)/leak?token=\(Self.percentToken)"
            let common = ["--from", "http://127.0.0.1:5500/", "--credentials", "include"]
            let key = ["-H", "X-Api-Key: key-of-the-api"]
            _ = try await runCrumb(["fetch", "\(server.baseURL)/login"] + common, home: home)
            let open = ["fetch", leak, "--har", folder.path(of: "open.har")]
            _ = try await runCrumb(open + common + key, home: home)
            let hidden = ["fetch", leak, "--har", folder.path(of: "hidden.har")]
            _ = try await runCrumb(hidden + common + key + Self.flags, home: home)
            expectNoSecret(in: try folder.text(of: "hidden.har"), "the HAR file")
            #expect(try folder.text(of: "open.har").contains("key-of-the-api"))
            for options in [["--json"], ["-v"]] {
                let result = try await runCrumb(
                    ["explain", folder.path(of: "open.har")] + Self.flags + options
                )
                expectNoSecret(in: result.output, "explain \(options)")
            }
            let login = "\(server.baseURL)/login?token=\(Self.percentToken)"
            for options in [["--json"], ["-v"]] {
                let result = try await runCrumb(
                    ["doctor", login, "--from", "http://127.0.0.1:5500"] + key + Self.flags
                        + options
                )
                expectNoSecret(in: result.output + result.errorOutput, "doctor \(options)")
            }
        }
    }

    @Test func theJarShowsNoSecrets() async throws {
        let home = try TemporaryDirectory()
        let url = "http://127.0.0.1:5000/"
        let commands = [
            ["cookies", "set", "session=\(Self.session)", "--url", url],
            ["cookies", "set", "=\(Self.session)=x", "--url", url],
            [
                "cookies", "set", "session=\(Self.session); Domain=example.org", "--url", url,
                "--json",
            ],
            ["cookies", "list"], ["cookies", "list", "--json"],
            ["cookies", "show", "session"], ["cookies", "show", "session", "--json"],
            ["why", url, "--from", url], ["why", url, "--from", url, "--json"],
            ["document-cookie", "--from", url, "--json"],
            ["document-cookie", "--from", url, "theme=a-dark-theme", "--json"],
        ]
        for command in commands {
            let result = try await runCrumb(command + ["--redact"], home: home)
            expectNoSecret(in: result.output + result.errorOutput, "\(command)")
        }
    }

    // MARK: When secrets are redacted

    @Test(
        arguments: [
            ([], ["CI": "true"], true), ([], ["CI": "false"], false), ([], ["CI": ""], false),
            ([], [:], false), (["--redact"], [:], true),
            (["--no-redact"], ["CI": "true"], false), ([], ["CRUMB_REDACT": "1"], true),
            ([], ["CI": "1", "CRUMB_REDACT": "0"], false), (["--secret", "x"], [:], true),
        ] as [([String], [String: String], Bool)]
    )
    func redactionIsOnByDefaultInCI(
        options: [String],
        environment: [String: String],
        isHidden: Bool
    ) async throws {
        let home = try TemporaryDirectory()
        let set = ["cookies", "set", "a=secret-value", "--url", "http://127.0.0.1:5000/"]
        _ = try await runCrumb(set, home: home)
        let result = try await runCrumb(
            ["cookies", "list"] + options,
            home: home,
            environment: environment
        )
        #expect(result.output.contains("secret-value") == !isHidden)
        #expect(result.output.contains("[redacted]") == isHidden)
        // The length of the hidden value.
        #expect(result.output.contains(" 13 "))
    }

    @Test(
        arguments: [
            (["--no-redact", "--secret", "x"], [:], "use one of them"),
            (["--secret", ""], [:], "--secret needs a name: write --secret token"),
            ([], ["CRUMB_REDACT": "maybe"], "CRUMB_REDACT=maybe is not valid; use one of"),
        ] as [([String], [String: String], String)]
    )
    func invalidOptionsAreUsageErrors(
        options: [String],
        environment: [String: String],
        message: String
    ) async throws {
        let result = try await runCrumb(["cookies", "list"] + options, environment: environment)
        #expect(result.exitCode == 64)
        #expect(result.errorOutput.contains(message))
    }

    /// Passwords are redacted without being named by an option.
    @Test(
        arguments: [
            "json: { user: ann, password: hunter2-hunter2 }",
            "json: { login: { new_password: hunter2-hunter2 } }",
            "body: { csrf_token: hunter2-hunter2 }", "json: { apiKey: hunter2-hunter2 }",
            "body: { \"user[password]\": \"hunter2-hunter2\" }",
        ],
        ["a.test", "127.0.0.1:9"]
    )
    func credentialsInABodyAreHiddenInCI(_ body: String, _ host: String) async throws {
        try await withReportsServer { server in
            let directory = try TemporaryDirectory()
            let page = host == "a.test" ? "http://app.test/" : server.baseURL
            let scenario = try directory.write(
                "a.yaml",
                """
                page: \(page)
                steps:
                  - fetch: \(server.baseURL)/login
                    method: POST
                    \(body)
                    expect: { status: 418, contains: hunter2-hunter2 }
                """
            )
            let result = try await runCrumb(
                ["run", "-v", scenario, "--report-junit", directory.path(of: "junit.xml")]
                    + ["--report-json", directory.path(of: "report.json")]
                    + ["--report-html", directory.path(of: "html")],
                environment: ["CI": "1"]
            )
            #expect(result.exitCode == 1)
            expectNoSecret(in: result.output, "the output")
            for file in ["junit.xml", "report.json", "html/index.html"] {
                expectNoSecret(in: try directory.text(of: file), file)
            }
        }
    }

    @Test func theBodyIsNotRedacted() async throws {
        try await withReportsServer { server in
            let result = try await runCrumb(
                ["fetch", "\(server.baseURL)/login", "-X", "POST", "--from", server.baseURL]
                    + Self.flags
            )
            #expect(result.output.contains("t0ken"))
            expectNoSecret(in: result.errorOutput, "the explanation")
        }
    }

    @Test func errorsAboutOptionsDoNotRepeatSecrets() async throws {
        let url = "http://127.0.0.1:1/"
        for command in [
            ["fetch", url, "--from", url, "-H", "Authorization Bearer \(Self.session)"],
            ["run", "x.yaml", "--variable", Self.session],
        ] {
            let result = try await runCrumb(command)
            #expect(result.exitCode == 64)
            expectNoSecret(in: result.errorOutput, "\(command)")
        }
    }

    private static let percentToken =
        token.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    private static let jsonToken = token.replacing("\"", with: "\\\"")
}

extension String {
    /// The text if it is a report. A body on stdout is the purpose of the command and is not
    /// redacted.
    fileprivate var jsonReport: String {
        contains("\"schema\": \"crumb.report/1\"") || contains("shows the response") ? self : ""
    }
}
