internal import BrowserInfra

/// The text with which bash's readline must replace the text being completed, so that the word
/// becomes the intended one.
///
/// Readline only replaces a part of the word: the part after an opening quote, or after a character
/// such as `=` and `:` (`COMP_WORDBREAKS`). It inserts the text as it is, so the text is already
/// quoted, for the quotes that are open where the part begins.
struct BashReplacement {
    /// The value of the word before the replaced part.
    private let before: [UInt8]
    private let quotes: BashLine.Quotes
    let typed: BashLine.Word
    /// The words before it.
    let words: [BashLine.Word]

    /// Parses the line.
    ///
    /// `line`: the line up to the cursor; `replaced`: the end of it, which will be replaced.
    ///
    /// Returns `nil` when bash would substitute something unknown in the word.
    init?(line: String, replaced: String) {
        // As bytes: String compares characters by Unicode equivalence.
        let bytes = Array(line.utf8)
        guard bytes.suffix(replaced.utf8.count).elementsEqual(replaced.utf8) else { return nil }
        let whole = BashLine(line).words
        let head = BashLine(
            String(decoding: bytes.dropLast(replaced.utf8.count), as: UTF8.self)
        ).words
        guard let typed = whole.last, let beginning = head.last, whole.count == head.count,
            !typed.isExpanded
        else { return nil }
        (before, quotes) = (beginning.bytes, beginning.quotes)
        self.typed = typed
        words = Array(whole.dropLast())
    }

    /// The replacement; `nil` when there is none that readline would insert as it is.
    func text(for word: String) -> String? {
        let bytes = Array(word.utf8)
        guard bytes.starts(with: before) else { return nil }
        let rest = String(decoding: bytes.dropFirst(before.count), as: UTF8.self)
        let text = quoted(rest)
        // Readline mistakes a quote at the start for the one that is already open.
        if let mark = quotes.mark, text.utf8.first == mark { return nil }
        return text
    }

    /// Quotes the text and closes open quotes: readline does not close them.
    ///
    /// Byte by byte: a quote with a combining accent is another Character.
    private func quoted(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 { bytes += quotes.quoted(byte) }
        if let mark = quotes.mark { bytes.append(mark) }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension BashLine.Quotes {
    fileprivate func quoted(_ byte: UInt8) -> [UInt8] {
        switch (self, byte) {
        case (.single, UInt8(ascii: "'")): return Array("'\\''".utf8)
        // Between these, a backslash does not protect a ! from history expansion.
        case (.double, UInt8(ascii: "!")): return Array("\"'!'\"".utf8)
        default: return (isSpecial(byte) ? [UInt8(ascii: "\\")] : []) + [byte]
        }
    }

    /// Whether the byte needs a backslash.
    private func isSpecial(_ byte: UInt8) -> Bool {
        switch self {
        case .none: !byte.isPlainInBash
        case .single: false
        case .double: "\"\\$`".utf8.contains(byte)
        case .ansi: "\\'".utf8.contains(byte)
        }
    }

    /// The quote character that opens them, according to readline.
    fileprivate var mark: UInt8? {
        switch self {
        case .none: nil
        case .single, .ansi: UInt8(ascii: "'")
        case .double: UInt8(ascii: "\"")
        }
    }
}

extension UInt8 {
    /// Whether it is literal outside of quotes, even as a part of a character.
    fileprivate var isPlainInBash: Bool {
        self >= 0x80 || isASCIIAlphanumeric || "_-./+,%@:=".utf8.contains(self)
    }
}
