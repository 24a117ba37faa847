internal import BrowserFetch
internal import BrowserJSON

/// `open`: a page whose scripts run, which stays until another one comes.
struct OpenAction: Hashable, Sendable {
    var url: Template
    /// What is read of files in place of the network, besides that of the whole file.
    var maps: [NamedTemplate] = []
    /// Until nothing is under way.
    var timeout: Microseconds?
}

/// What a person or a script does on the page that is open.
struct PageInteraction: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case click(Template)
        /// Into each of the targets, in turn.
        case type([NamedTemplate])
        case submit(Template)
        case script(Template)
    }

    var kind: Kind
    var timeout: Microseconds?
    /// The frame that it is done in; `nil` is wherever the target is found.
    var frame: FramePath?

    /// As the file writes it.
    var title: String {
        switch kind {
        case .click(let target): "click \(target.source)"
        case .type(let fields): "type into " + fields.map(\.name.source).joined(separator: ", ")
        case .submit(let target): "submit \(target.source)"
        case .script(let code): "script \(Self.line(code.source))"
        }
    }

    /// The beginning of the first line that has something in it.
    private static func line(_ code: String) -> String {
        let lines = code.split(whereSeparator: \.isNewline)
        let first = lines.first { !$0.allSatisfy(\.isWhitespace) } ?? ""
        let text = first.drop(while: \.isWhitespace)
        return text.count > 60 || lines.count > 1 ? text.prefix(60) + " …" : String(text)
    }
}

/// One of the requests that a page is expected to have made.
struct ExpectedRequest: Hashable, Sendable {
    var place: Place
    var url: ValuePattern
    var method: ValuePattern?
    /// What has to have come of it.
    var expectations: [Expectation] = []
}
