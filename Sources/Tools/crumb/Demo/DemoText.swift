internal import Terminal

/// What the demo says around the explanations.
enum DemoText {
    static func introduction(_ baseURL: String) -> Layout {
        var layout = Layout()
        layout.text(
            StyledText("A page at ") + StyledText("http://127.0.0.1:5500", .strong)
                + StyledText(" calls an API at ") + StyledText(baseURL, .strong)
                + StyledText(
                    " with fetch(). The API is real and runs on this machine; the page is played by "
                        + "crumb, which answers as Chrome would."
                )
        )
        layout.blank()
        for (index, step) in DemoStep.all.enumerated() {
            layout.text(StyledText("\(index + 1). \(step.title)"), indentation: 2, hanging: 3)
        }
        return layout
    }

    static func step(_ step: DemoStep, number: Int, explanation: Layout) -> Layout {
        var layout = Layout()
        layout.text(StyledText(""))
        layout.text(StyledText("━━ \(number). \(step.title)", .strong))
        layout.text(StyledText(""))
        layout.append(explanation)
        layout.row("so", StyledText(step.lesson), indentation: 0)
        return layout
    }

    static var conclusion: Layout {
        var layout = Layout()
        layout.text(StyledText(""))
        layout.text(StyledText("Now your own API:"))
        // Lines of their own, so that they can be copied from a narrow terminal.
        let command = [
            "crumb fetch http://127.0.0.1:5000/get-cookie \\",
            "    --from http://127.0.0.1:5500 --credentials include",
        ]
        for line in command { layout.verbatim(StyledText(line, .strong), indentation: 2) }
        return layout
    }
}
