internal import BrowserInfra
internal import Terminal

/// XML that is written piece by piece; all text in it is escaped.
struct XMLText {
    private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    private var depth = 0

    /// Appends an element that contains other elements.
    mutating func element(
        _ name: String,
        _ attributes: KeyValuePairs<String, String?>,
        content: (inout XMLText) -> Void
    ) {
        open(name, attributes, ">\n")
        depth += 1
        content(&self)
        depth -= 1
        indent()
        text += "</\(name)>\n"
    }

    /// Appends an element that is empty or contains text, whose line breaks are kept.
    mutating func element(
        _ name: String,
        _ attributes: KeyValuePairs<String, String?> = [:],
        text content: String = ""
    ) {
        open(name, attributes, content.isEmpty ? "/>\n" : ">")
        guard !content.isEmpty else { return }
        text += content.terminalSafeBody.xmlEscaped(quote: "\"")
        text += "</\(name)>\n"
    }

    /// Appends a start tag; omits attributes without a value.
    private mutating func open(
        _ name: String,
        _ attributes: KeyValuePairs<String, String?>,
        _ end: String
    ) {
        indent()
        text += "<\(name)"
        for (key, value) in attributes {
            guard let value else { continue }
            text += " \(key)=\"\(value.terminalSafe.xmlEscaped(quote: "&quot;"))\""
        }
        text += end
    }

    private mutating func indent() {
        text += String(repeating: "  ", count: depth)
    }
}

extension String {
    /// The text, escaped. XML 1.0 does not allow most control characters, not even escaped;
    /// `terminalSafe` has already written them out, as `\u{1b}`.
    ///
    /// https://www.w3.org/TR/xml/#charsets
    fileprivate func xmlEscaped(quote: String) -> String {
        var output = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\"": output += quote
            case "\u{FFFE}", "\u{FFFF}": output += "\\u{\(String(scalar.value, radix: 16))}"
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output
    }
}
