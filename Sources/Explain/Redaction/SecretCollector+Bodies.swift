internal import BrowserHTTP
package import BrowserInfra
internal import BrowserJSON
internal import WebOrigin

// What has a secret's name in a body: of JSON, of a form, of a text that holds either.

extension Redaction {
    /// Larger bodies are no forms, and no answers of an API.
    private static let bodyLimit = 4 << 20
    /// JSON in a text of JSON in a text of JSON.
    private static let nestingLimit = 4

    package mutating func learn(body: ByteString?) {
        guard hidesAnything, let body, !body.isEmpty, body.count <= Self.bodyLimit else { return }
        learn(content: body.bytes, nesting: 0)
    }

    private mutating func learn(content bytes: [UInt8], nesting: Int) {
        guard nesting < Self.nestingLimit else { return }
        if let value = JSONReader.value(of: bytes) {
            learnMembers(of: value, nesting: nesting)
            return
        }
        learn(form: bytes, nesting: nesting)
        if bytes.starts(with: [UInt8(ascii: "-"), UInt8(ascii: "-")]) { learn(multipart: bytes) }
        // Who names nothing has the fields of bodies hidden, and no text searched for names.
        guard hasNames else { return }
        // Lines of JSON, events, what was cut off, markup: whatever has the name before it.
        for (name, value) in SecretMask(.archive, names: secretNames).named(in: bytes)
        where isSecret(name) {
            learn(written: value, name: name)
        }
        learn(markup: bytes)
    }

    // MARK: JSON

    private mutating func learnMembers(of value: JSONValue, nesting: Int) {
        switch value {
        case .object(let members):
            for member in members {
                if let confidence = confidence(ofField: member.name) {
                    learnTexts(of: member.value, name: member.name, confidence)
                } else {
                    learnMembers(of: member.value, nesting: nesting)
                }
            }
        case .array(let elements):
            for element in elements { learnMembers(of: element, nesting: nesting) }
        case .string(let text):
            // A payload of its own.
            if text.utf8.contains(where: { "{=".utf8.contains($0) }) {
                learn(content: Array(text.utf8), nesting: nesting + 1)
            }
        case .null, .bool, .integer, .number: break
        }
    }

    /// How sure it is that a field of that name holds a secret; `nil` where it holds none.
    func confidence(ofField name: String) -> Confidence? {
        if isSecret(name) { return .high }
        return hidesAnything && Self.isCredential(name) ? .low : nil
    }

    mutating func learnTexts(of value: JSONValue, name: String, _ confidence: Confidence = .high) {
        switch value {
        case .object(let members):
            for member in members { learnTexts(of: member.value, name: name, confidence) }
        case .array(let elements):
            for element in elements { learnTexts(of: element, name: name, confidence) }
        case .string, .integer, .number:
            learn(ByteString(utf8: value.plainText), name: name, confidence)
        // There are too many of these for one to be a secret.
        case .null, .bool: break
        }
    }

    /// A value as it is written somewhere, with escapes or without.
    private mutating func learn(written value: ByteString, name: String) {
        guard !["true", "false", "null"].contains(value) else { return }
        learn(value, name: name, .high)
        let quoted = [UInt8(ascii: "\"")] + value.bytes + [UInt8(ascii: "\"")]
        if value.bytes.contains(UInt8(ascii: "\\")), let text = JSONReader.value(of: quoted) {
            learnTexts(of: text, name: name)
        }
    }

    // MARK: Forms

    /// `name=value&…`, also with semicolons, and `a[name]=value`.
    mutating func learn(form bytes: [UInt8], nesting: Int = 0) {
        guard hidesAnything else { return }
        for field in bytes.split(separator: UInt8(ascii: "&")) {
            learn(field: field, nesting: nesting)
            let parts = field.split(separator: UInt8(ascii: ";"))
            if parts.count > 1 {
                for part in parts { learn(field: part, nesting: nesting) }
            }
        }
    }

