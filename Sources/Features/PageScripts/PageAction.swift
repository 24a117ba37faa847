package import BrowserJSON

/// An action on a page, or a query about it. TARGET is a CSS selector or the text of a button, link
/// or label.
package enum PageAction: Hashable, Sendable {
    case click(String)
    case type(String, text: String)
    case submit(String)
    /// Waits until the target exists.
    case wait(for: String)
    case waitForText(String)
    case read(PageText)
    /// Whether a user can see the target.
    case isVisible(String)
    /// The page's URL, title, text and markup.
    case state
    /// The document number of the frame.
    case document

    /// A part of a page that can be read.
    package enum PageText: Hashable, Sendable {
        /// The text as a user sees it.
        case text
        case html
        case target(String)
    }

    /// `frame`: the names of the enclosing frames, outermost first.
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

/// The result of an action.
package enum PageActionResult: Sendable {
    /// The requested value, empty for a click, and any note that a browser would show to the user.
    case done(JSONValue, note: String?)
    /// The failure in one line, and the targets that were available.
    case failed(String, candidates: [String])
    /// The page's process has exited.
    case ended(ScriptedTab.End)
}
