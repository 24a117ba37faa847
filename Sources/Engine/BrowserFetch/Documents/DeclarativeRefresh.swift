internal import BrowserHTTP
internal import BrowserInfra

/// A refresh that a response or its page requests, with the header `Refresh` or the element
/// `<meta http-equiv="refresh">`.
///
/// https://html.spec.whatwg.org/#shared-declarative-refresh-steps
package struct DeclarativeRefresh: Hashable, Sendable {
    package var seconds: Int
    /// Absolute, or relative to the page's URL; `nil` reloads the page.
    package var url: String?

    package init?(parsing input: String) {
        var rest = input.unicodeScalars[...]
        func isSpace(_ scalar: Unicode.Scalar) -> Bool {
            " \t\n\u{0C}\r".unicodeScalars.contains(scalar)
        }
        // 2. Skip white space.
        rest = rest.drop(while: isSpace)
        // 4.-5. Collect digits; if there are none, the code point must be a full stop.
        let digits = rest.prefix { ("0"..."9").contains($0) }
        if digits.isEmpty, rest.first != "." { return nil }
        // 6. Parse the number.
        seconds = Int(String(String.UnicodeScalarView(digits))) ?? (digits.isEmpty ? 0 : .max)
        // 7. Collect digits and full stops; ignore them.
        rest = rest.drop { ("0"..."9").contains($0) || $0 == "." }
        // 8. If anything is left:
        guard let next = rest.first else { return }
        // 8.1. It must begin with a separator or white space.
        guard next == ";" || next == "," || isSpace(next) else { return nil }
        // 8.2.-8.4. Skip white space, one separator, and white space.
        rest = rest.drop(while: isSpace)
        if rest.first == ";" || rest.first == "," { rest = rest.dropFirst() }
        rest = rest.drop(while: isSpace)
        if rest.isEmpty { return }
        // 10.-11. What is left is the URL, or `url`, an equals sign, and the URL.
        var url = rest
        if String(String.UnicodeScalarView(rest.prefix(3))).asciiLowercased == "url" {
            let behind = rest.dropFirst(3).drop(while: isSpace)
            if behind.first == "=" { url = behind.dropFirst().drop(while: isSpace) }
        }
        // 11.10-11. If it begins with a quote, the URL ends at the next one.
        if let quote = url.first, quote == "\"" || quote == "'" {
            url = url.dropFirst().prefix { $0 != quote }
        }
        self.url = String(String.UnicodeScalarView(url))
    }
}

extension HTTPResponse {
    /// The refresh that the response requests; the header takes precedence.
    package var declarativeRefresh: DeclarativeRefresh? {
        if let header = headers.get("Refresh") {
            return DeclarativeRefresh(parsing: header.isomorphicDecoded)
        }
        for tag in MetaTags(body.isomorphicDecoded)
        where tag["http-equiv"]?.asciiLowercased == "refresh" {
            if let content = tag["content"] { return DeclarativeRefresh(parsing: content) }
        }
        return nil
    }
}

/// The attributes of each `<meta>` in a page's source, not counting those that scripts insert.
private struct MetaTags: Sequence, IteratorProtocol {
    private var rest: Substring
    /// Elements in which a tag is only text.
    private static let rawText = ["script", "style", "title", "textarea", "noscript", "template"]

    init(_ source: String) {
        rest = source[...]
    }

    mutating func next() -> [String: String]? {
        while let start = rest.firstIndex(of: "<") {
            rest = rest[start...].dropFirst()
            if rest.hasPrefix("!--") {
                rest = rest.firstRange(of: "-->").map { rest[$0.upperBound...] } ?? ""
                continue
            }
            let name = String(rest.prefix { $0.isASCII && $0.isLetter }).asciiLowercased
            rest = rest.dropFirst(name.count)
            if name == "meta" { return attributes() }
            if Self.rawText.contains(name) { skipToEnd(of: name) }
        }
        return nil
    }

    private mutating func skipToEnd(of name: String) {
        while let end = rest.firstRange(of: "</") {
            rest = rest[end.upperBound...]
            if String(rest.prefix(name.count)).asciiLowercased == name { return }
        }
        rest = ""
    }

    private mutating func attributes() -> [String: String] {
        var attributes: [String: String] = [:]
        while true {
            rest = rest.drop { $0.isWhitespace || $0 == "/" }
            guard let first = rest.first, first != ">" else { return attributes }
            let name = rest.prefix { !$0.isWhitespace && !"=/>".contains($0) }
            rest = rest.dropFirst(Swift.max(name.count, 1)).drop(while: \.isWhitespace)
            var value = ""
            if rest.first == "=" {
                rest = rest.dropFirst().drop(while: \.isWhitespace)
                value = attributeValue()
            }
            let key = String(name).asciiLowercased
            if attributes[key] == nil { attributes[key] = value }
        }
    }

    private mutating func attributeValue() -> String {
        if let quote = rest.first, quote == "\"" || quote == "'" {
            let value = rest.dropFirst().prefix { $0 != quote }
            rest = rest.dropFirst(value.count + 2)
            return String(value)
        }
        let value = rest.prefix { !$0.isWhitespace && $0 != ">" }
        rest = rest.dropFirst(value.count)
        return String(value)
    }
}
