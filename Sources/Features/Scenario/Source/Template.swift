internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON

/// A text with `{{names}}`, which are replaced by the values of variables.
package struct Template: Hashable, Sendable {
    enum Piece: Hashable, Sendable {
        case text(String)
        case variable(String)
    }

    var pieces: [Piece]
    var place: Place

    /// Parses a template. Braces around anything but a name stay as they are; `{{"{{"}}` stands for
    /// `{{`.
    init(_ text: String, at place: Place) {
        self.place = place
        pieces = []
        // Most texts have no brace, and searching for one is faster than searching for two.
        guard text.utf8.contains(UInt8(ascii: "{")) else {
            append(text)
            return
        }
        var rest = text[...]
        while let opening = rest.firstRange(of: "{{") {
            let tail = rest[opening.upperBound...]
            if tail.hasPrefix(Self.quotedBraces) {
                append(String(rest[..<opening.upperBound]))
                rest = tail.dropFirst(Self.quotedBraces.count)
                continue
            }
            guard let closing = tail.firstRange(of: "}}"),
                let name = Self.name(in: tail[..<closing.lowerBound])
            else {
                append(String(rest[..<opening.upperBound]))
                rest = tail
                continue
            }
            append(String(rest[..<opening.lowerBound]))
            pieces.append(.variable(name))
            rest = tail[closing.upperBound...]
        }
        append(String(rest))
    }

    /// A literal text, with whatever braces it has.
    init(literal text: String, at place: Place) {
        self.place = place
        pieces = text.isEmpty ? [] : [.text(text)]
    }

    /// The rest of the escape for literal braces, after its first two braces.
    private static let quotedBraces = "\"{{\"}}"

    /// Escapes a literal text, so that nothing in it is replaced.
    static func escaping(_ text: String) -> String {
        let template = Template(text, at: Place(line: 1, column: 1, length: 1))
        let isPlain = template.pieces == [.text(text)] && !text.contains(CookieReferences.opening)
        guard !isPlain, !text.isEmpty else { return text }
        return text.replacing("{{", with: "{{" + quotedBraces)
    }

    /// A letter or `_`, then letters, digits, `_` and `-`; surrounding spaces are ignored.
    private static func name(in text: Substring) -> String? {
        let name = String(text.split(separator: " ").joined(separator: " "))
        return isVariableName(name) ? name : nil
    }

    static func isVariableName(_ name: String) -> Bool {
        guard let first = name.utf8.first, first.isASCIIAlpha || first == UInt8(ascii: "_") else {
            return false
        }
        return name.utf8.allSatisfy { $0.isASCIIAlphanumeric || "_-".utf8.contains($0) }
    }

    /// A valid variable name similar to `name`, such as `access_token` for `Access-Token`.
    static func variableName(like name: String) -> String {
        let name = String(
            name.unicodeScalars.map { scalar in
                scalar.isASCII && UInt8(scalar.value).isASCIIAlphanumeric
                    ? Character(scalar).lowercased() : "_"
            }.joined()
        )
        return isVariableName(name) ? name : "_\(name)"
    }

    private mutating func append(_ text: String) {
        guard !text.isEmpty else { return }
        if case .text(let before)? = pieces.last {
            pieces[pieces.count - 1] = .text(before + text)
        } else {
            pieces.append(.text(text))
        }
    }

    var variableNames: [String] {
        pieces.compactMap { if case .variable(let name) = $0 { name } else { nil } }
    }

    /// The text as written, for titles.
    var source: String {
        pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .variable(let name): "{{\(name)}}"
            }
        }.joined()
    }
}
