import Foundation
import TestSupport
import Testing

/// `crumb serve --mcp`, for coding assistants.
@Suite struct AssistantTests {
    /// The protocol's own SDK talks to it, in each revision, and as it does by itself.
    @Test(arguments: ["2025-06-18", "2025-11-25", "2026-07-28", "auto"])
    func theSDKIsUnderstood(_ revision: String) async throws {
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

    /// Whatever asks: a tool that makes a request, its redirects, a stream, the doctor's probes.
    @Test(arguments: [
        ("fetch", #"{"url": "{to}", "from": "http://127.0.0.1"}"#),
        ("visit", #"{"url": "{to}"}"#),
        ("load", #"{"url": "{to}", "as": "image", "from": "http://127.0.0.1"}"#),
        ("beacon", #"{"url": "{to}", "from": "http://127.0.0.1"}"#),
        ("web_socket", #"{"url": "{to}", "from": "http://127.0.0.1"}"#),
        ("event_source", #"{"url": "{to}", "from": "http://127.0.0.1"}"#),
        ("doctor", #"{"url": "{to}", "from": "http://127.0.0.1"}"#),
    ])
    func noToolLeavesThisMachineAndItsNetwork(_ tool: String, _ arguments: String) async throws {
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

    @Test func linkLocalAddressesAreNotEvenAllowed() async throws {
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

    @Test(arguments: [
        (["serve", "--allow-host", "a.test"], "--allow-host goes with --mcp"),
        (
            ["serve", "--mcp", "--allow-host", "http://[bad"],
            "--allow-host http://[bad is not a host"
        ),
    ])
    func aMistakeIsOneLine(_ words: [String], _ message: String) async throws {
        let result = try await runCrumb(words)
        #expect(result.exitCode == 64)
        #expect(result.errorOutput.hasPrefix("crumb: "))
        #expect(result.errorOutput.contains(message), "\(result.errorOutput)")
    }
}
