extension StyledText {
    /// Creates text from a line of Markdown. Links become their text, followed by the URL if it leads
    /// outside these pages; code stays as it is; `**strong**` becomes strong, and `*emphasis*` plain
    /// text.
    package init(markdown text: Substring) {
        self.init()
        var rest = text
        while let character = rest.first {
            if character == "`", let code = Self.span(rest, "`", "`") {
                append(String(code.inner))
                rest = code.after
            } else if rest.hasPrefix("**"), let strong = Self.span(rest, "**", "**") {
                append(StyledText(markdown: strong.inner).plainText, .strong)
                rest = strong.after
            } else if character == "*", let emphasis = Self.span(rest, "*", "*"),
                emphasis.inner.first != " "
            {
                append(StyledText(markdown: emphasis.inner))
                rest = emphasis.after
            } else if character == "[", let label = Self.span(rest, "[", "]("),
                let target = label.after.firstIndex(of: ")")
            {
                append(StyledText(markdown: label.inner))
                let url = label.after[..<target]
                if url.hasPrefix("http") { append(" (\(url))") }
                rest = label.after[label.after.index(after: target)...]
            } else {
                append(String(character))
                rest = rest.dropFirst()
            }
        }
    }

    /// Returns the text between two delimiters at the start of `text`, and the rest.
    private static func span(_ text: Substring, _ open: String, _ close: String)
        -> (inner: Substring, after: Substring)?
    {
        let inside = text.dropFirst(open.count)
        guard let end = inside.firstRange(of: close), end.lowerBound > inside.startIndex else {
            return nil
        }
        return (inside[..<end.lowerBound], inside[end.upperBound...])
    }
}
