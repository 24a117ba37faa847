import BrowserJSON
import Testing

@testable import Terminal

/// Nothing that a server sends can control a terminal.
@Suite struct TerminalSafetyTests {
    @Test(arguments: [
        ("\u{1B}[2J", "\\u{1b}[2J"), ("\u{9B}31m", "\\u{9b}31m"), ("a\u{7}b", "a\\u{7}b"),
        ("\u{202E}gnp", "\\u{202e}gnp"), ("\u{2066}x", "\\u{2066}x"), ("a\r\nb", "a\\u{d}\\u{a}b"),
        ("\u{7F}", "\\u{7f}"), ("\u{2028}", "\\u{2028}"), ("\u{200B}", "\\u{200b}"),
        ("日本語 🍪 é", "日本語 🍪 é"),
    ])
    func controlCharactersAreEscaped(_ text: String, _ shown: String) {
        #expect(text.terminalSafe == shown)
    }

    @Test func bodiesKeepLineFeedsAndTabs() {
        #expect("a\tb\n\u{1B}c\r\n".terminalSafeBody == "a\tb\n\\u{1b}c\\u{d}\n")
    }

    @Test func everyControlCharacterIsEscaped() {
        for value in Array(UInt32(0)...0x1F) + Array(UInt32(0x7F)...0x9F) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            #expect(!String(scalar).terminalSafe.unicodeScalars.contains(scalar))
        }
    }

    @Test func jsonOnATerminalIsHarmless() {
        let text = JSONValue.string("\u{1B}\u{9B}\u{202E}\n\"\\").text
        #expect(text == "\"\\u001b\\u009b\\u202e\\n\\\"\\\\\"")
    }
}
