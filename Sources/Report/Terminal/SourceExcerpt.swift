package import JSON

extension SourceFile {
    /// The line of a place, numbered, with a caret below it.
    package func excerpt(_ place: Place) -> [StyledText] {
        let number = String(place.line)
        let text = line(place.line)
        let before = String(text.unicodeScalars.prefix(place.column - 1))
        let marked = String(text.unicodeScalars.dropFirst(place.column - 1).prefix(place.length))
        let indentation = String(repeating: " ", count: before.shown.displayWidth)
        let carets = String(repeating: "^", count: max(1, marked.shown.displayWidth))
        let gutter = String(repeating: " ", count: number.count)
        return [
            StyledText("\(number) | ", .faint) + StyledText(text.shown),
            StyledText("\(gutter) | ", .faint) + StyledText(indentation + carets, .bad),
        ]
    }
}

extension String {
    /// Harmless on a terminal, and a tab as wide as the caret below takes it for.
    fileprivate var shown: String {
        replacing("\t", with: "    ").terminalSafe
    }
}
