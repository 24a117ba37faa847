/// Questions down the side, and an answer to each in a column for each browser.
///
/// Where the terminal is too narrow, the columns are as wide as their answers, and labels go on in
/// another line.
package struct ColumnTable: Hashable, Sendable {
    private struct Row: Hashable {
        var label: StyledText
        var indentation: Int
        var cells: [StyledText]
    }

    private var rows: [Row] = []
    /// With the space behind them.
    private let labels: ClosedRange<Int>
    private let minimumColumnWidth: Int

    private static let gap = 2
    private static let hanging = 2
    /// Still readable, if the terminal is narrower than any.
    private static let minimumLabelWidth = 14

    /// `labels`: how wide they are with the space behind them, where the terminal has room;
    /// `columns`: how wide each of those is at least.
    package init(labels: ClosedRange<Int>, columns: Int = 0) {
        self.labels = labels
        minimumColumnWidth = columns
    }

    package mutating func row(_ label: StyledText, _ cells: [StyledText], indentation: Int = 0) {
        let longest = labels.upperBound - Self.gap - indentation
        rows.append(
            Row(label: label.truncated(to: longest), indentation: indentation, cells: cells)
        )
    }

    package var isEmpty: Bool { rows.isEmpty }

    package mutating func blank() {
        rows.append(Row(label: StyledText(), indentation: 0, cells: []))
    }

    func mappingTexts(_ transform: (String) -> String) -> ColumnTable {
        var table = self
        for index in rows.indices {
            table.rows[index].label = rows[index].label.mapped(transform)
            table.rows[index].cells = rows[index].cells.map { $0.mapped(transform) }
        }
        return table
    }

    /// For a terminal of that many columns.
    func lines(width: Int) -> [StyledText] {
        let (labelWidth, columnWidth) = widths(in: width)
        return rows.flatMap { row in
            let width = labelWidth - Self.gap - row.indentation
            var lines: [StyledText] = []
            for part in row.label.wrapped(to: width, hanging: Self.hanging) {
                let margin = row.indentation + (lines.isEmpty ? 0 : Self.hanging)
                lines.append(
                    StyledText.spaces(margin) + part.truncated(to: labelWidth - Self.gap - margin)
                )
            }
            var end = labelWidth
            for cell in row.cells {
                lines[0].append(.spaces(end - lines[0].displayWidth))
                lines[0].append(cell)
                end += columnWidth
            }
            return lines
        }
    }

    private func widths(in width: Int) -> (label: Int, column: Int) {
        let longestLabel = rows.map { $0.indentation + $0.label.displayWidth }.max() ?? 0
        let longestCell = rows.flatMap(\.cells).map(\.displayWidth).max() ?? 0
        let label = max(longestLabel + Self.gap, labels.lowerBound)
        let column = longestCell < minimumColumnWidth ? minimumColumnWidth : longestCell + Self.gap
        // Nothing stands behind the last one.
        let others = (rows.map(\.cells.count).max() ?? 1) - 1
        if label + others * column + longestCell <= width { return (label, column) }
        let narrow = longestCell + Self.gap
        let rest = width - others * narrow - longestCell
        return (min(label, max(rest, Self.minimumLabelWidth)), narrow)
    }
}

extension StyledText {
    fileprivate static func spaces(_ count: Int) -> StyledText {
        StyledText(String(repeating: " ", count: max(count, 0)))
    }
}
