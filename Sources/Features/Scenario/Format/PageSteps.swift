internal import BrowserFetch
internal import BrowserJSON

/// `open`: a page whose scripts run. It stays open until another page replaces it.
struct OpenAction: Hashable, Sendable {
    var url: Template
    /// URLs served from local files, in addition to the whole file's `map`.
    var maps: [NamedTemplate] = []
    /// The maximum time until nothing is pending.
    var timeout: Microseconds?
}

/// An action of a user or a script on the open page.
struct PageInteraction: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case click(Template)
        /// Types into each of the targets in turn.
        case type([NamedTemplate])
        case submit(Template)
        case script(Template)
    }

    var kind: Kind
    var timeout: Microseconds?
    /// The frame to act in; `nil` is whichever frame has the target.
    var frame: FramePath?

    /// The action as written in the file.
    var title: String {
        switch kind {
        case .click(let target): "click \(target.source)"
        case .type(let fields): "type into " + fields.map(\.name.source).joined(separator: ", ")
        case .submit(let target): "submit \(target.source)"
        case .script(let code): "script \(Self.line(code.source))"
        }
    }

    /// The start of the first line that is not blank.
    private static func line(_ code: String) -> String {
        let lines = code.split(whereSeparator: \.isNewline)
        let first = lines.first { !$0.allSatisfy(\.isWhitespace) } ?? ""
        let text = first.drop(while: \.isWhitespace)
        return text.count > 60 || lines.count > 1 ? text.prefix(60) + " …" : String(text)
    }
}

/// A request that the page is expected to have made.
struct ExpectedRequest: Hashable, Sendable {
    var place: Place
    var url: ValuePattern
    var method: ValuePattern?
    /// What is expected of the request.
    var expectations: [Expectation] = []
}
