import Foundation
import TestSupport
import Testing

/// How crumb behaves on a real terminal.
@Suite struct TerminalTests {
    private static let escape = "\u{1B}"

    private func onTerminal(
        _ arguments: [String],
        home: TemporaryDirectory? = nil,
        environment: [String: String] = [:]
    ) async throws -> TerminalResult {
        let home = try home ?? TemporaryDirectory()
        let result = try await runOnTerminal(
            [builtExecutable("crumb")] + arguments,
            columns: 80,
            environment: crumbEnvironment(home: home).merging(environment) { $1 }
        )
        return withExtendedLifetime(home) { result }
    }

    private func setCookie() async throws -> [String] {
        let flask = try await FlaskServer.shared()
        return [
            "fetch", "\(flask.baseURL)/set-cookie", "--from", "http://127.0.0.1:5500",
            "--credentials", "include",
        ]
    }

    @Test func terminalGetsColors() async throws {
        let result = try await onTerminal(setCookie())
        #expect(result.output.contains("\(Self.escape)[32m✓ \(Self.escape)[0m"))
    }

    @Test(arguments: [["NO_COLOR": "1"], ["TERM": "dumb"], ["CRUMB_COLOR": "never"]])
    func colorsCanBeTurnedOff(_ environment: [String: String]) async throws {
        let result = try await onTerminal(setCookie(), environment: environment)
        #expect(result.output.contains("✓"))
        #expect(!result.output.contains(Self.escape))
    }

    @Test func emptyNoColorVariableIsIgnored() async throws {
        let result = try await onTerminal(setCookie(), environment: ["NO_COLOR": ""])
        #expect(result.output.contains(Self.escape))
    }

    @Test func demoWaitsAfterEachStepUntilTheUserQuits() async throws {
        let home = try TemporaryDirectory()
        let result = try await runOnTerminal(
            [builtExecutable("crumb"), "demo"],
            columns: 80,
            environment: crumbEnvironment(home: home),
            typing: [("q: quit.", "\r"), ("━━ 1. ", "q\r")]
        )
        #expect(result.exitCode == 0)
        #expect(result.output.contains("9. The page opened with a double click"))
        #expect(result.output.contains("━━ 1. "), "\(result.output)")
        #expect(!result.output.contains("━━ 2. "))
    }

    @Test func pipeGetsNoColors() async throws {
        let result = try await runCrumb(setCookie() + ["-v"])
        #expect(result.errorOutput.contains("✓"))
        #expect(!result.errorOutput.contains(Self.escape))
        let forced = try await runCrumb(setCookie() + ["-v", "--color", "always"])
        #expect(forced.errorOutput.contains(Self.escape))
    }

    @Test(arguments: [
        "/name", "/value", "/control", "/header", "/reason", "/body", "/cors", "/location",
    ])
    func hostileServerCannotControlTheTerminal(_ path: String) async throws {
        let server = try await ServerProcess(
            "python3",
            [fixtureURL("hostile/serve.py").path(percentEncoded: false)]
        )
        let home = try TemporaryDirectory()
        for options in [["-v", "-i"], ["--json"], []] {
            let page = path == "/cors" ? "http://127.0.0.1:5500" : server.baseURL
            let result = try await onTerminal(
                ["fetch", server.baseURL + path, "--from", page] + options,
                home: home,
                environment: ["NO_COLOR": "1"]
            )
            #expect(result.output.harmful.isEmpty, "\(options) \(result.output.debugDescription)")
        }
        for command in [["cookies"], ["cookies", "--json"], ["why", server.baseURL + "/"]] {
            let result = try await onTerminal(
                command + (command[0] == "why" ? ["--from", server.baseURL] : []),
                home: home,
                environment: ["NO_COLOR": "1"]
            )
            #expect(result.output.harmful.isEmpty, "\(command) \(result.output.debugDescription)")
        }
        try await server.stop()
    }

    @Test func pipeGetsTheBodyUnchanged() async throws {
        let server = try await ServerProcess(
            "python3",
            [fixtureURL("hostile/serve.py").path(percentEncoded: false)]
        )
        let result = try await runCrumb(
            ["fetch", "\(server.baseURL)/body", "--from", server.baseURL, "-q"]
        )
        try await server.stop()
        #expect(result.output.hasPrefix("\u{1B}[2J"))
    }

    @Test func longWaitsAreShownAndCtrlCEndsThem() async throws {
        let flask = try await FlaskServer.shared()
        let home = try TemporaryDirectory()
        let script = "trap : INT; \"$0\" \"$@\"; echo \"[$?]\"; read end"
        // A terminal may lose its last output when its last process ends, so the shell waits.
        let result = try await runOnTerminal(
            ["sh", "-c", script, builtExecutable("crumb"), "fetch", "\(flask.baseURL)/slow"]
                + ["--from", flask.baseURL],
            columns: 80,
            environment: crumbEnvironment(home: home),
            typing: [("/slow … 1 s", "\u{3}"), ("[130]", "\n")]
        )
        // The progress line has been cleared.
        #expect(result.output.hasSuffix("\r\u{1B}[K[130]\n"))
    }

    @Test func pipeGetsNoProgress() async throws {
        let flask = try await FlaskServer.shared()
        let result = try await runCrumb(
            ["fetch", "\(flask.baseURL)/slow", "--from", flask.baseURL, "-m", "1.2"]
        )
        #expect(result.exitCode == 4)
        #expect(!result.errorOutput.contains("Ctrl-C"))
        #expect(!result.errorOutput.contains(Self.escape))
    }
}

extension String {
    /// The characters that would move the cursor, change colors or reverse the text.
    fileprivate var harmful: [Unicode.Scalar] {
        unicodeScalars.filter {
            ($0.value < 0x20 && $0 != "\n" && $0 != "\t") || (0x7F...0x9F).contains($0.value)
                || (0x202A...0x202E).contains($0.value) || (0x2066...0x2069).contains($0.value)
        }
    }
}
