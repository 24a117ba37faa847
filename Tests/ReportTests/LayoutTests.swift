import Testing

@testable import Report
@testable import Terminal

/// Text in columns.
@Suite struct LayoutTests {
    @Test func textWrapsInItsColumn() {
        var layout = Layout()
        layout.row(
            "cookies",
            StyledText("one two three four five six seven eight nine ten eleven"),
            indentation: 0
        )
        #expect(
            layout.rendered(width: 40, inColor: false) == """
                cookies     one two three four five six
                            seven eight nine ten eleven

                """
        )
    }

    @Test func continuationLinesAreIndented() {
        var layout = Layout()
        layout.text(
            StyledText("✗ one two three four five six seven eight nine ten"),
            hanging: 2
        )
        #expect(
            layout.rendered(width: 40, inColor: false) == """
                ✗ one two three four five six seven
                  eight nine ten

                """
        )
    }

    @Test func aNumberIsNotSeparatedFromItsUnit() {
        var layout = Layout()
        layout.text(StyledText("stored for this host alone, expires in 60 s"))
        #expect(
            layout.rendered(width: 42, inColor: false)
                == "stored for this host alone, expires in\n60 s\n"
        )
    }

    @Test func aWordLongerThanALineIsNotBroken() {
        let url = "http://127.0.0.1:5000/" + String(repeating: "a", count: 60)
        var layout = Layout()
        layout.text(StyledText("see \(url) now"))
        #expect(layout.rendered(width: 40, inColor: false) == "see\n\(url)\nnow\n")
    }

    @Test(arguments: [40, 60, 80, 120])
    func noLineExceedsTheWidthOfTheTerminal(_ width: Int) {
        var layout = Layout()
        layout.text(
            StyledText(String(repeating: "日本 café 🍪 ", count: 40)),
            indentation: 3,
            hanging: 4
        )
        let lines = layout.rendered(width: width, inColor: false).split(separator: "\n")
        #expect(lines.allSatisfy { String($0).displayWidth <= width })
        #expect(lines.count > 2)
    }

    @Test func colorsAreOnlyUsedIfRequested() {
        var layout = Layout()
        layout.text(StyledText("✓", .good) + StyledText(" stored"))
        #expect(layout.rendered(width: 80, inColor: false) == "✓ stored\n")
        #expect(layout.rendered(width: 80, inColor: true) == "\u{1B}[32m✓\u{1B}[0m stored\n")
    }
}
