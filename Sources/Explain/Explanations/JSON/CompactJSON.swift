internal import BrowserInfra
internal import BrowserJSON

extension ByteString {
    /// The JSON text without whitespace between its tokens; `nil` if it is not valid JSON.
    ///
    /// It is the value of `await response.json()`, short enough to be shown on one line.
    package var compactJSON: String? {
        guard (try? JSONReader.read(bytes, depthLimit: 200)) != nil else { return nil }
        // Decoded as in the page, without a byte order mark.
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        var output: [UInt8] = []
        var isInString = false
        var isEscaped = false
        for byte in text {
            // Whitespace in JSON is the same four bytes as in HTTP.
            if !isInString, byte.isHTTPWhitespace { continue }
            output.append(byte)
            if byte == UInt8(ascii: "\""), !isEscaped { isInString.toggle() }
            isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
        }
        return String(decoding: output, as: UTF8.self)
    }
}
