import Foundation
import TestSupport
import Testing

/// The pages of `fixtures/page` in `crumb open`, clicked as a person clicks, against real Flask, by each
/// browser's rules.
@Suite(.enabled(if: ScriptProgram.isBuilt, "built with CRUMB_JS=0"))
struct PageExampleTests {
    static let browsers = ["chrome", "firefox", "safari"]

    /// Debian's libjs-vue; never the network.
    private static let vue = "/usr/share/javascript/vue/vue.js"

    private static let isSet = "Cookie is set!"
    private static let isThere = "Cookie retrieved! (Token: abc123)"
    private static let isMissing = "No cookie found! (Token: undefined)"
    private static let isDeleted = "Cookie deleted"
    private static let unreadable = [
        "The cookie could not be set.", "The cookie could not be read.",
        "The cookie could not be deleted.", "The cookie could not be read.",
    ]

    /// Set, get, delete, get: what the tutorial's page shows after each.
    ///
    /// On localhost the API is another site's: Chrome has no cookie without SameSite then, Safari no
    /// cookie at all, Firefox a partitioned one. Over http Safari keeps no Secure cookie. The API allows
    /// no page that is a file.
    @Test(arguments: [
        ("http://127.0.0.1:5500", "chrome", [isSet, isThere, isDeleted, isMissing]),
        ("http://127.0.0.1:5500", "firefox", [isSet, isThere, isDeleted, isMissing]),
        ("http://127.0.0.1:5500", "safari", [isSet, isMissing, isDeleted, isMissing]),
        ("http://localhost:5500", "chrome", [isSet, isMissing, isDeleted, isMissing]),
        ("http://localhost:5500", "firefox", [isSet, isThere, isDeleted, isMissing]),
        ("http://localhost:5500", "safari", [isSet, isMissing, isDeleted, isMissing]),
        ("file:", "chrome", unreadable), ("file:", "firefox", unreadable),
        ("file:", "safari", unreadable),
    ])
    func theTutorialShowsWhatABrowserShows(
        _ origin: String,
        _ browser: String,
        _ expected: [String]
    ) async throws {
        try await withFlaskServer { flask in
            let file = fixtureURL("page/tutorial.html").path(percentEncoded: false)
            let page = origin == "file:" ? "file://\(file)" : "\(origin)/tutorial.html"
            let url = "\(page)?api=\(flask.baseURL)"
            var words = ["open", url, "--browser", browser, "--print", "#version"]
            words += ["--map", "https://unpkg.com/vue@2/dist/vue.js=\(Self.vue)"]
            if origin != "file:" { words += ["--map", "\(url)=\(file)"] }
            for button in ["Set Cookie", "get cookie", "Delete Cookie", "Get Cookie"] {
                words += ["--click", button, "--print", "#message"]
            }
            let result = try await runCrumb(words)
            let lines = result.output.split(separator: "\n").map(String.init)
            #expect(lines.suffix(4) == expected[...], "\(result.errorOutput)")
            #expect(lines.dropLast(4).last == "Vue 2.6.14")
            #expect(result.exitCode == 0)
        }
    }

    /// What is done on a page, and what is printed of it then.
    private func open(
        _ page: String,
        _ words: [String],
        browser: String
    ) async throws -> CommandResult {
        let server = try await ServerProcess(
            FlaskServer.python,
            [fixtureURL("page/serve.py").path(percentEncoded: false)]
        )
        do {
            let result = try await runCrumb(
                ["open", "\(server.baseURL)/\(page)", "--browser", browser] + words
            )
            try await server.stop()
            return result
        } catch {
            _ = try? await server.stop()
            throw error
        }
    }

    @Test(arguments: browsers)
    func axiosSendsItsToken(_ browser: String) async throws {
        let result = try await open(
            "axios.html",
            ["--type", "Amount=7", "--submit", "#transfer", "--print", "#result"],
            browser: browser
        )
        #expect(result.output == "Transferred 7.\n", "\(result.errorOutput)")
        #expect(result.exitCode == 0)
    }

