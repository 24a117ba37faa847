internal import BrowserInfra
internal import Terminal

/// HTML that is written piece by piece. Texts and attributes are escaped; markup can only be a
/// literal, so that nothing of a server's ever becomes any.
struct HTMLText {
    private(set) var text = ""

    /// What an element is called, with its classes: `td.name.good`.
    struct Selector: ExpressibleByStringLiteral {
        fileprivate var name: String
        fileprivate var classes: String

        init(stringLiteral literal: StaticString) {
            let parts = literal.description.split(separator: ".")
            name = String(parts.first ?? "div")
            classes = parts.dropFirst().joined(separator: " ")
        }
    }

    /// `marked`: one more class, where there is something to say.
    mutating func element(
        _ selector: Selector,
        marked: StaticString? = nil,
        _ attributes: KeyValuePairs<StaticString, String?> = [:],
        content: (inout HTMLText) -> Void
    ) {
        open(selector, marked, attributes)
        content(&self)
        text += "</\(selector.name)>"
    }

    mutating func element(
        _ selector: Selector,
        marked: StaticString? = nil,
        _ attributes: KeyValuePairs<StaticString, String?> = [:],
        text content: String
    ) {
        open(selector, marked, attributes)
        put(content)
        text += "</\(selector.name)>"
    }

    /// One that has no content and no end.
    mutating func void(
        _ selector: Selector,
        marked: StaticString? = nil,
        _ attributes: KeyValuePairs<StaticString, String?> = [:]
    ) {
        open(selector, marked, attributes)
    }

    /// Text on one line.
    mutating func put(_ content: String) {
        text += content.terminalSafe.htmlEscaped
    }

    /// Text whose line breaks stay.
    mutating func putLines(_ content: String) {
        text += content.terminalSafeBody.htmlEscaped
    }

    /// Markup, style or script of our own.
    mutating func markup(_ literal: StaticString) {
        text += literal.description
    }

    /// An attribute that is nil is left out.
    private mutating func open(
        _ selector: Selector,
        _ mark: StaticString?,
        _ attributes: KeyValuePairs<StaticString, String?>
    ) {
        text += "<\(selector.name)"
        var classes = selector.classes
        if let mark { classes += (classes.isEmpty ? "" : " ") + mark.description }
        if !classes.isEmpty { text += " class=\"\(classes)\"" }
        for (name, value) in attributes {
            guard let value else { continue }
            text += " \(name)"
            if !value.isEmpty { text += "=\"\(value.terminalSafe.htmlEscaped)\"" }
        }
        text += ">"
    }
}

extension String {
    fileprivate var htmlEscaped: String {
        let isPlain = utf8.allSatisfy { byte in
            byte != UInt8(ascii: "&") && byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">")
                && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "'")
        }
        if isPlain { return self }
        var output = ""
        output.reserveCapacity(utf8.count + 16)
        for scalar in unicodeScalars {
            switch scalar {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\"": output += "&quot;"
            case "'": output += "&#39;"
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output
    }
}
