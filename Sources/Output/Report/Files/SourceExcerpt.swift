package import BrowserJSON
package import Terminal

extension SourceFile {
    /// The number of characters shown of a long line, and how many of them precede the location.
    private static let width = 72
    private static let lead = 48

    /// Returns the line at a location, numbered, with a caret below it; of a long line, the part around
    /// the location.
    package func excerpt(_ place: Place) -> [StyledText] {
        let number = String(place.line)
        let line = line(place.line).unicodeScalars
        let offset = max(0, place.column - firstColumn)
        let isLong = firstColumn > 1 || line.count > Self.width
        let start = isLong ? max(0, offset - Self.lead) : 0
        let isCut = start > 0 || firstColumn > 1
        let rest = line.dropFirst(start)
        let text =
            (isCut ? "…" : "") + String(rest.prefix(Self.width))
            + (rest.count > Self.width ? "…" : "")
        let before = (isCut ? "…" : "") + String(rest.prefix(offset - start))
        // The location may be beyond the end of the line shown, because formats differ in what ends a
        // line.
        let room = max(0, Self.width - offset + start)
        let marked = String(rest.dropFirst(offset - start).prefix(min(place.length, room)))
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
    /// The text, safe for a terminal, with tabs as wide as the caret's position assumes.
    fileprivate var shown: String {
        replacing("\t", with: "    ").terminalSafe
    }
}
