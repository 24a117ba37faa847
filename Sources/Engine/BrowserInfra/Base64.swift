extension ByteString {
    /// https://www.rfc-editor.org/rfc/rfc4648#section-4
    package var base64Encoded: String {
        let alphabet = Array(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
        )
        var output: [UInt8] = []
        output.reserveCapacity((count + 2) / 3 * 4)
        for start in stride(from: 0, to: count, by: 3) {
            let group = bytes[start..<min(start + 3, count)]
            var bits: UInt32 = 0
            for index in 0..<3 {
                bits = bits << 8 | (index < group.count ? UInt32(group[start + index]) : 0)
            }
            for index in 0..<4 {
                let sextet = Int(bits >> UInt32(18 - 6 * index) & 0x3F)
                output.append(index <= group.count ? alphabet[sextet] : UInt8(ascii: "="))
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// `nil` on failure.
    ///
    /// https://infra.spec.whatwg.org/#forgiving-base64-decode
    package init?(forgivingBase64 input: [UInt8]) {
        // 1. Remove all ASCII whitespace.
        var data = input.filter { !$0.isASCIIWhitespace }
        // 2. If the length is a multiple of four, remove up to two `=` at the end.
        if data.count.isMultiple(of: 4) {
            for _ in 0..<2 where data.last == UInt8(ascii: "=") { data.removeLast() }
        }
        // 3. If it leaves a remainder of one, return failure.
        if data.count % 4 == 1 { return nil }
        // 5-10. Each character contributes six bits; bits left over at the end are discarded.
        var output: [UInt8] = []
        var buffer: UInt32 = 0
        var bits = 0
        for byte in data {
            guard let value = base64Value(byte) else { return nil }
            buffer = buffer << 6 | value
            bits += 6
            if bits >= 8 {
                bits -= 8
                output.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
            }
        }
        self.init(output)
    }
}

private func base64Value(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
}
