package import BrowserJSON

/// What a person does on a page, or asks of it. TARGET is a CSS selector, or the text of a button, a
/// link or a label.
package enum PageAction: Hashable, Sendable {
    case click(String)
    case type(String, text: String)
    case submit(String)
    /// Until the target is there.
    case wait(for: String)
    case waitForText(String)
    case read(PageText)
    /// Whether a person sees it.
    case isVisible(String)
    /// Its URL, title, text and markup.
    case state
    /// The number of the frame's document.
    case document

    /// What is read of a page.
    package enum PageText: Hashable, Sendable {
        /// As a person sees it.
        case text
        case html
        case target(String)
    }

    /// `frame`: the names of the frames around what it is done in, outermost first.
    func json(in frame: [String]) -> JSONValue {
        guard !frame.isEmpty, case .object(let members) = json else { return json }
        return .object(members + [JSONValue.Member("frame", .strings(frame))])
    }

    private var json: JSONValue {
        switch self {
        case .click(let target): .object(["kind": "click", "target": .string(target)])
        case .type(let target, let text):
            .object(["kind": "type", "target": .string(target), "text": .string(text)])
        case .submit(let target): .object(["kind": "submit", "target": .string(target)])
        case .wait(let target): .object(["kind": "wait-for", "target": .string(target)])
        case .waitForText(let text):
            .object(["kind": "wait-for-text", "text": .string(text)])
        case .read(.text): .object(["kind": "print", "target": "text"])
        case .read(.html): .object(["kind": "print", "target": "html"])
        case .read(.target(let target)):
            .object(["kind": "print", "target": .string(target)])
        case .isVisible(let target): .object(["kind": "visible", "target": .string(target)])
        case .state: .object(["kind": "state"])
        case .document: .object(["kind": "document"])
        }
    }
}

/// What came of it.
package enum PageActionResult: Sendable {
    /// What was asked for, nothing of a click; and what a browser would tell a person in passing.
    case done(JSONValue, note: String?)
    /// In one line, and what there would have been to choose from.
    case failed(String, candidates: [String])
    /// The page's process is gone.
    case ended(ScriptedTab.End)
}
