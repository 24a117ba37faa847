import FoundationEssentials
import TestSupport
import Testing

/// Scenarios whose pages run their own scripts, in the page's process.
@Suite(.enabled(if: ScriptProgram.isBuilt, "built with CRUMB_JS=0"))
struct PageScenarioTests {
    /// Whether Debian's Vue is installed, which replaces the CDN that the page names.
    private static let hasVue = FileManager.default.fileExists(
        atPath: "/usr/share/javascript/vue/vue.js"
    )

    /// (Safari would not store the cookie, which is Secure, over http.)
    @Test(
        .enabled(if: hasVue, "needs libjs-vue"),
        arguments: ["chrome", "firefox"]
    )
    func tutorialWorksWithClicks(_ browser: String) async throws {
        let result = try await runCrumb(
            ["run", "fixtures/scenarios/tutorial-clicks.yaml", "--browser", browser],
            home: try TemporaryDirectory()
        )
        #expect(result.exitCode == 0, "\(result.output)")
    }

    private func write(
        _ name: String,
        _ text: String,
        in folder: TemporaryDirectory
    ) throws -> String {
        let path = folder.path(of: name)
        try Data(text.utf8).write(to: URL(filePath: path))
        return path
    }

    private func run(
        _ page: String,
        _ steps: String,
        within time: Duration = .patient(seconds: 60)
    ) async throws -> (Int32, String, String) {
        let folder = try TemporaryDirectory()
        let file = try write("page.html", page, in: folder)
        let lines = steps.split(separator: "\n").map { "  - \($0)\n" }.joined()
        let scenario = try write(
            "test.yaml",
            "map: { \"http://127.0.0.1:5500/page.html\": \(file) }\nsteps:\n"
                + "  - open: http://127.0.0.1:5500/page.html\n" + lines,
            in: folder
        )
        let report = folder.path(of: "report.json")
        let result = try await runCrumb(
            ["run", scenario, "--report-json", report],
            home: try TemporaryDirectory(),
            timeout: time
        )
        let text = try String(contentsOfFile: report, encoding: .utf8)
        return (result.exitCode, result.output, text)
    }

    @Test func timersMoveWithTheClock() async throws {
        let (code, output, _) = try await run(
            """
            <!DOCTYPE html><title>Later</title><p>now</p>
            <script>setTimeout(() => document.querySelector("p").textContent = "later", 60000)</script>
            """,
            """
            { script: "1", expect: { text: now, title: Later } }
            { advance: 30s, expect: { text: now } }
            { advance: 31s, expect: { text: later } }
            """
        )
        #expect(code == 0, "\(output)")
    }

    @Test func formsAreFilledInAndFramesAreFoundByName() async throws {
        let (code, output, _) = try await run(
            """
            <!DOCTYPE html><label>Name <input></label> <button onclick="greet()">Greet</button>
            <p></p><iframe name="inner" srcdoc="<button onclick='parent.said = 1'>Greet</button>"></iframe>
            <script>
                const greet = () => document.querySelector("p").textContent =
                    "Hello " + document.querySelector("input").value;
            </script>
            """,
            """
            { type: { Name: Ada }, expect: { requests: [] } }
            { click: Greet, expect: { text: Hello Ada, visible: { p: true, "#none": false } } }
            { script: "typeof said", expect: { value: undefined } }
            { click: Greet, in: inner }
            { script: "said", expect: { value: 1 } }
            { script: "document.body.textContent", in: inner, expect: { value: Greet } }
            """
        )
        #expect(code == 0, "\(output)")
    }

    @Test(arguments: [
        ("{ click: Buy }", "nothing to click is named \"Buy\"", "Greet"),
        ("{ script: \"oops()\" }", "the page did not catch an error: Uncaught ReferenceError", ""),
        ("{ script: \"while (true) {}\", timeout: 300ms }", "was not idle after 0.3 s", ""),
        ("{ click: Greet, in: none }", "there is no frame \"none\"", "inner"),
    ])
    func failuresAreExplained(_ step: String, _ message: String, _ why: String) async throws {
        let (code, output, report) = try await run(
            "<button>Greet</button><iframe name=inner></iframe>",
            step
        )
        #expect(code == 1)
        #expect(output.contains(message), "\(output)")
        #expect(output.contains(why), "\(output)")
        #expect(report.contains("crumb.run/1"))
    }

    /// A call that the page waits for is abandoned with the step, not only when the network times
    /// out.
    @Test(arguments: [
        "const x = new XMLHttpRequest(); x.open('GET', URL, false); x.send()",
        "location = URL; undefined", "navigator.sendBeacon(URL, 'bye'); undefined",
        "document.body.append(Object.assign(document.createElement('iframe'), { src: URL }))",
    ])
    func silentServerDoesNotHoldUpAStep(_ code: String) async throws {
        let server = try SilentServer()
        let (status, output, _) = try await run(
            "<body>",
            "{ script: \"\(code.replacing("URL", with: "'\(server.baseURL)/'"))\", timeout: 500ms }",
            within: .patient(seconds: 15)
        )
        #expect(status == 1, "\(output)")
        #expect(output.contains("was not idle after 0.5 s"), "\(output)")
    }

    /// Code that a policy forbids does not run, and the console shows the browser's message.
    @Test func policiesApplyToInlineCode() async throws {
        let (code, output, _) = try await run(
            """
            <!DOCTYPE html><html><head>
            <meta http-equiv="Content-Security-Policy"
                content="script-src 'nonce-abc' 'strict-dynamic'; style-src 'self'; base-uri 'none'">
            <base href="http://elsewhere.test/">
            <script>forbidden = 1</script>
            <script nonce="abc">
                allowed = 1;
                const added = document.createElement("script");
                added.text = "dynamic = 1";
                document.head.append(added);
            </script></head>
            <body><p onclick="clicked = 1">P</p></body></html>
            """,
            """
            { script: "[typeof forbidden, typeof allowed, typeof dynamic, document.baseURI]", expect: { value: [undefined, number, number, "http://127.0.0.1:5500/page.html"] } }
            { click: p, expect: { console: "Executing inline event handler violates the following Content Security Policy directive" } }
            { script: "typeof clicked", expect: { value: undefined } }
            """
        )
        #expect(code == 0, "\(output)")
    }

    @Test func reportHasTheConsoleAndTheValue() async throws {
        let (code, output, report) = try await run(
            "<script>console.log('hello from', location.pathname)</script>",
            "{ script: \"({ a: 1 })\" }"
        )
        #expect(code == 0, "\(output)")
        #expect(report.contains("hello from /page.html"))
        #expect(report.contains("\"value\""))
    }
}
