internal import BrowserInfra

/// A bash command line up to the cursor, split into words without running anything.
///
/// What bash would substitute in a word (a variable, the output of a command) is unknown here; such
/// a word is marked.
///
/// https://www.gnu.org/software/bash/manual/html_node/Quoting.html
struct BashLine {
    enum Quotes {
        case none, single, double
        /// `$'…'`.
        case ansi
    }

    struct Word {
        var bytes: [UInt8] = []
        /// The quotes that are open at the word's end.
        var quotes = Quotes.none
        /// The number of quotes opened so far.
        var quoteCount = 0
        /// Whether bash would substitute something.
        var isExpanded = false
        /// Whether it is the target of a redirection rather than an argument.
        var isRedirection = false

        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    /// The words, of which the last one is at the cursor; it may be empty.
    private(set) var words = [Word()]

    private var rest: ArraySlice<UInt8>
    /// Whether the last word has begun: `''` is a word too.
    private var isInWord = false

    init(_ line: String) {
        rest = Array(line.utf8)[...]
        while let byte = rest.popFirst() {
            switch words[words.count - 1].quotes {
            case .none: plain(byte)
            case .single: single(byte)
            case .double: double(byte)
            case .ansi: ansi(byte)
            }
        }
    }

    private mutating func append(_ byte: UInt8) {
        isInWord = true
        words[words.count - 1].bytes.append(byte)
    }

    private mutating func open(_ quotes: Quotes) {
        isInWord = true
        if quotes != .none { words[words.count - 1].quoteCount += 1 }
        words[words.count - 1].quotes = quotes
    }

    private mutating func markExpanded() {
        words[words.count - 1].isExpanded = true
    }

    private mutating func endWord(redirecting: Bool = false) {
        if isInWord { words.append(Word()) }
        isInWord = false
        if redirecting { words[words.count - 1].isRedirection = true }
    }

    private mutating func plain(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: " "), 0x09, 0x0A: endWord()
        case UInt8(ascii: "<"), UInt8(ascii: ">"): endWord(redirecting: true)
        case UInt8(ascii: "'"): open(.single)
        case UInt8(ascii: "\""): open(.double)
        case UInt8(ascii: "\\"):
            // At the cursor, the escaped character has not been typed yet.
            if let quoted = rest.popFirst(), quoted != 0x0A { append(quoted) }
        case UInt8(ascii: "$") where rest.first == UInt8(ascii: "'"):
            rest.removeFirst()
            open(.ansi)
        case UInt8(ascii: "$") where rest.first == UInt8(ascii: "\""): break
        case UInt8(ascii: "$"), UInt8(ascii: "`"): expansion(byte)
        case UInt8(ascii: "~") where !isInWord: tilde()
        default: append(byte)
        }
    }

    private mutating func single(_ byte: UInt8) {
        if byte == UInt8(ascii: "'") { open(.none) } else { append(byte) }
    }

    private mutating func double(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): open(.none)
        case UInt8(ascii: "\\"):
            guard let quoted = rest.first else { return }
            rest.removeFirst()
            if quoted == 0x0A { return }
            if !"\"\\$`".utf8.contains(quoted) { append(byte) }
            append(quoted)
        case UInt8(ascii: "$"), UInt8(ascii: "`"): expansion(byte)
        default: append(byte)
        }
    }

    private mutating func ansi(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "'"): open(.none)
        case UInt8(ascii: "\\"):
            guard let quoted = rest.popFirst() else { return }
            // The other escapes stand for characters that do not occur in names.
            if !"\\'\"?".utf8.contains(quoted) { markExpanded() }
            append(quoted)
        default: append(byte)
        }
    }

    /// Reads a dollar sign, which is literal when nothing follows it.
    private mutating func expansion(_ byte: UInt8) {
        let next = rest.first ?? UInt8(ascii: " ")
        let isText = byte == UInt8(ascii: "$") && " \t\n\"'.,/:%=+]}~\\".utf8.contains(next)
        if !isText { markExpanded() }
        append(byte)
    }

    /// Reads `~/`, the home directory, or `~name`, that of another user.
    private mutating func tilde() {
        if rest.first == UInt8(ascii: "/"), let home = Environment["HOME"] {
            for byte in home.utf8 { append(byte) }
        } else {
            append(UInt8(ascii: "~"))
        }
    }
}
