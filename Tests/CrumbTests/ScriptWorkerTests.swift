import Foundation
import TestSupport
import Testing

/// Workers and service workers, from real Flask (`fixtures/js/workers.py`). `PageDocumentTests`
/// compares what they log on a page with Chromium, line for line.
@Suite(.enabled(if: ScriptProgram.isBuilt, "built with CRUMB_JS=0"))
struct ScriptWorkerTests {
    private struct Run {
        var output: String
        var errorOutput: String
        var exitCode: Int32

        init(_ result: CommandResult, _ url: String) {
            output = result.output.replacing(url, with: "SERVER")
            errorOutput = result.errorOutput.replacing(url, with: "SERVER")
            exitCode = result.exitCode
        }
    }

    /// Runs crumb with a server, whose URL is `SERVER` in the words and in the output.
    private func crumb(_ words: String...) async throws -> Run {
        let server = try await ServerProcess(
            FlaskServer.python,
            [fixtureURL("js/workers.py").path(percentEncoded: false)]
        )
        do {
            let result = try await runCrumb(
                words.map { $0.replacing("SERVER", with: server.baseURL) }
                    + ["--profile", ":memory:"],
                home: try TemporaryDirectory()
            )
            try await server.stop()
            return Run(result, server.baseURL)
        } catch {
            _ = try? await server.stop()
            throw error
        }
    }

    /// The log of the page and the requests, line for line as in Chromium 156.
    private static let requests = """
        classic signed in
        module signed in
        module signed in
        service signed in
        /classic.js, Sec-Fetch-Dest: worker, Sec-Fetch-Mode: same-origin, Cookie: session=s1, Referer: SERVER/
        /imported.js, Sec-Fetch-Dest: script, Sec-Fetch-Mode: no-cors, Cookie: session=s1, Referer: SERVER/classic.js
        /data, Sec-Fetch-Dest: empty, Sec-Fetch-Mode: cors, Cookie: session=s1, Referer: SERVER/classic.js
        /module.js, Sec-Fetch-Dest: worker, Sec-Fetch-Mode: same-origin, Cookie: session=s1, Referer: SERVER/
        /imported.js, Sec-Fetch-Dest: worker, Sec-Fetch-Mode: cors, Cookie: session=s1, Referer: SERVER/module.js, Origin: SERVER
        /data, Sec-Fetch-Dest: empty, Sec-Fetch-Mode: cors, Cookie: session=s1, Referer: SERVER/module.js
        /module.js, Sec-Fetch-Dest: worker, Sec-Fetch-Mode: same-origin, Referer: SERVER/
        /imported.js, Sec-Fetch-Dest: worker, Sec-Fetch-Mode: cors, Referer: SERVER/module.js, Origin: SERVER
        /data, Sec-Fetch-Dest: empty, Sec-Fetch-Mode: cors, Cookie: session=s1, Referer: SERVER/module.js
        /service.js, Sec-Fetch-Dest: serviceworker, Sec-Fetch-Mode: same-origin, Cookie: session=s1, Referer: SERVER/, \
        Service-Worker: script
        /imported.js, Sec-Fetch-Dest: script, Sec-Fetch-Mode: no-cors, Cookie: session=s1, Referer: SERVER/service.js
        /data, Sec-Fetch-Dest: empty, Sec-Fetch-Mode: cors, Cookie: session=s1, Referer: SERVER/service.js

        """

    @Test func requestsOfWorkersMatchThoseOfChromium() async throws {
        let result = try await crumb("open", "SERVER/")
        #expect(result.output.replacing("ORIGIN", with: "SERVER") == Self.requests)
        #expect(result.exitCode == 0, "\(result.errorOutput)")
    }

