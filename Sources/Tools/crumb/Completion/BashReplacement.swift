internal import BrowserInfra

/// What bash's readline is to put in the place of the text that it completes, so that the word
/// becomes the one that is meant.
///
/// Readline replaces a part of the word only: what follows an opening quote, or a character such as
/// `=` and `:` (`COMP_WORDBREAKS`). It inserts what it gets as it is, and so it gets it quoted, in
/// the manner of the quotes that are open where the part begins.
struct BashReplacement {
    /// What the word says before the part that is replaced.
    private let before: [UInt8]
    private let quotes: BashLine.Quotes
    let typed: BashLine.Word
    /// The words before it.
    let words: [BashLine.Word]

    /// `line`: up to the cursor; `replaced`: its end, which is to be replaced.
    ///
    /// `nil` where bash would put something unknown in the place of the word.
    init?(line: String, replaced: String) {
        // As bytes: characters are compared as Unicode does it.
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

    /// `nil` where there is none that readline would insert as it is.
    func text(for word: String) -> String? {
        let bytes = Array(word.utf8)
        guard bytes.starts(with: before) else { return nil }
        let rest = String(decoding: bytes.dropFirst(before.count), as: UTF8.self)
        let text = quoted(rest)
        // Readline takes a quote at the beginning for the one that is open already.
        if let mark = quotes.mark, text.utf8.first == mark { return nil }
        return text
    }

    /// Closes the quotes that are open: readline does not close them again.
    ///
    /// Byte by byte: a quote with an accent is another Character.
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
        // No backslash keeps a ! from the history between these.
        case (.double, UInt8(ascii: "!")): return Array("\"'!'\"".utf8)
        default: return (isSpecial(byte) ? [UInt8(ascii: "\\")] : []) + [byte]
        }
    }

    /// Whether a backslash makes it text.
    private func isSpecial(_ byte: UInt8) -> Bool {
        switch self {
        case .none: !byte.isPlainInBash
        case .single: false
        case .double: "\"\\$`".utf8.contains(byte)
        case .ansi: "\\'".utf8.contains(byte)
        }
    }

    /// The character that readline has seen open them.
    fileprivate var mark: UInt8? {
        switch self {
        case .none: nil
        case .single, .ansi: UInt8(ascii: "'")
        case .double: UInt8(ascii: "\"")
        }
    }
}

extension UInt8 {
    /// Whether it means nothing but itself outside of quotes, also as a part of a character.
    fileprivate var isPlainInBash: Bool {
        self >= 0x80 || isASCIIAlphanumeric || "_-./+,%@:=".utf8.contains(self)
    }
}
