/// Rows of a label and a text, laid out for a terminal's width.
///
/// Every explanation consists of these, so that they align.
package struct Layout: Hashable, Sendable {
    enum Line: Hashable, Sendable {
        case blank
        /// Text; lines after the first are indented by another `hanging` columns.
        case text(StyledText, indentation: Int, hanging: Int)
        /// A label in the margin of the first line, and a text.
        case row(label: StyledText, StyledText, indentation: Int)
        /// Code: one line, never wrapped.
        case verbatim(StyledText, indentation: Int)
        case table(ColumnTable)
    }

    private(set) var lines: [Line] = []
    /// The width of the margin with the labels of rows.
    package static let labelWidth = 12

    package init() {}

    package var isEmpty: Bool { lines.isEmpty }

    /// Adds a blank line, unless the layout is empty or already ends with one.
    package mutating func blank() {
        if let last = lines.last, last != .blank { lines.append(.blank) }
    }

    /// Adds text; lines after the first are indented by another `hanging` columns.
    package mutating func text(_ text: StyledText, indentation: Int = 0, hanging: Int = 0) {
        lines.append(.text(text, indentation: indentation, hanging: hanging))
    }

    /// Adds a row with a faint label in its margin.
    package mutating func row(_ label: String, _ text: StyledText, indentation: Int = 2) {
        lines.append(.row(label: StyledText(label, .faint), text, indentation: indentation))
    }

    /// Adds a line that is never wrapped.
    package mutating func verbatim(_ text: StyledText, indentation: Int) {
        lines.append(.verbatim(text, indentation: indentation))
    }

    /// Adds a table.
    package mutating func table(_ table: ColumnTable) {
        lines.append(.table(table))
    }

    /// Adds the lines of another layout.
    package mutating func append(_ other: Layout) {
        lines += other.lines
    }

    /// Returns the layout with each text transformed; every run of text in one style is transformed
    /// separately.
    package func mappingTexts(_ transform: (String) -> String) -> Layout {
        var layout = self
        layout.lines = lines.map { line in
            switch line {
            case .blank: .blank
            case .text(let text, let indentation, let hanging):
                .text(text.mapped(transform), indentation: indentation, hanging: hanging)
            case .row(let label, let text, let indentation):
                .row(label: label, text.mapped(transform), indentation: indentation)
            case .verbatim(let text, let indentation):
                .verbatim(text.mapped(transform), indentation: indentation)
            case .table(let table): .table(table.mappingTexts(transform))
            }
        }
        return layout
    }

    /// The range of line widths for prose: longer lines are hard to read, and shorter ones are too many.
    private static let readableWidth = 40...120

    /// Returns the layout as text for a terminal with `width` columns.
    package func rendered(width: Int, inColor: Bool) -> String {
        let columns = width
        let width = min(max(width, Self.readableWidth.lowerBound), Self.readableWidth.upperBound)
        var output = ""
        func put(_ margin: String, _ line: StyledText) {
            output += margin + line.rendered(inColor: inColor)
            output += "\n"
        }
        for line in lines {
            switch line {
            case .blank:
                output += "\n"
            case .text(let text, let indentation, let hanging):
                var margin = String(repeating: " ", count: indentation)
                for line in text.wrapped(to: width - indentation, hanging: hanging) {
                    put(margin, line)
                    margin = String(repeating: " ", count: indentation + hanging)
                }
            case .verbatim(let text, let indentation):
                put(String(repeating: " ", count: indentation), text)
            case .table(let table):
                for line in table.lines(width: columns) { put("", line) }
            case .row(let label, let text, let indentation):
                let start = indentation + Self.labelWidth
                let padding = max(1, Self.labelWidth - label.plainText.displayWidth)
                var margin =
                    String(repeating: " ", count: indentation) + label.rendered(inColor: inColor)
                    + String(repeating: " ", count: padding)
                for line in text.wrapped(to: width - start) {
                    put(margin, line)
                    margin = String(repeating: " ", count: start)
                }
            }
        }
        return output
    }
}