    /// Safari blocks the other site's cookie, so that each call is another visitor's.
    @Test(arguments: browsers)
    func jQueryFillsAGuestBook(_ browser: String) async throws {
        let result = try await open(
            "jquery.html",
            [
                "--print", "#count", "--type", "Your name=Ada", "--type",
                "Your words=Hello there", "--click", "Public", "--click", "Sign", "--print",
                "#entries", "--click", "Forget", "--print", "#count",
            ],
            browser: browser
        )
        #expect(
            result.output == """
                0 entries
                guest=Ada words=Hello there public=yes mood=calmForget
                0 entries

                """,
            "\(result.errorOutput)"
        )
    }

    @Test(arguments: browsers)
    func hooksRenderAgain(_ browser: String) async throws {
        let result = try await open(
            "hooks.html",
            [
                "--type", "Name=ada", "--click", "Sign in", "--click", "Count", "--click", "Count",
                "--print", "#greeting", "--eval", "document.title",
            ],
            browser: browser
        )
        #expect(
            result.output == "Hello, ada. You have counted to 2.\n\"ada, 2\"\n",
            "\(result.errorOutput)"
        )
    }

    /// Safari has no partitions: the widget counts one visit again and again.
    @Test(arguments: [("chrome", 2), ("firefox", 2), ("safari", 1)])
    func aWidgetHasAPartitionedCookie(_ browser: String, _ visits: Int) async throws {
        let result = try await open(
            "shop.html",
            [
                "--wait-for-text", "The widget counts 1", "--click", "Ask the widget", "--print",
                "#told",
            ],
            browser: browser
        )
        #expect(
            result.output == "The widget counts \(visits); its document: SecurityError.\n",
            "\(result.errorOutput)"
        )
    }

    /// What a page reads where it looks into a frame of another site.
    @Test(arguments: [
        (
            "chrome",
            "Failed to read a named property 'document' from 'Window': Blocked a frame with origin "
                + "\"null\" from accessing a cross-origin frame."
        ),
        ("firefox", "Permission denied to access property \"document\" on cross-origin object"),
        (
            "safari",
            "Blocked a frame with origin \"null\" from accessing a cross-origin frame. Protocols, "
                + "domains, and ports must match."
        ),
    ])
    func aFrameOfAnotherSiteIsClosed(_ browser: String, _ message: String) async throws {
        let folder = try TemporaryDirectory()
        let page = folder.path(of: "page.html")
        try Data("<body>".utf8).write(to: URL(filePath: page))
        let result = try await runCrumb([
            "open", "file://\(page)",
            "--browser", browser, "-e",
            """
            document.body.append(document.createElement("iframe"));
            frames[0].location = "data:text/html,x";
            """,
            "-e", "try { frames[0].document } catch (error) { error.name + ': ' + error.message }",
        ])
        let shown = try JSONSerialization.jsonObject(
            with: Data(result.output.utf8),
            options: .fragmentsAllowed
        )
        #expect(shown as? String == "SecurityError: \(message)", "\(result.errorOutput)")
    }

    @Test(arguments: browsers)
    func aPopUpTellsItsOpenerWhoIsSignedIn(_ browser: String) async throws {
        let result = try await open(
            "oauth.html",
            [
                "--click", "Sign in with Localhost", "--click", "Allow", "--wait-for-text",
                "is signed in;", "--print", "#user",
            ],
            browser: browser
        )
        #expect(
            result.output == "ada is signed in; the pop-up is closed.\n",
            "\(result.errorOutput)"
        )
    }

    /// Without a click there is no pop-up, unless the user has allowed it.
    @Test(arguments: browsers, [true, false])
    func aScriptOpensPopUpsWhereItMay(_ browser: String, _ isAllowed: Bool) async throws {
        let result = try await open(
            "oauth.html",
            ["--eval", "window.open('/oauth.html') === null"]
                + (isAllowed ? ["--allow-popups"] : []),
            browser: browser
        )
        #expect(
            result.output.hasSuffix("\(!isAllowed)\n"),
            "\(result.output)\(result.errorOutput)"
        )
    }

    /// As Vite's development server sends it, its page with an import map among it.
    @Test(arguments: browsers)
    func aPageOfADevelopmentServerOpens(_ browser: String) async throws {
        let server = try await ServerProcess(
            FlaskServer.python,
            [fixtureURL("js/modules.py").path(percentEncoded: false)]
        )
        let result = try await runCrumb(["open", server.baseURL, "--browser", browser])
        try await server.stop()
        #expect(
            result.output == "1 style Hello, Ada! 2 /src/logo.svg development null\n",
            "\(result.errorOutput)"
        )
        #expect(result.exitCode == 0)
    }
}
