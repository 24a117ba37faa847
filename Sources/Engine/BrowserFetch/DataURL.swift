internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// https://fetch.spec.whatwg.org/#data-url-struct
struct DataURL {
    var mimeType: ByteString
    var body: ByteString

    /// Parses and decodes `url`; `nil` on failure.
    ///
    /// https://fetch.spec.whatwg.org/#data-url-processor
    init?(_ url: WebURL) {
        // 2-4. Let input be the URL without its fragment and without `data:`.
        let input = Array(
            url.serialized(excludingFragment: true).utf8.dropFirst("data:".utf8.count)
        )
        // 5-8. Let mimeType be everything before the first comma, stripped; return failure if there
        // is no comma.
        guard let comma = input.firstIndex(of: UInt8(ascii: ",")) else { return nil }
        var type = ByteString(input[..<comma]).trimming(while: \.isASCIIWhitespace)
        // 9-10. Let body be the rest, percent-decoded.
        var body = percentDecoded(input[(comma + 1)...])
        // 11. If mimeType ends with `;`, spaces and `base64`, forgiving-base64 decode the body.
        if let shortened = type.droppingBase64Suffix {
            guard let decoded = ByteString(forgivingBase64: body) else { return nil }
            body = decoded.bytes
            type = shortened
        }
        // 12. If mimeType starts with `;`, prepend `text/plain`.
        if type.bytes.first == UInt8(ascii: ";") {
            type = ByteString("text/plain".utf8 + type.bytes)
        }
        // 13-14. If mimeType cannot be parsed, use `text/plain;charset=US-ASCII`.
        let isValid = MIMEType(parsing: type) != nil
        self.mimeType = isValid ? type : "text/plain;charset=US-ASCII"
        self.body = ByteString(body)
    }
}

extension ByteString {
    fileprivate var droppingBase64Suffix: ByteString? {
        let suffix = "base64".utf8
        guard bytes.count > suffix.count,
            ByteString(bytes.suffix(suffix.count)).equalsIgnoringASCIICase("base64")
        else { return nil }
        var rest = bytes.dropLast(suffix.count)
        while rest.last == 0x20 { rest.removeLast() }
        guard rest.last == UInt8(ascii: ";") else { return nil }
        return ByteString(rest.dropLast())
    }
}

/// https://url.spec.whatwg.org/#percent-decode
func percentDecoded(_ input: ArraySlice<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(input.count)
    var index = input.startIndex
    while index < input.endIndex {
        if input[index] == UInt8(ascii: "%"), index + 2 < input.endIndex,
            let high = input[index + 1].asciiHexDigitValue,
            let low = input[index + 2].asciiHexDigitValue
        {
            output.append(high << 4 | low)
            index += 3
        } else {
            output.append(input[index])
            index += 1
        }
    }
    return output
}
