package import BrowserJSON
package import Explanations
package import Terminal

/// The meaning of reason codes: of all in a table, or of some in detail.
package struct ReasonsExplanation {
    private let reasons: [Reason]
    private let isTable: Bool

    /// Creates a table of all reasons.
    package init() {
        reasons = Reason.all
        isTable = true
    }

    /// Creates an explanation of each reason in detail.
    package init(_ reasons: [Reason]) {
        self.reasons = reasons
        isTable = false
    }

    package var layout: Layout {
        var layout = Layout()
        if isTable {
            for kind in Reason.Kind.allCases {
                layout.blank()
                layout.text(StyledText(kind.title, .strong))
                for reason in reasons where reason.kind == kind {
                    layout.text(
                        StyledText("\(reason.code): ") + StyledText(reason.meaning, .faint),
                        indentation: 2,
                        hanging: 2
                    )
                }
            }
            layout.blank()
            layout.text(StyledText("crumb reasons CODE shows the cause and the fix."))
            return layout
        }
        for reason in reasons {
            layout.blank()
            layout.text(StyledText(reason.code, .strong))
            layout.row("means", StyledText(reason.meaning.sentence))
            layout.row("cause", StyledText(reason.cause))
            if let browsers = reason.browsers { layout.row("browsers", StyledText(browsers)) }
            layout.row("fix", StyledText(reason.fix))
        }
        return layout
    }

    /// `crumb.reasons/1`: the output of `reasons --json`.
    package var json: JSONValue {
        .object([
            "schema": "crumb.reasons/1",
            "reasons": .array(
                reasons.map { reason in
                    .object([
                        "code": .string(reason.code),
                        "kind": .string(reason.kind.rawValue),
                        "meaning": .string(reason.meaning),
                        "cause": .string(reason.cause),
                        "fix": .string(reason.fix),
                        "browsers": .optional(reason.browsers) { .string($0) },
                    ])
                }
            ),
        ])
    }
}

extension Reason.Kind {
    fileprivate var title: String {
        switch self {
        case .request: "Why a request is blocked, or its response hidden"
        case .cookie: "Why a cookie is not stored, or not sent"
        case .warning: "Notes about a cookie"
        case .advice: "Advice from crumb and crumb doctor"
        }
    }
}

extension String {
    /// The text as a sentence, with a capital letter and a full stop; a code, header or call at its
    /// start is left as it is.
    fileprivate var sentence: String {
        let word = prefix { $0 != " " && $0 != "," }
        let isCode =
            word.contains { $0.isUppercase || $0 == "(" || $0 == "." }
            || ["crumb", "localhost"].contains(word)
        guard let first, first.isLowercase, !isCode else { return self + "." }
        return first.uppercased() + dropFirst() + "."
    }
}
