import BrowserJSON
import Testing

/// A file's lines are those that the characters say, though they are found in bytes.
struct SourceFileTests {
    /// What ends a line, what nearly does, and what it may stand beside.
    private static let pieces = [
        "", "a", "é😀", "\n", "\r", "\r\n", "\u{85}", "\u{2028}", "\u{2029}", "\u{C}", "\u{A0}",
        "\u{2030}",
        "\u{301}",
    ]

    static let texts = pieces.flatMap { first in
        pieces.flatMap { second in
            ["\(first)\(second)", "x\(first)\(second)y", "\(first)\u{2028}\(second)\r"]
        }
    }

    @Test(arguments: texts)
    func linesEndWhereTheirCharactersSay(_ text: String) {
        #expect(
            SourceFile(path: "", text: text).lines
                == lines(of: text) { $0 == "\n" || $0 == "\r\n" }
        )
        let yaml: Set<Character> = ["\n", "\r\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"]
        #expect(
            SourceFile(path: "", text: text, lineBreaks: .yaml).lines
                == lines(of: text, endedBy: yaml.contains)
        )
    }

    private func lines(of text: String, endedBy ends: (Character) -> Bool) -> [String] {
        text.split(omittingEmptySubsequences: false, whereSeparator: ends).map(String.init)
    }
}
