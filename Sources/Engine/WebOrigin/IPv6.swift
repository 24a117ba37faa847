internal import BrowserInfra

/// IPv6 addresses without a zone.
enum IPv6 {
    /// The IPv6 parser.
    ///
    /// https://url.spec.whatwg.org/#concept-ipv6-parser
    static func parse(_ input: [UInt8]) throws(HostProblem) -> [UInt16] {
        // 1. to 4. Eight pieces of 0, the index of the next one, where "::" stood, and a pointer.
        var address = [UInt16](repeating: 0, count: 8)
        var pieceIndex = 0
        var compress: Int?
        var rest = input[...]
        // 5. A leading colon must be the first half of "::".
        if rest.first == colon {
            guard rest.dropFirst().first == colon else { throw .ipv6(.loneColon) }
            rest = rest.dropFirst(2)
            pieceIndex += 1
            compress = pieceIndex
        }
        // 6. Until the end:
        while let c = rest.first {
            // 6.1. There are only eight pieces.
            guard pieceIndex < 8 else { throw .ipv6(.tooManyPieces) }
            // 6.2. A colon here is the second one of "::", which may appear only once.
            if c == colon {
                guard compress == nil else { throw .ipv6(.secondCompression) }
                rest = rest.dropFirst()
                pieceIndex += 1
                compress = pieceIndex
                continue
            }
            // 6.3., 6.4. Read up to four hexadecimal digits.
            let digits = rest.prefix(4).prefix(while: \.isASCIIHexDigit)
            let value = digits.reduce(into: UInt16(0)) {
                $0 = $0 << 4 | UInt16($1.asciiHexDigitValue ?? 0)
            }
            let afterDigits = rest.dropFirst(digits.count)
            switch afterDigits.first {
            // 6.5. A dot: these digits begin an IPv4 address, which is the rest.
            case dot:
                guard !digits.isEmpty else { throw .ipv6(.embeddedIPv4) }
                guard pieceIndex <= 6 else { throw .ipv6(.tooManyPieces) }
                let bytes = try parseEmbeddedIPv4(rest)
                address[pieceIndex] = UInt16(bytes[0]) << 8 | UInt16(bytes[1])
                address[pieceIndex + 1] = UInt16(bytes[2]) << 8 | UInt16(bytes[3])
                pieceIndex += 2
                rest = []
                continue
            // 6.6. A colon: something must follow it.
            case colon:
                rest = afterDigits.dropFirst()
                guard !rest.isEmpty else { throw .ipv6(.loneColon) }
            // 6.7. Anything else except the end is a failure.
            case .some(let other):
                throw .ipv6(.invalidCodePoint(scalar(other, in: input)))
            case nil:
                rest = afterDigits
            }
            // 6.8. A leading zero is a validation error, which has no effect.
            // 6.9., 6.10. Set the piece.
            address[pieceIndex] = value
            pieceIndex += 1
        }
        if let compress {
            // 7. The pieces after "::" move to the end.
            let tail = address[compress..<pieceIndex]
            let zeros = [UInt16](repeating: 0, count: 8 - pieceIndex)
            return address[..<compress] + zeros + tail
        }
        // 8. Without "::", there must be all eight pieces.
        guard pieceIndex == 8 else { throw .ipv6(.tooFewPieces) }
        // 9. Return address.
        return address
    }

    private static let colon = UInt8(ascii: ":")
    private static let dot = UInt8(ascii: ".")

    /// Step 6.5.4 and following: four decimal numbers, and nothing else.
    private static func parseEmbeddedIPv4(
        _ input: ArraySlice<UInt8>
    ) throws(HostProblem) -> [UInt8] {
        let parts = input.split(separator: dot, omittingEmptySubsequences: false)
        guard parts.count == 4 else { throw .ipv6(.embeddedIPv4) }
        var bytes: [UInt8] = []
        for part in parts {
            // Decimal digits without a leading zero, at most 255.
            guard (1...3).contains(part.count), part.allSatisfy(\.isASCIIDigit),
                part.count == 1 || part.first != UInt8(ascii: "0"),
                let byte = UInt8(String(decoding: part, as: UTF8.self))
            else { throw .ipv6(.embeddedIPv4) }
            bytes.append(byte)
        }
        return bytes
    }

    /// Returns the code point that begins with `byte`, as far as it can be determined.
    private static func scalar(_ byte: UInt8, in input: [UInt8]) -> Unicode.Scalar {
        guard byte >= 0x80 else { return Unicode.Scalar(byte) }
        return String(decoding: input, as: UTF8.self).unicodeScalars.first { !$0.isASCII }
            ?? "\u{FFFD}"
    }

    /// The IPv6 serializer.
    ///
    /// https://url.spec.whatwg.org/#concept-ipv6-serializer
    static func serialize(_ pieces: [UInt16]) -> String {
        // 1. to 3. Find the run of zeros to compress.
        let compressed = compressedRange(pieces)
        var output = ""
        // 4. Write each piece in the shortest lower-case hexadecimal form, with colons between
        //    them; the run becomes "::".
        for (index, piece) in pieces.enumerated() {
            if compressed.contains(index) {
                if index == compressed.lowerBound { output += index == 0 ? "::" : ":" }
                continue
            }
            output += String(piece, radix: 16)
            if index != 7 { output += ":" }
        }
        // 5. Return output.
        return output
    }

    /// The first longest run of two or more zeros; empty if there is none.
    ///
    /// https://url.spec.whatwg.org/#find-the-ipv6-address-compressed-piece-index
    private static func compressedRange(_ pieces: [UInt16]) -> Range<Int> {
        var longest = 0..<0
        var found = 0..<0
        for (index, piece) in pieces.enumerated() {
            found = piece != 0 ? (index + 1)..<(index + 1) : found.lowerBound..<(index + 1)
            if found.count > max(longest.count, 1) { longest = found }
        }
        return longest
    }
}
