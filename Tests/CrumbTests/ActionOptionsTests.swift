import ArgumentParser
import PageScripts
import Testing

@testable import crumb

/// Parsing the actions on a page, such as `--click`, from a command line.
@Suite struct ActionOptionsTests {
    private typealias Step = ActionOptions.Step

    private func steps(_ words: [String]) throws -> [Step] {
        let normal = try ArgumentNormalizer.normalize(["open"] + words).dropFirst()
        return try ActionOptions.parse(Array(normal)).steps()
    }

    @Test func actionsKeepTheirOrder() throws {
        let line = [
            "--click", "Log in", "--type", "#name=Ann", "--eval", "1", "--click=Send",
            "--wait-for-text", "Hello", "--type", "#name=Bob", "--submit", "form", "-e", "2",
            "--wait-for", ".done", "--click", "Log in",
        ]
        let expected: [Step] = [
            .action(.click("Log in")), .action(.type("#name", text: "Ann")), .evaluate("1"),
            .action(.click("Send")), .action(.waitForText("Hello")),
            .action(.type("#name", text: "Bob")), .action(.submit("form")), .evaluate("2"),
            .action(.wait(for: ".done")), .action(.click("Log in")),
        ]
        #expect(try steps(line) == expected)
    }

    @Test(arguments: [
        (["--eval", "-1"], Step.evaluate("-1")), (["-e-1"], .evaluate("-1")),
        (["--eval=--click"], .evaluate("--click")), (["--eval", "--click"], .evaluate("--click")),
        (["--eval", ""], .evaluate("")), (["--click", "-x"], .action(.click("-x"))),
        (["--click", "a=b"], .action(.click("a=b"))),
        (["--type", "a="], .action(.type("a", text: ""))),
        (["--type", "-a=-b"], .action(.type("-a", text: "-b"))),
        (["--print", "text"], .action(.read(.text))), (["--print", "html"], .action(.read(.html))),
        (["--print", "#a"], .action(.read(.target("#a")))),
    ])
    private func valuesAreTakenVerbatim(line: [String], expected: Step) throws {
        #expect(try steps(line) == [expected])
    }

    @Test(arguments: [
        ("#name=Ann", "#name", "Ann"), ("Your name=a=b", "Your name", "a=b"),
        ("[name=user]=Ann", "[name=user]", "Ann"), ("[name=\"a]=\"]=x", "[name=\"a]=\"]", "x"),
        ("[name='a\\'=']=x", "[name='a\\'=']", "x"),
        (":is(input[a=b], [c=d])=[x]", ":is(input[a=b], [c=d])", "[x]"),
        ("#a\\=b=c", "#a\\=b", "c"), ("Ann's name=Bob's", "Ann's name", "Bob's"),
        ("[draft=x", "[draft", "x"), ("Größe =42 cm", "Größe ", "42 cm"), ("a]=b", "a]", "b"),
    ])
    func typeSplitsAtTheFirstEqualsSignOutsideASelector(
        written: String,
        target: String,
        text: String
    ) {
        let typed = ActionOptions.parts(ofTyping: written)
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
            ["--wait-for="],
            "--wait-for needs a target: a CSS selector such as '#login', or the text of a button, "
                + "link or label"
        ),
        (["--print", ""], "--print needs text, html or a target: --print text"),
        (
            ["--wait-for-text", ""],
            "--wait-for-text needs a text: --wait-for-text 'Signed in'"
        ),
    ])
    func missingArgumentsAreReportedOnOneLine(line: [String], sentence: String) throws {
        let error = #expect(throws: UsageError.self) { try steps(line) }
        #expect(error?.description == sentence)
    }
}
