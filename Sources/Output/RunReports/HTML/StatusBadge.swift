/// How a run or step ended, as a mark to see at a glance.
enum StatusBadge {
    case passed, failed, idle

    /// The mark's class in the style sheet.
    var mark: StaticString {
        switch self {
        case .passed: "passed"
        case .failed: "failed"
        case .idle: "idle"
        }
    }

    var glyph: String {
        switch self {
        case .passed: "✓"
        case .failed: "✗"
        case .idle: "–"
        }
    }
}

extension RunReport.Result {
    var sign: StatusBadge {
        switch self {
        case .passed: .passed
        case .failed: .failed
        case .notStarted: .idle
        }
    }
}

extension StepReport.Result {
    var sign: StatusBadge {
        switch self {
        case .passed: .passed
        case .failed: .failed
        case .skipped, .notRun: .idle
        }
    }
}

extension HTMLText {
    /// Appends a line that shows how something ended and opens to show the details; it starts open for a
    /// failure.
    ///
    /// `name` is the mark in words, for screen readers.
    mutating func details(
        _ selector: Selector,
        _ sign: StatusBadge,
        _ name: String,
        id: String?,
        line: (inout HTMLText) -> Void,
        body: (inout HTMLText) -> Void
    ) {
        let open = sign == .failed ? "" : nil
        element(selector, marked: sign.mark, ["id": id, "open": open]) { html in
            html.element("summary") { html in
                html.element("span.glyph", ["role": "img", "aria-label": name], text: sign.glyph)
                line(&html)
            }
            body(&html)
        }
    }
}
