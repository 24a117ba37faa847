import Foundation
import TestSupport
import Testing

/// The pages of `fixtures/page` in `crumb open`, clicked as a user would click them, against real
/// Flask and by each browser's rules.
@Suite(.enabled(if: ScriptProgram.isBuilt, "built with CRUMB_JS=0"))
struct PageExampleTests {
    static let browsers = ["chrome", "firefox", "safari"]

    /// Vue from Debian's libjs-vue; it is never loaded over the network.
    private static let vue = "/usr/share/javascript/vue/vue.js"

    private static let isSet = "Cookie is set!"
    private static let isThere = "Cookie retrieved! (Token: abc123)"
    private static let isMissing = "No cookie found! (Token: undefined)"
    private static let isDeleted = "Cookie deleted"
    private static let unreadable = [
        "The cookie could not be set.", "The cookie could not be read.",
        "The cookie could not be deleted.", "The cookie could not be read.",
    ]

    /// The messages that the tutorial's page shows after each of set, get, delete and get.
    ///
    /// From localhost, the API is cross-site: Chrome does not store the cookie without SameSite,
    /// Safari stores no cookie at all, and Firefox a partitioned one. Over http, Safari does not
    /// store Secure cookies. The API does not allow pages that are files.
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
    func tutorialShowsWhatABrowserShows(
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

    /// Opens a page in crumb, with `words` for the actions on it and what to print.
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

    /// Safari blocks third-party cookies, so each call appears to come from another visitor.
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
    func hooksRerenderAfterActions(_ browser: String) async throws {
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

    /// Safari does not partition cookies, so the widget counts the first visit again and again.
    @Test(arguments: [("chrome", 2), ("firefox", 2), ("safari", 1)])
    func embeddedWidgetHasAPartitionedCookie(_ browser: String, _ visits: Int) async throws {
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

    /// The error that a page gets when it accesses a frame of another site.
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
    func crossOriginFrameIsInaccessible(_ browser: String, _ message: String) async throws {
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
    func popUpPostsTheSignedInUserToItsOpener(_ browser: String) async throws {
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
    func scriptOpensPopUpsOnlyIfAllowed(_ browser: String, _ isAllowed: Bool) async throws {
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

    /// The page is as Vite's development server sends it, with an import map.
    @Test(arguments: browsers)
    func pageOfADevelopmentServerOpens(_ browser: String) async throws {
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
