internal import BrowserInfra
internal import BrowserJSON

extension ByteString {
    /// The JSON text without the spaces between its tokens; `nil` where it is not valid JSON.
    ///
    /// What `await response.json()` gives, short enough to be shown in a line.
    package var compactJSON: String? {
        guard (try? JSONReader.read(bytes, depthLimit: 200)) != nil else { return nil }
        // As the page decodes it, without a byte order mark.
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        var output: [UInt8] = []
        var isInString = false
        var isEscaped = false
        for byte in text {
            // JSON's whitespace is the same four bytes.
            if !isInString, byte.isHTTPWhitespace { continue }
            output.append(byte)
            if byte == UInt8(ascii: "\""), !isEscaped { isInString.toggle() }
            isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
        }
        return String(decoding: output, as: UTF8.self)
    }
}
