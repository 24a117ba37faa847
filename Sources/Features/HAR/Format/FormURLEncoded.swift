internal import BrowserInfra
internal import WebOrigin

/// https://url.spec.whatwg.org/#concept-urlencoded-parser
enum FormURLEncoded {
    static func pairs(inQueryOf url: String) -> [(name: String, value: String)] {
        guard let query = try? WebURL(parsing: url).query else { return [] }
        return pairs(of: query)
    }

    static func pairs(of text: String) -> [(name: String, value: String)] {
        // 1. Split on `&`. 3. For each byte sequence that is not empty:
        text.utf8.split(separator: UInt8(ascii: "&")).map { sequence in
            // 3.2-3. The name is the part before the first `=`.
            let parts = sequence.split(
                separator: UInt8(ascii: "="),
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            return (decoded(parts[0]), parts.count == 2 ? decoded(parts[1]) : "")
        }
    }

    /// 3.4-5. `+` is a space; percent-decode; UTF-8 decode without BOM.
    private static func decoded(_ bytes: Substring.UTF8View) -> String {
        var output: [UInt8] = []
        var rest = Array(bytes)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let high = rest[rest.startIndex].asciiHexDigitValue,
                let low = rest[rest.startIndex + 1].asciiHexDigitValue
            {
                output.append(high << 4 | low)
                rest = rest.dropFirst(2)
            } else {
                output.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
