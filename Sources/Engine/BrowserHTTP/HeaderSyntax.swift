package import BrowserInfra

extension Header {
    /// Whether the name is a `token` of RFC 9110.
    ///
    /// https://fetch.spec.whatwg.org/#header-name
    package static func isValidName(_ name: String) -> Bool {
        let bytes = name.utf8.span
        for index in bytes.indices where !bytes[index].isHTTPTokenCodePoint { return false }
        return !bytes.isEmpty
    }

    /// Whether the value has no NUL, CR or LF, and no whitespace at either end.
    ///
    /// https://fetch.spec.whatwg.org/#header-value
    package static func isValidValue(_ value: ByteString) -> Bool {
        !value.bytes.contains { $0 == 0 || $0 == 0x0A || $0 == 0x0D }
            && value.bytes.first?.isHTTPWhitespace != true
            && value.bytes.last?.isHTTPWhitespace != true
    }

    /// https://fetch.spec.whatwg.org/#concept-header-value-normalize
    package static func normalizeValue(_ value: ByteString) -> ByteString {
        value.trimming(while: \.isHTTPWhitespace)
    }

    /// https://fetch.spec.whatwg.org/#forbidden-request-header
    package static func isForbiddenInRequest(name: String, value: ByteString) -> Bool {
        let lower = name.asciiLowercased
        // 1. The name is one of the list: return true.
        if forbiddenRequestNames.contains(lower) { return true }
        // 2. The name starts with `proxy-` or `sec-`: return true.
        if lower.hasPrefix("proxy-") || lower.hasPrefix("sec-") { return true }
        // 3. The name is a method override, and a forbidden method is in the value: return true.
        if methodOverrideNames.contains(lower) {
            return value.decodedAndSplit.contains { Method.isForbidden($0) }
        }
        // 4. Return false.
        return false
    }

    private static let forbiddenRequestNames: Set<String> = [
        "accept-charset", "accept-encoding", "access-control-request-headers",
        "access-control-request-method", "connection", "content-length", "cookie", "cookie2",
        "date", "dnt", "expect", "host", "keep-alive", "origin", "referer", "set-cookie", "te",
        "trailer", "transfer-encoding", "upgrade", "via",
    ]

    private static let methodOverrideNames: Set<String> = [
        "x-http-method", "x-http-method-override", "x-method-override",
    ]

    /// https://fetch.spec.whatwg.org/#forbidden-response-header-name
    package static func isForbiddenInResponse(name: String) -> Bool {
        name.equalsIgnoringASCIICase("set-cookie") || name.equalsIgnoringASCIICase("set-cookie2")
    }

    /// The names of headers that are removed when a redirect turns a request into a GET.
    ///
    /// https://fetch.spec.whatwg.org/#request-body-header-name
    package static let requestBodyNames = [
        "Content-Encoding", "Content-Language", "Content-Location", "Content-Type",
    ]
}

extension ByteString {
    /// Splits the value at commas outside of quoted strings and trims each part.
    ///
    /// https://fetch.spec.whatwg.org/#header-value-get-decode-and-split
    package var decodedAndSplit: [String] {
        var parts: [String] = []
        var part: [UInt8] = []
        var isQuoted = false
        var isEscaped = false
        func finished() -> String {
            ByteString(part).trimming(while: \.isHTTPTabOrSpace).isomorphicDecoded
        }
        for byte in bytes {
            if byte == UInt8(ascii: ","), !isQuoted {
                parts.append(finished())
                part = []
                continue
            }
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\"), isQuoted {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            }
            part.append(byte)
        }
        parts.append(finished())
        return parts
    }

    /// The elements of a `#token` list (RFC 9110 section 5.6.1), without empty ones; `nil` if an
    /// element is not a token.
    package var tokenList: [String]? {
        var tokens: [String] = []
        for part in bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: true) {
            let token = ByteString(part).trimming(while: \.isHTTPTabOrSpace)
            if token.isEmpty { continue }
            guard token.bytes.allSatisfy(\.isHTTPTokenCodePoint) else { return nil }
            tokens.append(token.utf8Decoded)
        }
        return tokens
    }
}
