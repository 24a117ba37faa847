internal import BrowserInfra

/// A page of Markdown, laid out for a terminal: headings are bold, code is indented and never wrapped,
/// links are replaced by their text.
///
/// Only supports what crumb's own pages use: headings, paragraphs, lists, tables and code.
package struct MarkdownPage: Sendable {
    /// The first heading.
    package let title: String
    private let lines: ArraySlice<Substring>

    package init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        let heading = lines.first { $0.hasPrefix("# ") }
        title = String(heading?.dropFirst(2) ?? "")
    }

    private static let codeMark = "    "
    private static let codeIndentation = 4
    private static let listIndentation = 2

    package var layout: Layout {
        var layout = Layout()
        var rest = lines
        while let line = rest.first {
            if line.hasPrefix("```") {
                let code = rest.dropFirst().prefix { !$0.hasPrefix("```") }
                rest = rest.dropFirst(code.count + 2)
                layout.blank()
                for line in code { Self.put(code: line, into: &layout) }
                layout.blank()
            } else if line.hasPrefix(Self.codeMark) {
                layout.blank()
                for line in rest.prefix(while: { $0.hasPrefix(Self.codeMark) }) {
                    Self.put(code: line.dropFirst(Self.codeMark.count), into: &layout)
                    rest = rest.dropFirst()
                }
            } else if line.hasPrefix("|") {
                let rows = rest.prefix { $0.hasPrefix("|") }
                rest = rest.dropFirst(rows.count)
                layout.blank()
                layout.append(MarkdownTable(rows).layout)
                layout.blank()
            } else if line.isEmpty {
                rest = rest.dropFirst()
                layout.blank()
            } else {
                let paragraph = Self.paragraph(rest)
                rest = rest.dropFirst(paragraph.count)
                Self.put(paragraph.joined(separator: " "), into: &layout)
            }
        }
        return layout
    }

    private static func put(code line: Substring, into layout: inout Layout) {
        guard !line.isEmpty else { return layout.blank() }
        let style = line.hasPrefix("$ ") ? StyledText.Style.strong : .plain
        layout.verbatim(StyledText(String(line), style), indentation: codeIndentation)
    }

    /// Returns the lines of the first paragraph or list item, whose further lines are indented.
    private static func paragraph(_ lines: ArraySlice<Substring>) -> [Substring] {
        guard let first = lines.first else { return [] }
        guard !first.hasPrefix("#") else { return [first] }
        let others = lines.dropFirst().prefix { line in
            !line.isEmpty && !line.hasPrefix("- ") && !line.hasPrefix("#")
                && !line.hasPrefix("```") && !line.hasPrefix("|")
        }
        return [first] + others.map { $0.drop { $0 == " " } }
    }

    private static func put(_ text: String, into layout: inout Layout) {
        if text.hasPrefix("#") {
            let title = text.drop { $0 == "#" }.drop { $0 == " " }
            layout.blank()
            layout.text(StyledText(StyledText(markdown: title).plainText, .strong))
            layout.blank()
        } else if text.hasPrefix("- ") {
            layout.text(StyledText(markdown: text[...]), hanging: listIndentation)
        } else {
            layout.text(StyledText(markdown: text[...]))
        }
    }
}

/// A Markdown table: shown in columns if the cells are short, and as one line per row otherwise.
private struct MarkdownTable {
    private let head: [StyledText]
    private let rows: [[StyledText]]

    /// Creates a table from its lines: the header, a line of dashes, and the rows.
    init(_ lines: ArraySlice<Substring>) {
        let cells = lines.map { line in
            Self.cells(line).map { StyledText(markdown: $0) }
        }
        head = cells.first ?? []
        rows = Array(cells.dropFirst(2))
    }

    /// Returns the cells of a line; a bar in code is text.
    private static func cells(_ line: Substring) -> [Substring] {
        var cells: [Substring] = []
        var start = line.index(after: line.startIndex)
        var isCode = false
        for index in line.indices.dropFirst() {
            if line[index] == "`" { isCode.toggle() }
            guard line[index] == "|", !isCode else { continue }
            let cell = line[start..<index].drop { $0 == " " }
            cells.append(Substring(String(cell.reversed().drop { $0 == " " }.reversed())))
            start = line.index(after: index)
        }
        return cells
    }

    private static let width = 76

    var layout: Layout {
        var layout = Layout()
        let all = [head] + rows
        let labels = all.compactMap { $0.first?.displayWidth }.max() ?? 0
        let longest = all.flatMap { $0.dropFirst() }.map(\.displayWidth).max() ?? 0
        let columns = max(head.count - 1, 0)
        guard labels + columns * (longest + 2) <= Self.width else {
            for row in rows { layout.text(Self.line(row, head), hanging: 2) }
            return layout
        }
        var table = ColumnTable(labels: 1...labels + 2)
        for row in all where row.contains(where: { !$0.isEmpty }) {
            table.row(row.first ?? StyledText(), Array(row.dropFirst()))
        }
        layout.table(table)
        return layout
    }

    /// Returns a row as `label: cell`; if there are several cells, each is preceded by its column's
    /// title.
    private static func line(_ row: [StyledText], _ head: [StyledText]) -> StyledText {
        var line = row.first ?? StyledText()
        for (column, cell) in row.enumerated().dropFirst() where !cell.isEmpty {
            line.append(column == 1 ? ": " : "; ")
            if row.count > 2, column < head.count, !head[column].isEmpty {
                // Semicolons separate the cells.
                let title = head[column].plainText.replacing("; ", with: " with ")
                line.append("\(title) ")
            }
            line.append(cell)
        }
        return line
    }
}
