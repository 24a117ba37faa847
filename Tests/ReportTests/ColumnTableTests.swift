import Testing

@testable import Explanations
@testable import Redaction
@testable import Report
@testable import Terminal

@Suite struct ColumnTableTests {
    static let table = {
        var table = ColumnTable(labels: 30...30, columns: 12)
        table.row(StyledText("from a page"), ["chrome", "firefox"].map { StyledText($0) })
        table.row(
            StyledText("sends a cookie next time"),
            ["✓", "kept out"].map { StyledText($0) },
            indentation: 2
        )
        table.row(StyledText(String(repeating: "x", count: 100)), [StyledText("–")])
        return table
    }()

    func text(width: Int) -> [String] { Self.table.lines(width: width).map(\.plainText) }

    @Test func columnsAreWideIfThereIsRoom() {
        #expect(
            text(width: 50) == [
                "from a page                   chrome      firefox",
                "  sends a cookie next time    ✓           kept out",
                "xxxxxxxxxxxxxxxxxxxxxxxxxxx…  –",
            ]
        )
    }

    @Test func longLabelsWrap() {
        #expect(
            text(width: 40) == [
                "from a page           chrome    firefox",
                "  sends a cookie      ✓         kept out",
                "    next time",
                "xxxxxxxxxxxxxxxxxxx…  –",
            ]
        )
    }

    @Test(arguments: 32...60)
    func noLineExceedsTheWidth(width: Int) {
        #expect(text(width: width).allSatisfy { $0.displayWidth <= width })
    }
}
