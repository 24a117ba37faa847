package import BrowserCookies
internal import BrowserInfra

/// A part of a `Set-Cookie` line that browsers ignore, and what was probably meant.
package enum LineFault: Hashable, Sendable {
    /// An attribute with a colon: `SameSite: None`.
    case colon(name: String, value: String)
    /// A misspelled attribute: `Http-Only`, which is close to `HttpOnly`.
    case misspelled(String, meant: String)
    /// Two attributes without a semicolon: `Secure HttpOnly`.
    case noSemicolon(String, meant: String)
    /// Another cookie after a semicolon: `out=deleted`.
    case secondCookie(String)
    /// Another cookie after a comma: `Path=/,session=s`.
    case joined(attribute: String, cookie: String)
    case unknown(String)
    /// The header's name in its value: `Set-Cookie: a=1`.
    case headerNameInValue

    /// The code, in the same form as the other warnings' codes.
    package var code: String {
        switch self {
        case .colon, .misspelled, .noSemicolon, .unknown: "WarnUnknownAttribute"
        case .secondCookie, .joined: "WarnTwoCookiesInOneLine"
        case .headerNameInValue: "WarnHeaderNameInValue"
        }
    }

    package var sentence: String {
        switch self {
        case .colon(let name, let value):
            "\"\(name): \(value)\" is not an attribute, and is ignored: write \(name)=\(value)."
        case .misspelled(let text, let meant):
            "\"\(text)\" is not an attribute, and is ignored; you probably meant \(meant)."
        case .noSemicolon(let text, let meant):
            "\"\(text)\" has no semicolon between two attributes: write \(meant)."
        case .secondCookie(let text):
            "\"\(text)\" is not an attribute: two cookies in one line? The attributes after it count "
                + "for the first. Each cookie needs a Set-Cookie header of its own."
        case .joined(let attribute, let cookie):
            "\(attribute) contains \"\(cookie)\": two cookies joined with a comma? Browsers "
                + "split only at semicolons. Each cookie needs a Set-Cookie header of its own."
        case .unknown(let text):
            "\"\(text)\" is not an attribute that browsers know, and is ignored."
        case .headerNameInValue:
            "The header's name is repeated in its value, and becomes part of the cookie's name."
        }
    }
}

extension SetCookieVerdict {
    /// The parts of the line that browsers ignore.
    package var faults: [LineFault] {
        let parts = line.bytes.split(
            separator: UInt8(ascii: ";"),
            omittingEmptySubsequences: false
        ).map { $0.trimming(while: \.isHTTPTabOrSpace) }
        var faults: [LineFault] = []
        if parts[0].contains(UInt8(ascii: ":")),
            String(decoding: parts[0], as: UTF8.self).asciiLowercased.hasPrefix("set-cookie:")
        {
            faults.append(.headerNameInValue)
        }
        for part in parts.dropFirst() where !LineFault.isPlainAttribute(part) {
            if let fault = LineFault(attribute: String(decoding: part, as: UTF8.self)) {
                faults.append(fault)
            }
        }
        return faults
    }
}

extension LineFault {
    private static let known = SetCookieHeader.Attribute.allCases.map(\.rawValue)

    /// Whether the part is a known attribute without spaces, commas or non-ASCII bytes, which are signs
    /// of a mistake.
    fileprivate static func isPlainAttribute(_ part: ArraySlice<UInt8>) -> Bool {
        let isPlain = !part.contains {
            $0 <= 0x20 || $0 == UInt8(ascii: ",") || $0 >= 0x80
        }
        guard isPlain else { return false }
        let name = part.prefix { $0 != UInt8(ascii: "=") }
        return known.contains { attribute in
            attribute.utf8.elementsEqual(name) { $0.asciiLowercased == $1.asciiLowercased }
        }
    }

    fileprivate init?(attribute text: String) {
        guard !text.isEmpty else { return nil }
        let halves = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(halves[0].trimmed)
        let value = halves.count == 2 ? halves[1].trimmed : nil
        if let fault = Self.spaced(text) {
            self = fault
            return
        }
        let attribute = Self.known.first { $0.equalsIgnoringASCIICase(name) }
        // A date contains a comma itself.
        if let attribute, attribute != "Expires" {
            guard let value, let cookie = Self.cookie(afterCommaIn: value) else { return nil }
            self = .joined(attribute: attribute, cookie: cookie)
            return
        }
        if attribute != nil { return nil }
        if let colon = name.firstIndex(of: ":") {
            let before = String(name[..<colon].trimmed)
            if let meant = Self.known.first(where: { $0.equalsIgnoringASCIICase(before) }) {
                self = .colon(name: meant, value: String(name[name.index(after: colon)...].trimmed))
                return
            }
        }
        if let comma = name.firstIndex(of: ","), value != nil {
            // As in `HttpOnly,session=s`.
            let before = String(name[..<comma].trimmed)
            if let first = Self.known.first(where: { $0.equalsIgnoringASCIICase(before) }) {
                let cookie = text[text.index(after: text.firstIndex(of: ",") ?? text.startIndex)...]
                self = .joined(attribute: first, cookie: String(cookie.trimmed))
                return
            }
        }
        if let meant = suggestion(for: name, among: Self.known) {
            self = .misspelled(text, meant: meant)
        } else if value != nil, !Self.obsolete.contains(name.lowercased()) {
            self = .secondCookie(text)
        } else {
            self = .unknown(text)
        }
    }

    /// Returns a fault for a space where a semicolon or an equals sign belongs: `Path=/ HttpOnly`,
    /// `SameSite Lax`.
    private static func spaced(_ text: String) -> LineFault? {
        func attribute(_ word: Substring) -> String? {
            let name = word.prefix { $0 != "=" }
            return known.first { $0.equalsIgnoringASCIICase(String(name)) }
        }
        let words = text.split(whereSeparator: { $0 == " " || $0 == "\t" })
        guard words.count > 1, let first = attribute(words[0]) else { return nil }
        if words.dropFirst().contains(where: { attribute($0) != nil }) {
            let meant = words.dropFirst().reduce(String(words[0])) { line, word in
                line + (attribute(word) == nil ? " " : "; ") + word
            }
            return .noSemicolon(text, meant: meant)
        }
        guard words.count == 2, !text.contains("="), !text.contains(":") else { return nil }
        return .misspelled(text, meant: "\(first)=\(words[1])")
    }

    /// The attributes of RFC 2109 and RFC 2965.
    private static let obsolete = ["version", "comment", "commenturl", "discard", "port"]

    /// Returns `session=s` for `/,session=s`.
    private static func cookie(afterCommaIn value: Substring) -> String? {
        guard let comma = value.firstIndex(of: ",") else { return nil }
        let rest = value[value.index(after: comma)...].trimmed
        guard let equals = rest.firstIndex(of: "="), equals > rest.startIndex,
            rest[..<equals].allSatisfy({ $0.isLetter || $0.isNumber || "_-.".contains($0) })
        else { return nil }
        return String(rest)
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var text = self
        while text.first == " " || text.first == "\t" { text.removeFirst() }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text
    }
}
