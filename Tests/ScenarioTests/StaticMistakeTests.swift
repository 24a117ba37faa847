import Testing

/// Mistakes that are found before anything is sent, with messages in the words that users write.
@Suite struct StaticMistakeTests {
    private static let noPage =
        "there is no page yet: add page: at the top of the file, or an earlier visit step"

    private static let wrong: [(String, String)] = [
        // No page, and the step that needs one.
        ("steps: [ { fetch: http://a.test/ } ]", "1:12 \(noPage)"),
        ("steps: [ { advance: 1s }, { document-cookie: {} } ]", "1:29 \(noPage)"),
        ("steps: [ { parallel: [ { fetch: /a } ] } ]", "1:12 \(noPage)"),
        ("steps: [ { visit: http://a.test/, via: link } ]", "1:12 \(noPage)"),
        (
            "page: localhost:5500/\nsteps: [ { fetch: / } ]",
            "1:7 \"localhost:5500/\" is not a page's URL: localhost: is parsed as its scheme; write http://localhost:5500/"
        ),
        (
            "variables: { h: localhost }\npage: \"{{h}}:5500/\"\nsteps: [ { fetch: / } ]",
            "2:7 \"localhost:5500/\" is not a page's URL: localhost: is parsed as its scheme; write http://localhost:5500/"
        ),
        (
            "page: http://a.test/\nsteps: [ { page: \"http://[\" } ]",
            "2:18 \"http://[\" is not a page's URL: "
        ),
        (
            "page: http://a.test/\nsteps: [ { fetch: localhost:1/x } ]",
            "2:19 \"localhost:1/x\" is not an http URL: localhost: is parsed as its scheme; write http://localhost:1/x"
        ),
        // Misspelled words.
        (
            "variables: { port: { freeport: true } }\nsteps: [ { advance: 1s } ]",
            "1:22 there is no \"freeport\"; did you mean free-port?"
        ),
        (step("headers: { content-type: { match: json } }"), "did you mean matches?"),
        (step("status: { lesThan: 300 }"), "did you mean lessThan?"),
        (step("sent: { sid: { exist: true } }"), "did you mean exists?"),
        (step("stored: { sid: { match: x } }"), "did you mean matches?"),
        (step("stored: { sid: { path: { match: / } } }"), "did you mean matches?"),
        (
            step("sent: { sid: { value: x } }"),
            "the cookie sid must be a single value or { matches: … }"
        ),
        (step("reason: Foo"), "there is no reason code \"Foo\"; crumb reasons lists them"),
        (
            step("not-sent: { b: Foo }"),
            "there is no reason code \"Foo\"; crumb reasons lists them"
        ),
        (step("rejected: { b: [SecureOly] }"), "did you mean SecureOnly?"),
        (step("body-error: Foo"), "there is no reason code \"Foo\""),
        // Values of the wrong form.
        (step("stored: [sid]"), "stored must be a mapping, not a list: write stored: { sid: {} }"),
        (step("headers: [a]"), "headers must be a mapping, not a list: write headers: {"),
        (step("not-sent: [sid]"), "not-sent must be a mapping, not a list: write not-sent: {"),
        (
            "steps: [ { cookies: [sid] } ]",
            "cookies must be a mapping, not a list: write cookies: { names: [sid] }"
        ),
        (
            "servers: [ flask run ]\nsteps: [ { advance: 1s } ]",
            "a server must be a mapping, not text: write - run: flask run"
        ),
        // Words of other tools.
        ("steps: [ { get: http://a.test/ } ]", "a request is fetch: URL"),
        (
            "steps: [ { post: http://a.test/ } ]",
            "a request is fetch: URL with method: POST"
        ),
        ("steps: [ { goto: http://a.test/ } ]", "a navigation is visit: URL"),
        ("steps: [ { wait: 1s } ]", "time passes with advance: 61s"),
        (
            "page: http://a.test/\nsteps:\n    - fetch: /a\n   - fetch: /b",
            "4:4 this is not valid YAML: line 4 is indented by 3, its neighbors by 4"
        ),
        (
            "page: http://a.test/\nsteps:\n  - fetch: /a\n   method: POST",
            "4:4 this is not valid YAML: line 4 is indented by 3, its neighbors by 4"
        ),
        (
            "steps:\n  - fetch: /a\n    fetch: /b",
            "3:5 duplicate key fetch (first on line 2)"
        ),
    ]

    @Test(arguments: wrong)
    func mistakesAreFoundAndReported(_ text: String, _ message: String) {
        let found = mistakes(text)
        #expect(found.count == 1, "\(found)")
        let isPlaced = message.first?.isNumber == true
        #expect(isPlaced ? found[0].hasPrefix(message) : found[0].contains(message), "\(found)")
    }

    private static func step(_ expectation: String) -> String {
        "page: http://a.test/\nsteps: [ { fetch: /, expect: { \(expectation) } } ]"
    }

    private static let right: [String] = [
        "steps: [ { page: http://a.test/ }, { fetch: / } ]",
        "steps: [ { visit: http://a.test/ }, { fetch: / } ]",
        "steps: [ { open: http://a.test/ }, { fetch: / } ]",
        "steps: [ { cookies: { count: 0 } }, { advance: 1s }, { close-browser: true } ]",
        "page: \"null\"\nsteps: [ { fetch: http://a.test/ } ]",
        // Values that are only known at run time.
        """
        variables: { port: { free-port: true } }
        page: "http://a.test:{{port}}/"
        steps: [ { fetch: "http://a.test:{{port}}/" } ]
        """,
        step("json: { match: true }"), step("json: { name: { matches: x } }"),
        step("not-sent: { b: SameSiteLax }, rejected: { c: SchemefulSameSiteLax }"),
        "page: http://a.test/\nsteps: [ { fetch: \"data:,x\" }, { fetch: \"//b.test:1/\" } ]",
    ]

    @Test(arguments: right)
    func validFilesHaveNoMistakes(_ text: String) {
        #expect(mistakes(text).isEmpty, "\(mistakes(text))")
    }
}
