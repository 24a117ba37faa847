internal import BrowserFetch
internal import Terminal

/// The texts of the demo around the explanations.
enum DemoText {
    static func introduction(_ baseURL: String) -> Layout {
        contents(
            StyledText("A page at ") + StyledText("http://127.0.0.1:5500", .strong)
                + StyledText(" calls an API at ") + StyledText(baseURL, .strong)
                + StyledText(
                    " with fetch(). The API is real and runs on this machine; crumb plays the page, "
                        + "and decides as Chrome would."
                ),
            DemoStep.all.map(\.title)
        )
    }

    /// The introduction of the page.
    ///
    /// `browser`: the browser whose rules apply.
    static func pageIntroduction(_ baseURL: String, browser: String) -> Layout {
        contents(
            StyledText("The tutorial's page, with Vue and three buttons, is opened at ")
                + StyledText("http://127.0.0.1:5500", .strong)
                + StyledText(" and clicked. It calls an API at ") + StyledText(baseURL, .strong)
                + StyledText(
                    " with fetch(). The API is real and runs on this machine, and so does the page's "
                        + "code, as in \(browser); only the page and Vue are loaded from files."
                ),
            PageDemoStep.all.map(\.title)
        )
    }

    private static func contents(_ text: StyledText, _ titles: [String]) -> Layout {
        var layout = Layout()
        layout.text(text)
        layout.blank()
        for (index, title) in titles.enumerated() {
            layout.text(StyledText("\(index + 1). \(title)"), indentation: 2, hanging: 3)
        }
        return layout
    }

    /// The text of a step.
    ///
    /// `explanations`: those of the explained requests.
    static func step(
        _ title: String,
        number: Int,
        _ scene: DemoScene,
        explanations: [Layout]
    ) -> Layout {
        var layout = Layout()
        layout.text(StyledText(""))
        layout.text(StyledText("━━ \(number). \(title)", .strong))
        layout.text(StyledText(""))
        let loads = scene.requests.filter { !$0.isExplained }
        for (index, load) in loads.enumerated() {
            layout.row(
                index == 0 ? "loads" : "",
                StyledText(escaping: load.report.urlText),
                indentation: 0
            )
        }
        if !loads.isEmpty, !explanations.isEmpty { layout.blank() }
        for explanation in explanations { layout.append(explanation) }
        for sight in scene.sights {
            layout.row(sight.label, StyledText(escaping: sight.text, .strong), indentation: 0)
        }
        if let lesson = scene.lesson { layout.row("so", StyledText(lesson), indentation: 0) }
        return layout
    }

    static var conclusion: Layout {
        conclusion(
            "Now your own API:",
            [
                "crumb fetch http://127.0.0.1:5000/get-cookie \\",
                "    --from http://127.0.0.1:5500 --credentials include",
            ]
        )
    }

    static var pageConclusion: Layout {
        conclusion(
            "Now your own page:",
            [
                "crumb open http://127.0.0.1:5500/app.html \\",
                "    --click \"Set Cookie\" --click \"Get Cookie\" --print text -v",
            ]
        )
    }

    /// Commands on their own lines, so that they can be copied from a narrow terminal.
    private static func conclusion(_ text: String, _ command: [String]) -> Layout {
        var layout = Layout()
        layout.text(StyledText(""))
        layout.text(StyledText(text))
        for line in command { layout.verbatim(StyledText(line, .strong), indentation: 2) }
        return layout
    }
}
