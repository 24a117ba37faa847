internal import BrowserInfra
internal import Terminal

/// HTML that is written piece by piece. Text and attributes are escaped; markup can only come from a
/// literal, so text from a server never becomes markup.
struct HTMLText {
    private(set) var text = ""

    /// An element's name with its classes: `td.name.good`.
    struct Selector: ExpressibleByStringLiteral {
        fileprivate var name: String
        fileprivate var classes: String

        init(stringLiteral literal: StaticString) {
            let parts = literal.description.split(separator: ".")
            name = String(parts.first ?? "div")
            classes = parts.dropFirst().joined(separator: " ")
        }
    }

    /// Appends an element. `marked` is an additional class that marks a result.
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

    /// Appends a void element, which has neither content nor an end tag.
    mutating func void(
        _ selector: Selector,
        marked: StaticString? = nil,
        _ attributes: KeyValuePairs<StaticString, String?> = [:]
    ) {
        open(selector, marked, attributes)
    }

    /// Appends text on one line.
    mutating func put(_ content: String) {
        text += content.terminalSafe.htmlEscaped
    }

    /// Appends text, and keeps its line breaks.
    mutating func putLines(_ content: String) {
        text += content.terminalSafeBody.htmlEscaped
    }

    /// Appends markup, style or script from crumb's own source.
    mutating func markup(_ literal: StaticString) {
        text += literal.description
    }

    /// Appends a start tag; omits attributes that are `nil`.
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
