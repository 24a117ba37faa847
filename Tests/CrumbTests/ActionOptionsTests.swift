import ArgumentParser
import PageScripts
import Testing

@testable import crumb

/// What is to be done on a page, as a command line has it.
@Suite struct PageActionOptionsTests {
    private typealias Action = PageActionOptions.Action

    private func actions(_ words: [String]) throws -> [Action] {
        let normal = try ArgumentNormalizer.normalize(["js"] + words).dropFirst()
        return try PageActionOptions.parse(Array(normal)).actions()
    }

    @Test func actionsKeepTheOrderInWhichTheyAreWritten() throws {
        let line = [
            "--click", "Log in", "--type", "#name=Ann", "--eval", "1", "--click=Send",
            "--wait-for-text", "Hello", "--type", "#name=Bob", "--submit", "form", "-e", "2",
            "--wait-for", ".done", "--click", "Log in",
        ]
        let expected: [Action] = [
            .click("Log in"), .type("#name", text: "Ann"), .evaluate("1"), .click("Send"),
            .waitForText("Hello"), .type("#name", text: "Bob"), .submit("form"), .evaluate("2"),
            .wait(for: ".done"), .click("Log in"),
        ]
        #expect(try actions(line) == expected)
    }

    @Test(arguments: [
        (["--eval", "-1"], Action.evaluate("-1")),
        (["-e-1"], .evaluate("-1")), (["--eval=--click"], .evaluate("--click")),
        (["--eval", "--click"], .evaluate("--click")), (["--eval", ""], .evaluate("")),
        (["--click", "a=b"], .click("a=b")), (["--type", "a="], .type("a", text: "")),
    ])
    private func anyValueIsTaken(line: [String], expected: Action) throws {
        #expect(try actions(line) == [expected])
    }

    @Test(arguments: [
        ("#name=Ann", "#name", "Ann"), ("Your name=a=b", "Your name", "a=b"),
        ("[name=user]=Ann", "[name=user]", "Ann"), ("[name=\"a]=\"]=x", "[name=\"a]=\"]", "x"),
        ("[name='a\\'=']=x", "[name='a\\'=']", "x"),
        (":is(input[a=b], [c=d])=[x]", ":is(input[a=b], [c=d])", "[x]"),
        ("#a\\=b=c", "#a\\=b", "c"), ("Ann's name=Bob's", "Ann's name", "Bob's"),
        ("[draft=x", "[draft", "x"), ("Größe =42 cm", "Größe ", "42 cm"), ("a]=b", "a]", "b"),
    ])
    func theFirstEqualsSignOutsideOfASelectorSeparates(
        written: String,
        target: String,
        text: String
    ) {
        let typed = TypedText(parsing: written)
        #expect(typed?.target == target)
        #expect(typed?.text == text)
    }

    @Test(arguments: [
        (["--type", "#name"], "--type needs TARGET=TEXT, not \"#name\": --type '#name=Ann'"),
        (["--type", "[name=a]"], "--type needs TARGET=TEXT, not \"[name=a]\": --type '#name=Ann'"),
        (["--type", "=Ann"], "--type needs TARGET=TEXT, not \"=Ann\": --type '#name=Ann'"),
        (["--type", "a\u{1B}"], "--type needs TARGET=TEXT, not \"a\\u{1b}\": --type '#name=Ann'"),
        (
            ["--click", " "],
            "--click needs a target: a CSS selector such as '#login', or the text of a button, "
                + "link or label"
        ),
        (
            ["--submit", ""],
            "--submit needs a target: a CSS selector such as '#login', or the text of a button, "
                + "link or label"
        ),
        (
            ["--wait-for", " "],
            "--wait-for needs a target: a CSS selector such as '#login', or the text of a button, "
                + "link or label"
        ),
        (
            ["--wait-for-text", ""],
            "--wait-for-text needs a text: --wait-for-text 'Signed in'"
        ),
    ])
    func whatIsMissingIsSaidInOneLine(line: [String], sentence: String) throws {
        let error = #expect(throws: UsageError.self) { try actions(line) }
        #expect(error?.description == sentence)
    }
}
