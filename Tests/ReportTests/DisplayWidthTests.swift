import Testing

@testable import Terminal

/// The number of columns that terminals give to characters.
@Suite struct DisplayWidthTests {
    @Test(arguments: [
        ("abc", 3), ("", 0), ("é", 1), ("e\u{301}", 1), ("日本語", 6), ("한국", 4), ("ｆｕｌｌ", 8),
        ("ﾊﾝｶｸ", 4), ("🍪", 2), ("👩‍💻", 2), ("🇩🇪", 2), ("1️⃣", 2), ("✓", 1), ("…", 1), ("\u{FFFD}", 1),
        ("a🍪b", 4), ("中a", 3), ("\u{200D}", 0),
    ])
    func charactersHaveTheirDisplayWidth(_ text: String, _ width: Int) {
        #expect(text.displayWidth == width)
    }

    @Test(arguments: [
        ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("日本語", 6, "日本語"),
        ("日本語", 5, "日本…"), ("日本語", 4, "日…"), ("🍪🍪", 3, "🍪…"), ("", 3, ""),
    ])
    func textsAreTruncatedToAWidth(_ text: String, _ columns: Int, _ cut: String) {
        #expect(text.truncated(to: columns) == cut)
        #expect(text.truncated(to: columns).displayWidth <= columns)
    }
}
