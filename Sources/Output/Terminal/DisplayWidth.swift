extension String {
    /// The number of columns that a terminal needs for the text: two for CJK and emoji, none for
    /// combining marks.
    package var displayWidth: Int {
        if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return utf8.count }
        return reduce(0) { $0 + $1.displayWidth }
    }
}

extension String {
    /// Returns the text in at most this many columns; if it had to be cut, the last one is an ellipsis.
    package func truncated(to columns: Int) -> String {
        guard displayWidth > columns else { return self }
        var result = ""
        var width = 0
        for character in self {
            width += character.displayWidth
            if width >= columns { break }
            result.append(character)
        }
        return result + "…"
    }

    /// Returns the text, padded with spaces on the right.
    func padded(to columns: Int) -> String {
        self + String(repeating: " ", count: max(0, columns - displayWidth))
    }
}

extension Character {
    /// The number of columns that a terminal needs: two for "Wide", "Fullwidth" and emoji, of which a
    /// sequence is one character.
    ///
    /// https://www.unicode.org/reports/tr11/
    package var displayWidth: Int {
        guard let first = unicodeScalars.first else { return 0 }
        let properties = first.properties
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: break
        }
        if properties.isEmojiPresentation { return 2 }
        if properties.isEmoji, unicodeScalars.contains("\u{FE0F}") { return 2 }
        return first.isEastAsianWide ? 2 : 1
    }
}

extension Unicode.Scalar {
    fileprivate var isEastAsianWide: Bool {
        switch value {
        case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF,
            0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
            0x16FE0...0x18CFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