    private mutating func learn(field: ArraySlice<UInt8>, nesting: Int) {
        guard let equals = field.firstIndex(of: UInt8(ascii: "=")) else { return }
        let name = String(decoding: Array(field[..<equals]).formDecoded, as: UTF8.self)
        let value = Array(field[(equals + 1)...])
        let decoded = value.formDecoded
        if let (secret, confidence) = secretName(in: name) {
            learn(ByteString(value), name: secret, confidence)
            learn(ByteString(decoded), name: secret, confidence)
        } else if decoded.first == UInt8(ascii: "{") || decoded.first == UInt8(ascii: "[") {
            learn(content: decoded, nesting: nesting + 1)
        }
    }

    /// The part of `user[token]` or `user.token` that names a secret.
    private func secretName(in name: String) -> (String, Confidence)? {
        for part in [name] + name.split(whereSeparator: { "[].".contains($0) }).map(String.init) {
            if let confidence = confidence(ofField: part) { return (part, confidence) }
        }
        return nil
    }

    /// https://www.rfc-editor.org/rfc/rfc7578
    private mutating func learn(multipart bytes: [UInt8]) {
        let boundary = Array(bytes.prefix { !$0.isLineBreak })
        guard boundary.count > 2 else { return }
        var index = boundary.count
        while let end = bytes[index...].firstRange(of: boundary)?.lowerBound {
            let part = bytes[index..<end]
            index = end + boundary.count
            guard let blank = part.firstRange(of: Array("\r\n\r\n".utf8)) else { continue }
            let head = String(decoding: part[..<blank.lowerBound], as: UTF8.self)
            guard let (name, confidence) = head.fieldName.flatMap(secretName) else { continue }
            var value = part[blank.upperBound...]
            if value.suffix(2).elementsEqual([0x0D, 0x0A]) { value = value.dropLast(2) }
            learn(ByteString(Array(value)), name: name, confidence)
        }
    }

    /// `<token>value</token>` and `<input name="token" value="…">`.
    private mutating func learn(markup bytes: [UInt8]) {
        guard bytes.contains(UInt8(ascii: "<")) else { return }
        for tag in bytes.split(separator: UInt8(ascii: "<")) {
            guard let end = tag.firstIndex(of: UInt8(ascii: ">")) else { continue }
            let head = String(decoding: tag[..<end], as: UTF8.self)
            let element = head.prefix { !$0.isWhitespace }
            if isSecret(String(element.split(separator: ":").last ?? "")) {
                learn(ByteString(Array(tag[(end + 1)...])), name: String(element), .high)
            }
            if let (name, confidence) = head.attribute("name").flatMap(secretName),
                let value = head.attribute("value")
            {
                learn(ByteString(utf8: value), name: name, confidence)
            }
        }
    }
}

extension String {
    /// `name="…"` of a `Content-Disposition`.
    fileprivate var fieldName: String? {
        attribute("name").map { String(decoding: Array($0.utf8).percentDecoded, as: UTF8.self) }
    }

    /// The value of `name="value"`, whatever the quotes.
    fileprivate func attribute(_ name: String) -> String? {
        for range in ranges(of: "\(name)=") {
            let before =
                range.lowerBound == startIndex ? " " : self[index(before: range.lowerBound)]
            guard before.isWhitespace || before == ";" else { continue }
            let rest = self[range.upperBound...]
            guard let quote = rest.first, quote == "\"" || quote == "'" else {
                return String(rest.prefix { !$0.isWhitespace && $0 != ";" && $0 != "/" })
            }
            return String(rest.dropFirst().prefix { $0 != quote })
        }
        return nil
    }
}

extension [UInt8] {
    fileprivate var formDecoded: [UInt8] {
        map { $0 == UInt8(ascii: "+") ? 0x20 : $0 }.percentDecoded
    }
}
