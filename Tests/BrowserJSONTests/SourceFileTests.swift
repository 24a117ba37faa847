import BrowserJSON
import Testing

/// Lines are found by bytes, but must be those that a search by character would find.
struct SourceFileTests {
    /// Line terminators, near misses, and their neighbors.
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
    func linesEndAtLineTerminators(_ text: String) {
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
