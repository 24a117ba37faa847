internal import BrowserInfra

/// Text in pieces, each with a meaning that a terminal may show as a color.
package struct StyledText: Hashable, Sendable {
    /// The meaning of a piece of text.
    package enum Style: Hashable, Sendable {
        case plain, strong, faint, good, bad, caution

        /// The code for Select Graphic Rendition. Only uses the sixteen colors of the user's theme,
        /// which are readable on dark and on light backgrounds.
        var code: String? {
            switch self {
            case .plain: nil
            case .strong: "1"
            case .faint: "2"
            case .good: "32"
            case .bad: "31"
            case .caution: "33"
            }
        }
    }

    /// A piece of text in one style.
    package struct Piece: Hashable, Sendable {
        package var text: String
        package var style: Style
    }

    package private(set) var pieces: [Piece] = []

    package init() {}

    package init(_ text: String, _ style: Style = .plain) {
        append(text, style)
    }

    /// Creates text from anything that came from a server or from the command line, with control
    /// characters written out.
    package init(escaping text: String, _ style: Style = .plain) {
        append(text.terminalSafe, style)
    }

    package mutating func append(_ text: String, _ style: Style = .plain) {
        guard !text.isEmpty else { return }
        if let last = pieces.last, last.style == style {
            pieces[pieces.count - 1].text += text
        } else {
            pieces.append(Piece(text: text, style: style))
        }
    }

    package mutating func append(escaping text: String, _ style: Style = .plain) {
        append(text.terminalSafe, style)
    }

    package mutating func append(_ other: StyledText) {
        for piece in other.pieces { append(piece.text, piece.style) }
    }

    /// The text without styles.
    package var plainText: String { pieces.map(\.text).joined() }

    package var isEmpty: Bool { pieces.isEmpty }

    package var displayWidth: Int { pieces.reduce(0) { $0 + $1.text.displayWidth } }

    func mapped(_ transform: (String) -> String) -> StyledText {
        var text = self
        for index in pieces.indices { text.pieces[index].text = transform(pieces[index].text) }
        return text
    }

    /// Returns the text in at most this many columns; only for a text of one style, such as a table's
    /// cell.
    package func truncated(to columns: Int) -> StyledText {
        guard displayWidth > columns, let style = pieces.first?.style else { return self }
        return StyledText(plainText.truncated(to: columns), style)
    }

    package static func + (left: StyledText, right: StyledText) -> StyledText {
        var sum = left
        sum.append(right)
        return sum
    }

    /// Returns the text with escape sequences for its styles, or without any.
    package func rendered(inColor: Bool) -> String {
        guard inColor else { return plainText }
        return pieces.map { piece in
            guard let code = piece.style.code else { return piece.text }
            return "\u{1B}[\(code)m\(piece.text)\u{1B}[0m"
        }.joined()
    }
}

extension StyledText {
    /// The words, wrapped into lines of at most `width` columns. A word longer than a line gets a line
    /// of its own and stays whole, so that it can be copied.
    ///
    /// Lines after the first have `hanging` fewer columns.
    func wrapped(to width: Int, hanging: Int = 0) -> [StyledText] {
        var width = width
        var lines: [StyledText] = []
        var line = StyledText()
        var column = 0
        var pendingSpace: Style?
        for piece in pieces {
            for (index, word) in piece.text.words.enumerated() {
                if index > 0 { pendingSpace = piece.style }
                guard !word.isEmpty else { continue }
                let wordWidth = word.displayWidth
                if pendingSpace != nil, column > 0, column + 1 + wordWidth > width {
                    if lines.isEmpty { width -= hanging }
                    lines.append(line)
                    line = StyledText()
                    column = 0
                    pendingSpace = nil
                }
                if let style = pendingSpace, column > 0 {
                    line.append(" ", style)
                    column += 1
                }
                pendingSpace = nil
                line.append(word, piece.style)
                column += wordWidth
            }
        }
        if !line.isEmpty || lines.isEmpty { lines.append(line) }
        return lines
    }
}

extension String {
    /// The words between spaces; a number and its unit are one word.
    fileprivate var words: [String] {
        var words: [String] = []
        for word in split(separator: " ", omittingEmptySubsequences: false) {
            // Most words do not follow a digit, and are skipped quickly.
            if let number = words.last, number.utf8.last?.isASCIIDigit == true,
                ["s", "min", "h", "ms", "days"].contains(word.prefix(while: \.isLetter)),
                Double(number) != nil
            {
                words[words.count - 1] = "\(number) \(word)"
            } else {
                words.append(String(word))
            }
        }
        return words
    }
}
