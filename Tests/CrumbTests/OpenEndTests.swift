import Foundation
import TestSupport
import Testing

/// When `crumb open` ends, and with which exit status.
@Suite(.enabled(if: ScriptProgram.isBuilt, "built with CRUMB_JS=0"))
struct OpenEndTests {
    private let folder: TemporaryDirectory
    /// A server that never responds.
    private let silent: SilentServer

    init() throws {
        folder = try TemporaryDirectory()
        silent = try SilentServer()
    }

    /// Opens a file with this markup.
    private func open(_ markup: String, _ words: [String] = []) async throws -> CommandResult {
        let path = try write(markup, to: "page.html")
        return try await open(["file://\(path)"] + words)
    }

    private func open(_ words: [String]) async throws -> CommandResult {
        try await runCrumb(
            ["open", "--profile", ":memory:"] + words,
            home: try TemporaryDirectory()
        )
    }

    private func write(_ text: String, to name: String) throws -> String {
        let path = folder.path(of: name)
        try Data(text.utf8).write(to: URL(filePath: path))
        return path
    }

    @Test(arguments: [
        ("<p>there", 0), ("<script>missing()</script>", 1),
        ("<script>Promise.reject(1)</script>", 1), ("<script src=missing.js></script>", 0),
        ("<script>setTimeout(() => { throw 1 }, 10)</script>", 1),
        ("<script>fetch('http://127.0.0.1:1/').catch(() => {})</script>", 0),
    ])
    func uncaughtErrorsOfThePageSetTheStatus(_ markup: String, status: Int32) async throws {
        let result = try await open(markup)
        #expect(result.exitCode == status, "\(result.errorOutput)")
    }

    @Test func pageThatNeverLoadsEndsAtTheTimeout() async throws {
        let result = try await open([silent.baseURL, "--timeout", "300ms"])
        #expect(result.exitCode == 124)
        #expect(
            result.errorOutput.contains(
                "the page had not ended after 300ms: allow more time with --timeout, or end the "
                    + "work that it waits for"
            ),
            "\(result.errorOutput)"
        )
    }

    @Test(arguments: [
        (["--wait-for", "#never"], "the page did not show \"#never\" within 10s"),
        (["--wait-for-text", "Hello"], "the page did not show the text \"Hello\" within 10s"),
    ])
    func timeoutNamesWhatWasAwaited(_ words: [String], _ message: String) async throws {
        let result = try await open("<p>there", ["--timeout", "10s"] + words)
        #expect(result.exitCode == 124)
        #expect(result.errorOutput.contains(message), "\(result.errorOutput)")
    }

    /// The browser shows an error page then; a navigation after it counts again.
    @Test(arguments: [
        ("<a href=http://127.0.0.1:2/>Away</a>", [], 4),
        ("<a href=http://127.0.0.1:1/>Away</a>", [], 3),
        ("<a href=http://127.0.0.1:2/>Away</a>", ["--eval", "history.back()"], 0),
        ("<iframe src=http://127.0.0.1:2/></iframe><a href=#x>Away</a>", [], 0),
    ])
    func failedNavigationSetsTheStatus(
        _ markup: String,
        _ words: [String],
        status: Int32
    ) async throws {
        let result = try await open(markup, ["--click", "Away"] + words)
        #expect(result.exitCode == status, "\(result.errorOutput)")
    }

    @Test func fileURLIsSuggestedForAPath() async throws {
        let path = try write("<p>there", to: "a page.html")
        let result = try await open([path])
        #expect(result.exitCode == 64)
        #expect(result.errorOutput.contains("it is a file. Write file:///"))
        #expect(result.errorOutput.hasSuffix("/a%20page.html\n"), "\(result.errorOutput)")
    }

    @Test(arguments: [
        (["--submit", "p"], "\"p\" is neither a form nor in one"),
        (["--print", "#none"], "nothing is named \"#none\", and no element matches it"),
    ])
    func failedActionIsReportedInTheUsersTerms(
        _ words: [String],
        _ message: String
    ) async throws {
        let result = try await open("<p>there</p><button>Go</button>", words)
        #expect(result.exitCode == 1)
        #expect(result.errorOutput.contains(message), "\(result.errorOutput)")
    }

    @Test(arguments: [
        "fetch('URL')", "navigator.sendBeacon('URL', 'a')", "location = 'URL'",
        "const x = new XMLHttpRequest; x.open('GET', 'URL', false); x.send()",
        "document.body.appendChild(document.createElement('iframe')).src = 'URL'",
        "document.body.appendChild(new Image).src = 'URL'", "for (;;) ;",
    ])
    func endlessPageEndsAtTheTimeout(_ code: String) async throws {
        let code = code.replacingOccurrences(of: "URL", with: silent.baseURL)
        let result = try await open("<body><script>\(code)</script>", ["--timeout", "1s"])
        #expect(result.exitCode == 124, "\(result.errorOutput)")
    }

    private static let badLines: [(words: String, status: Int32)] = [
        ("missing", 64), ("ftp://a/", 64), ("", 64), ("http://127.0.0.1:1/", 3),
        ("file:///no/such/file.html", 4), ("http://a.test/ --map http://:b/=x", 64),
        ("http://a.test/ --map http://b.test/=/no/such/file", 2),
        ("http://a.test/ --type name", 64), ("http://a.test/ --click=", 64),
        ("http://a.test/ --timeout soon", 64),
    ]

    @Test(arguments: badLines)
    func unopenablePageIsReportedOnOneLine(_ line: String, status: Int32) async throws {
        let result = try await open(line.split(separator: " ").map(String.init))
        #expect(result.exitCode == status, "\(result.errorOutput)")
        #expect(result.output == "")
        #expect(result.errorOutput.hasPrefix("crumb: "))
        #expect(result.errorOutput.split(separator: "\n").count == 1, "\(result.errorOutput)")
    }

    @Test func refusedConnectionIsANetworkFailure() async throws {
        let bound = try BoundSocket(backlog: nil)
        let result = try await open([bound.baseURL])
        #expect(result.exitCode == 4, "\(result.errorOutput)")
    }

    @Test func actionWithoutAMatchNamesTheCandidates() async throws {
        let result = try await open("<button>Save</button>", ["--click", "Send"])
        #expect(result.exitCode == 1)
        #expect(result.errorOutput.contains("\"Send\""), "\(result.errorOutput)")
        #expect(result.errorOutput.contains("\"Save\""), "\(result.errorOutput)")
    }

    @Test func mappedURLIsLoadedAsAScript() async throws {
        let library = try write("window.library = 'mapped'", to: "lib.js")
        let result = try await open(
            "<script src=https://cdn.test/lib.js></script><script>console.log(library)</script>",
            ["--map", "https://cdn.test/lib.js=\(library)"]
        )
        #expect(result.output == "mapped\n", "\(result.errorOutput)")
        #expect(result.exitCode == 0)
    }

    @Test func fileIsOpenedAsByADoubleClick() async throws {
        _ = try write("console.log('script')", to: "lib.js")
        _ = try write("console.log('module')", to: "module.js")
        let result = try await open(
            """
            <script src=lib.js></script><script type=module src=module.js></script>
            <script>
            console.log(origin, document.cookie === '');
            fetch('lib.js').catch((error) => console.log(error.message));
            </script>
            """
        )
        #expect(
            result.output == "script\nnull true\nFailed to fetch\n",
            "\(result.errorOutput)"
        )
    }
}
