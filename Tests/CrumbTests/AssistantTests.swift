import Foundation
import TestSupport
import Testing

/// `crumb serve --mcp`, for coding assistants.
@Suite struct AssistantTests {
    /// The protocol's official SDK connects in each revision, and with the revision that it
    /// negotiates on its own.
    @Test(arguments: ["2025-06-18", "2025-11-25", "2026-07-28", "auto"])
    func officialSDKWorksInEachRevision(_ revision: String) async throws {
        let api = try await FlaskServer.shared().baseURL
        let script = packageURL.appending(path: "Tests/mcp/session.py").path(percentEncoded: false)
        let result = try await run(
            try ClientPython.path(),
            [
                script, "--crumb", try builtExecutable("crumb"), "--revision", revision, "--api",
                api,
            ]
        )
        #expect(result.exitCode == 0, "\(result.output)\(result.errorOutput)")
        #expect(result.output.hasSuffix("ok: --no-redact hides nothing\n"))
    }

    private static let hello = """
        {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
        "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}
        {"jsonrpc":"2.0","method":"notifications/initialized"}

        """

    private func call(
        _ tool: String,
        _ arguments: String,
        options: [String] = []
    ) async throws -> [String: Any] {
        let request =
            #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"\#(tool)","arguments":\#(arguments)}}"#
        let result = try await runCrumb(
            ["serve", "--mcp"] + options,
            stdin: Data((Self.hello + request + "\n").utf8)
        )
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        let line = try #require(result.output.split(separator: "\n").last)
        let root = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        return try #require(root?["result"] as? [String: Any], "\(line)")
    }

    /// This holds for every kind of request: a tool's own, a socket, a stream, and the doctor's
    /// probes.
    @Test(arguments: [
        ("fetch", #"{"url": "{to}", "from": "http://127.0.0.1"}"#),
        ("visit", #"{"url": "{to}"}"#),
        ("load", #"{"url": "{to}", "as": "image", "from": "http://127.0.0.1"}"#),
        ("beacon", #"{"url": "{to}", "from": "http://127.0.0.1"}"#),
        ("web_socket", #"{"url": "{to}", "from": "http://127.0.0.1"}"#),
        ("event_source", #"{"url": "{to}", "from": "http://127.0.0.1"}"#),
        ("doctor", #"{"url": "{to}", "from": "http://127.0.0.1"}"#),
    ])
    func toolsOnlyReachThisMachineAndItsNetwork(_ tool: String, _ arguments: String) async throws {
        for (host, reason) in [
            ("169.254.169.254", "link-local"), ("rebound.test", "link-local"),
            ("8.8.8.8", "--allow-host"), ("public.test", "--allow-host public.test"),
        ] {
            let scheme = tool == "web_socket" ? "ws" : "http"
            let result = try await call(
                tool,
                arguments.replacing("{to}", with: "\(scheme)://\(host)/"),
                options: [
                    "--resolve", "rebound.test:80:169.254.169.254", "--resolve",
                    "public.test:80:8.8.8.8", "-m", "5",
                ]
            )
            let text = String(
                decoding: try JSONSerialization.data(
                    withJSONObject: result,
                    options: .withoutEscapingSlashes
                ),
                as: UTF8.self
            )
            #expect(text.contains(reason), "\(tool) \(host): \(text.prefix(2000))")
        }
    }

    @Test func linkLocalAddressesCannotBeAllowed() async throws {
        let result = try await call(
            "visit",
            #"{"url": "http://169.254.169.254/"}"#,
            options: ["--allow-host", "169.254.169.254"]
        )
        let structured = result["structuredContent"] as? [String: Any]
        let outcome = structured?["outcome"] as? [String: Any]
        let error = outcome?["error"] as? [String: Any]
        #expect((error?["detail"] as? String)?.contains("link-local") == true, "\(result)")
    }

    /// Programs are started, and files read, only as far as the options allow.
    @Test(arguments: [
        ("servers: [{ run: touch {dir}/PWNED }]\n", [String](), "--allow-servers", false),
        ("servers: [{ run: touch {dir}/PWNED }]\n", ["--allow-servers"], "passed: 1", true),
        ("tls: { cacert: {dir}/ca.pem }\n", [], "--allow-files", false),
        ("tls: { cacert: /etc/passwd }\n", ["--allow-files", "{dir}"], "is not in", false),
        ("", [], "passed: 1", false),
    ])
    func scenariosOnlyDoWhatIsAllowed(
        _ top: String,
        _ options: [String],
        _ words: String,
        _ hasStarted: Bool
    ) async throws {
        let api = try await FlaskServer.shared().baseURL
        let directory = try TemporaryDirectory()
        func filled(_ text: String) -> String {
            text.replacing("{dir}/", with: directory.path(of: ""))
                .replacing("{dir}", with: directory.path)
        }
        let text = filled(top) + "page: \(api)\nsteps: [{ fetch: /get-cookie }]\n"
        let arguments = try JSONSerialization.data(withJSONObject: ["scenario": text])
        let result = try await call(
            "run",
            String(decoding: arguments, as: UTF8.self),
            options: options.map(filled)
        )
        #expect("\(result)".contains(words), "\(result)")
        let path = directory.path(of: "PWNED")
        #expect(FileManager.default.fileExists(atPath: path) == hasStarted)
    }

    @Test(arguments: [
        ("{dir}/in/good.yaml", true), ("{dir}/in/../in/good.yaml", true),
        ("{dir}/in/../out.yaml", false), ("{dir}/in/link.yaml", false), ("{dir}/out.yaml", false),
        ("/etc/passwd", false), ("{dir}/inside.yaml", false),
    ])
    func onlyFilesBelowTheFolderAreRead(_ path: String, _ isRead: Bool) async throws {
        let api = try await FlaskServer.shared().baseURL
        let directory = try TemporaryDirectory()
        let folder = directory.url.appending(path: "in")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let text = Data("page: \(api)\nsteps: [{ fetch: /get-cookie }]\n".utf8)
        for name in ["in/good.yaml", "out.yaml", "inside.yaml"] {
            try text.write(to: directory.url.appending(path: name))
        }
        try FileManager.default.createSymbolicLink(
            at: folder.appending(path: "link.yaml"),
            withDestinationURL: directory.url.appending(path: "out.yaml")
        )
        let file = path.replacing("{dir}", with: directory.path)
        let result = try await call(
            "run",
            #"{"file": "\#(file)"}"#,
            options: ["--allow-files", folder.path(percentEncoded: false)]
        )
        #expect("\(result)".contains("passed: 1") == isRead, "\(result)")
        let without = try await call("run", #"{"file": "\#(file)"}"#)
        #expect("\(without)".contains("--allow-files"), "\(without)")
    }

    @Test(arguments: [
        (["serve", "--allow-servers"], "--allow-servers only applies to --mcp"),
        (
            ["serve", "--mcp", "--allow-files", "/nowhere"],
            "--allow-files /nowhere is not a folder"
        ),
        (["serve", "--allow-host", "a.test"], "--allow-host only applies to --mcp"),
        (
            ["serve", "--mcp", "--allow-host", "http://[bad"],
            "--allow-host http://[bad is not a valid host"
        ),
    ])
    func optionMistakesAreReportedOnOneLine(_ words: [String], _ message: String) async throws {
        let result = try await runCrumb(words)
        #expect(result.exitCode == 64)
        #expect(result.errorOutput.hasPrefix("crumb: "))
        #expect(result.errorOutput.contains(message), "\(result.errorOutput)")
    }
}
