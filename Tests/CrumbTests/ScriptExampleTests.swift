import Foundation
import TestSupport
import Testing

/// The examples of `fixtures/js`, against real Flask, by each browser's rules.
@Suite(.enabled(if: ScriptProgram.isBuilt, "built with CRUMB_JS=0"))
struct ScriptExampleTests {
    static let browsers = ["chrome", "firefox", "safari"]

    /// The builds of axios in Debian's node-axios.
    private static let axios = "/usr/share/nodejs/axios/dist/axios.min.js"
    private static let axiosModule = "/usr/share/nodejs/axios/dist/esm/axios.js"

    private func run(
        _ scripts: [String],
        browser: String,
        isSameOrigin: Bool = false
    ) async throws -> CommandResult {
        let server = try await ServerProcess(
            FlaskServer.python,
            [fixtureURL("js/serve.py").path(percentEncoded: false)]
        )
        let home = try TemporaryDirectory()
        let prelude = home.url.appending(path: "api.js")
        try "const API = '\(server.baseURL)';".write(to: prelude, atomically: true, encoding: .utf8)
        let page = isSameOrigin ? server.baseURL : "http://127.0.0.1:5500"
        let files = scripts.map {
            $0.hasPrefix("/") ? $0 : fixtureURL("js/\($0)").path(percentEncoded: false)
        }
        do {
            let result = try await runCrumb(
                ["js", prelude.path(percentEncoded: false)] + files
                    + ["--from", page, "--browser", browser],
                home: home
            )
            try await server.stop()
            return result
        } catch {
            _ = try? await server.stop()
            throw error
        }
    }

    @Test(arguments: browsers)
    func expiredTokenIsRefreshedOnceForAllCalls(_ browser: String) async throws {
        let result = try await run(["login.js"], browser: browser)
        #expect(result.output == #"["ada","ada","ada"]"# + "\n", "\(result.errorOutput)")
        #expect(result.exitCode == 0)
        let refreshes = result.errorOutput.split(separator: "\n").filter {
            $0.contains("POST") && $0.contains("/refresh")
        }
        #expect(refreshes.count == 1)
    }

    @Test(arguments: browsers)
    func csrfCookieIsSentBackAsAHeader(_ browser: String) async throws {
        let result = try await run(["csrf.js"], browser: browser, isSameOrigin: true)
        #expect(result.output == #"{"transferred":5}"# + "\n", "\(result.errorOutput)")
    }

    /// Debian's ESM build, imported by its name in the import map.
    @Test(arguments: browsers)
    func axiosWorksUnmodifiedAsAModule(_ browser: String) async throws {
        let server = try await ServerProcess(
            FlaskServer.python,
            [fixtureURL("js/serve.py").path(percentEncoded: false)]
        )
        let home = try TemporaryDirectory()
        let map = home.url.appending(path: "map.json")
        try #"{ "imports": { "axios": "/axios.js" } }"#.write(
            to: map,
            atomically: true,
            encoding: .utf8
        )
        let result = try await runCrumb(
            [
                "js", fixtureURL("js/axios-module.mjs").path(percentEncoded: false), "--from",
                server.baseURL, "--browser", browser, "--import-map",
                map.path(percentEncoded: false), "--map", "/axios.js=\(Self.axiosModule)",
                "-e", "globalThis.API = '\(server.baseURL)'; undefined",
            ],
            home: home
        )
        try await server.stop()
        #expect(result.output == "7 true 403 true\n", "\(result.errorOutput)")
        #expect(result.exitCode == 0)
    }

    /// The page is as Vite's development server sends it, with a bare specifier from an import map.
    /// Each URL is requested once.
    @Test(arguments: browsers)
    func pageOfADevelopmentServerRuns(_ browser: String) async throws {
        let server = try await ServerProcess(
            FlaskServer.python,
            [fixtureURL("js/modules.py").path(percentEncoded: false)]
        )
        let home = try TemporaryDirectory()
        let map = home.url.appending(path: "map.json")
        try #"{ "imports": { "greeting": "/packages/greeting/index.mjs" } }"#.write(
            to: map,
            atomically: true,
            encoding: .utf8
        )
        // index.html loads the client first, and then the page's own script.
        let code =
            "await fetch('/sign-in'); await import('/@vite/client'); await import('/src/main.js');"
            + "console.log((await (await fetch('/log')).json()).map((one) => one.path).join(' '))"
        let result = try await runCrumb(
            [
                "js", "--module", "-e", code, "--from", server.baseURL, "--browser", browser,
                "--import-map", map.path(percentEncoded: false),
            ],
            home: home
        )
        try await server.stop()
        let lines = result.output.split(separator: "\n")
        #expect(
            lines.first == "1 style Hello, Ada! 2 /src/logo.svg development 42",
            "\(result.output)\(result.errorOutput)"
        )
        #expect(
            (lines.last ?? "").split(separator: " ").sorted() == [
                "/@vite/client", "/api/answer",
                "/node_modules/.vite/deps/chunk-PLDDJCW6.js?v=4be2a1d7",
                "/node_modules/.vite/deps/reactive.js?v=4be2a1d7", "/packages/greeting/greet.mjs",
                "/packages/greeting/index.mjs", "/sign-in", "/src/App.js?t=1700000000000",
                "/src/logo.svg?import", "/src/main.js", "/src/pages/home.js", "/src/style.css",
            ]
        )
        #expect(result.exitCode == 0)
    }

    /// A body of 512 MiB under a memory limit of 100 MiB: what has been read is freed, and the
    /// server waits until the rest is read.
    @Test func largeBodyIsReadInLittleMemory() async throws {
        let server = try await ServerProcess(
            FlaskServer.python,
            [fixtureURL("js/serve.py").path(percentEncoded: false)]
        )
        let code = """
            fetch('\(server.baseURL)/large/512').then(async response => {
              const reader = response.body.getReader();
              for (let count = 0; ; ) {
                const { done, value } = await reader.read();
                if (done) return count / 2 ** 20;
                count += value.length;
              }
            })
            """
        let result = try await runCrumb(
            [
                "js", "-e", code, "--from", server.baseURL, "--max-memory", "100M", "--timeout",
                "2m",
            ],
            timeout: .patient(seconds: 120)
        )
        #expect(result.output == "512\n", "\(result.errorOutput)")
        try await server.stop()
    }

    @Test(arguments: browsers)
    func manyCallsRunAtOnce(_ browser: String) async throws {
        let result = try await run(["parallel.js"], browser: browser)
        #expect(result.output == "2470\n", "\(result.errorOutput)")
    }

    /// The page is on the API's own origin, or on another port of the same host, which has the same
    /// cookies.
    @Test(arguments: browsers, [true, false])
    func axiosWorksUnmodified(_ browser: String, _ isSameOrigin: Bool) async throws {
        let result = try await run(
            [Self.axios, "axios.js"],
            browser: browser,
            isSameOrigin: isSameOrigin
        )
        let value = try #require(
            try JSONSerialization.jsonObject(with: result.stdout) as? [String: Any],
            "\(result.errorOutput)"
        )
        #expect((value["data"] as? [String: Int])?["transferred"] == 7)
        #expect((value["upload"] as? [String: Int])?["bytes"] == 100_000)
        #expect(value["progress"] as? Int == 100_000)
        #expect(value["cancelled"] as? String == "ERR_CANCELED")
        #expect((value["seen"] as? [String])?.contains("failed 403") == true)
    }
}
