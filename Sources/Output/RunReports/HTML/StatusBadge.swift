/// How a run or a step ended, as it is seen at a glance.
enum StatusBadge {
    case passed, failed, idle

    /// Its class in the style sheet.
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
    /// A line that says how something ended, and unfolds what is behind it: at once, if that failed.
    ///
    /// `name`: the sign in a word, for those who cannot see it.
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
