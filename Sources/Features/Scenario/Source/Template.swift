internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON

/// Text with `{{names}}` in it, each of which a variable's value replaces.
package struct Template: Hashable, Sendable {
    enum Piece: Hashable, Sendable {
        case text(String)
        case variable(String)
    }

    var pieces: [Piece]
    var place: Place

    /// What is no name between braces stays as it is; `{{"{{"}}` is `{{`.
    init(_ text: String, at place: Place) {
        self.place = place
        pieces = []
        // Most texts have no brace, and to search them for two takes longer.
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

    /// Text that stands for itself, whatever braces it has.
    init(literal text: String, at place: Place) {
        self.place = place
        pieces = text.isEmpty ? [] : [.text(text)]
    }

    /// Behind the braces that it begins with.
    private static let quotedBraces = "\"{{\"}}"

    /// Text that stands for itself: without names to replace.
    static func escaping(_ text: String) -> String {
        let template = Template(text, at: Place(line: 1, column: 1, length: 1))
        let isPlain = template.pieces == [.text(text)] && !text.contains(CookieReferences.opening)
        guard !isPlain, !text.isEmpty else { return text }
        return text.replacing("{{", with: "{{" + quotedBraces)
    }

    /// A letter or `_`, then letters, digits, `_` and `-`; spaces around it do not count.
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

    /// A variable's name that is like `name`: `access_token` for `Access-Token`.
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

    /// As it was written, for titles.
    var source: String {
        pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .variable(let name): "{{\(name)}}"
            }
        }.joined()
    }
}