    @Test func contentSecurityPolicyRestrictsWorkers() async throws {
        let result = try await crumb("open", "SERVER/closed")
        #expect(
            result.output.split(separator: "\n").sorted() == ["allowed unknown", "blocked Event"]
        )
        #expect(
            result.errorOutput.contains("closed/classic.js from SERVER: blocked"),
            "\(result.errorOutput)"
        )
    }

    /// `crumb js`, whose page has no markup, also waits for its workers.
    @Test(arguments: [
        (
            "new Worker('classic.js').onmessage = ({ data }) => console.log('worker', data)",
            "worker unknown"
        ),
        (
            """
            const code = "setTimeout(() => postMessage('late'), 20)";
            const worker = new Worker(URL.createObjectURL(new Blob([code])));
            worker.onmessage = ({ data }) => console.log(data);
            """, "late"
        ),
        (
            """
            navigator.serviceWorker.register("service.js").then(async ({ scope }) => {
              const { active } = await navigator.serviceWorker.ready;
              console.log(scope, active.state);
            })
            """, "SERVER/ activating"
        ),
    ])
    func scriptsHaveWorkersToo(_ code: String, _ output: String) async throws {
        let result = try await crumb("js", "-e", code + "; undefined", "--from", "SERVER/")
        #expect(result.output == output + "\n", "\(result.errorOutput)")
        #expect(result.exitCode == 0, "\(result.errorOutput)")
    }

    /// An uncaught error in a worker is reported once, with its position, and is an error of the
    /// command.
    @Test(arguments: [
        ("throw new RangeError('oh')", "Uncaught RangeError: oh"),
        ("Promise.reject(new RangeError('oh'))", "Uncaught (in promise) RangeError: oh"),
        ("let let", "Uncaught SyntaxError"),
    ])
    func uncaughtErrorOfAWorkerIsOneOfThePage(_ code: String, _ words: String) async throws {
        let result = try await crumb(
            "js",
            "-e",
            "new Worker(URL.createObjectURL(new Blob([\"\\n \(code)\"]))); undefined",
            "--from",
            "SERVER/"
        )
        #expect(
            result.errorOutput.components(separatedBy: words).count == 2,
            "\(result.errorOutput)"
        )
        #expect(result.errorOutput.contains("at blob:SERVER/"), "\(result.errorOutput)")
        #expect(result.exitCode == 1)
    }

    /// A worker that never ends is stopped with its page.
    @Test(arguments: [
        "setInterval(() => {}, 10)", "for (;;) {}",
        "const again = () => setTimeout(again); again()",
    ])
    func endlessWorkerEndsAtTheTimeout(_ code: String) async throws {
        let result = try await crumb(
            "js",
            "-e",
            "new Worker(\"data:text/javascript,\(code)\"); undefined",
            "--from",
            "SERVER/",
            "--timeout",
            "1s"
        )
        #expect(result.exitCode == 124, "\(result.errorOutput)")
    }

    @Test(arguments: [
        ("http://app.test/", "false", "ReferenceError"),
        ("http://127.0.0.1:5500/", "true", "function"),
        ("https://app.test/", "true", "function"),
    ])
    func onlySecureContextsHaveServiceWorkers(
        _ page: String,
        _ has: String,
        _ type: String
    ) async throws {
        let result = try await crumb(
            "js",
            "-e",
            """
            let type; try { type = typeof new ServiceWorker } catch (error) { type = error.name }
            console.log("serviceWorker" in navigator, type === "TypeError" ? typeof ServiceWorker : type, typeof Worker)
            """,
            "--from",
            page
        )
        #expect(result.output == "\(has) \(type) function\n", "\(result.errorOutput)")
    }

    @Test func otherFramesReceiveCookieChanges() async throws {
        let result = try await crumb(
            "open",
            "SERVER/imported.js",
            "--eval",
            """
            const frame = document.body.appendChild(document.createElement("iframe"));
            frame.src = "/imported.js";
            frame.onload = () => {
              frame.contentWindow.cookieStore.onchange = ({ changed }) => console.log("frame", changed[0].name);
              document.cookie = "a=1";
            };
            undefined
            """
        )
        #expect(result.output == "frame a\n", "\(result.errorOutput)")
    }
}
