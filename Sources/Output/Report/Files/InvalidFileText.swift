internal import BrowserJSON
package import Terminal

extension InvalidFile {
    /// Every problem with its location, its line and a caret.
    package var layout: Layout {
        var layout = Layout()
        for problem in problems {
            guard let place = problem.place else {
                layout.verbatim(
                    StyledText("\(source.path): \(problem.message)".terminalSafe),
                    indentation: 0
                )
                continue
            }
            var title = StyledText("\(source.location(of: place)): ".terminalSafe, .strong)
            title.append(problem.message.terminalSafe)
            layout.verbatim(title, indentation: 0)
            for line in source.excerpt(place) { layout.verbatim(line, indentation: 2) }
        }
        return layout
    }
}
