import BrowserInfra
import BrowserJSON
import TestSupport
import Testing

@testable import CopiedRequests

/// Splits a command into words as bash does, without bash.
@Suite struct ShellWordsTests {
    @Test(arguments: [
        ("curl 'http://a.test/?b=1&c=2'", ["curl", "http://a.test/?b=1&c=2"]),
        ("curl \\\n  -H 'X: y' \\\r\n  z", ["curl", "-H", "X: y", "z"]),
        ("a'b'\"c\"$'d'", ["abcd"]),
        ("\"a \\\"b\\\" \\\\ \\n\"", ["a \"b\" \\ \\n"]),
        ("''", [""]),
        ("a\\ b", ["a b"]),
        ("a ;\n", ["a"]),
        ("\n\n a\n\n", ["a"]),
        ("", []),
        // bash does not treat these as blanks: a reader that is inconsistent about them never
        // terminates.
        ("a \u{C}b\u{C} \u{B}", ["a", "\u{C}b\u{C}", "\u{B}"]),
    ])
    func wordsAreSplitAsInBash(_ text: String, _ expected: [String]) throws {
        #expect(try ShellWords.read(Array(text.utf8)).map(\.text) == expected)
    }

    @Test(arguments: [
        ("curl a | sh -c 'b'", "| sh -c 'b'"), ("curl a > b.json", "> b.json"),
        ("curl a 2>/dev/null", "2>/dev/null"), ("curl a # b", nil),
    ])
    func pipesRedirectionsAndCommentsEndACommand(_ text: String, _ behind: String?) throws {
        let command = try ShellWords.read(TextCursor(Array(text.utf8)))
        #expect(command.words.map(\.text) == ["curl", "a"])
        #expect(command.behind == behind)
    }

    /// The column of each word used to be counted from the start of its line.
    @Test func timeGrowsLinearlyWithTheNumberOfWords() throws {
        let times = try growth(of: 8, from: 250) { count in
            Array(String(repeating: "-H 'A: b' ", count: count).utf8)
        } _: { text in
            _ = try ShellWords.read(text)
        }
        #expect(times < 25)
    }

    /// Browsers write control characters, `'` and `!` in this form; Firefox writes everything but
    /// ASCII in it.
    @Test(arguments: [
        (#"$'a\'b'"#, "a'b"), (#"$'\u0021'"#, "!"), (#"$'\n\r\t\\'"#, "\n\r\t\\"),
        (#"$'\x00e'"#, "\0e"), (#"$'\041\7'"#, "!\u{7}"), (#"$'\u00e9'"#, "é"),
        (#"$'\ud83d\ude00'"#, "😀"), (#"$'\U0001F600'"#, "😀"), (#"$'\ud83dx'"#, "\u{FFFD}x"),
        (#"$'\xc3\xa9'"#, "é"), (#"$'\q'"#, #"\q"#), (#"$'a"b'"#, "a\"b"),
    ])
    func ansiQuotingIsUndone(_ text: String, _ expected: String) throws {
        #expect(try ShellWords.read(Array(text.utf8)).map(\.text) == [expected])
    }

    @Test(arguments: [
        ("curl 'http://a.test", 1, 6, "single quote"),
        ("curl \"a", 1, 6, "double quote"),
        ("curl \\\n  $'a", 2, 3, "$' is not closed"),
        ("curl http://a.test/?a=1&b=2", 1, 24, "single quotes"),
        ("curl $URL", 1, 6, "does not run a shell"),
        ("curl \"$(id)\"", 1, 7, "does not run a shell"),
        ("curl `id`", 1, 6, "does not run a shell"),
        ("curl ^\"http://a.test^\"", 1, 6, "Copy as cURL (bash)"),
        ("curl a\ncurl b", 1, 7, "more text follows"),
        ("curl a; rm -r b", 1, 7, "more text follows"),
        ("curl a || sh", 1, 8, "single quotes"),
        ("curl a < b", 1, 8, "single quotes"),
    ])
    func complexCommandsAreRejectedWithTheirPlace(
        _ text: String,
        _ line: Int,
        _ column: Int,
        _ reason: String
    ) {
        let problem = #expect(throws: FileProblem.self) {
            try ShellWords.read(Array(text.utf8))
        }
        #expect(problem?.message.contains(reason) == true, "\(problem?.message ?? "")")
        #expect(problem?.place?.line == line)
        #expect(problem?.place?.column == column)
    }
}
