internal import BrowserInfra

/// IPv4 addresses in all forms that `inet_aton` accepts.
enum IPv4 {
    /// The "ends in a number" checker.
    ///
    /// https://url.spec.whatwg.org/#ends-in-a-number-checker
    static func endsInNumber(_ input: [UInt8]) -> Bool {
        // 1. to 4. Let last be what follows the last dot, ignoring a final dot.
        let trimmed = input.last == UInt8(ascii: ".") ? input.dropLast() : input[...]
        let last: ArraySlice<UInt8>
        if let dot = trimmed.lastIndex(of: UInt8(ascii: ".")) {
            last = trimmed[(dot + 1)...]
        } else {
            last = trimmed
        }
        // 5. If last is digits only, and at least one, return true.
        if !last.isEmpty, last.allSatisfy(\.isASCIIDigit) { return true }
        // 6., 7. Otherwise, whether it parses as an IPv4 number.
        return parseNumber(last) != nil
    }

    /// The IPv4 parser.
    ///
    /// https://url.spec.whatwg.org/#concept-ipv4-parser
    static func parse(_ input: [UInt8]) throws(HostProblem) -> UInt32 {
        // 1. Strictly split the input on dots.
        var parts = input.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        // 2. Remove an empty last part, unless it is the only one.
        if parts.count > 1, parts.last?.isEmpty == true { parts.removeLast() }
        // 3., 4. Fewer than four parts are allowed; more than four are a failure.
        guard parts.count <= 4 else { throw .ipv4TooManyParts(parts.count) }
        // 5., 6. Each part must be a number.
        var numbers: [UInt64] = []
        for part in parts {
            guard let number = parseNumber(part) else {
                throw .ipv4PartNotANumber(String(decoding: part, as: UTF8.self))
            }
            numbers.append(number)
        }
        // 7. A validation error, which has no effect.
        // 8. Each part but the last must be at most 255.
        let last = numbers.removeLast()
        for (number, part) in zip(numbers, parts) where number > 255 {
            throw .ipv4PartOutOfRange(String(decoding: part, as: UTF8.self))
        }
        // 9. The last part fills the remaining bytes, and must fit.
        guard last < 1 << (8 * UInt64(4 - numbers.count)) else {
            throw .ipv4PartOutOfRange(String(decoding: parts[numbers.count], as: UTF8.self))
        }
        // 10. to 14. Add them up.
        var address = UInt32(last)
        for (index, number) in numbers.enumerated() {
            address += UInt32(number) << (8 * UInt32(3 - index))
        }
        return address
    }

    /// The IPv4 number parser; a value too big for any address saturates.
    ///
    /// https://url.spec.whatwg.org/#ipv4-number-parser
    private static func parseNumber(_ input: ArraySlice<UInt8>) -> UInt64? {
        // 1. Empty is a failure.
        guard let first = input.first else { return nil }
        // 2. A validation error, which has no effect.
        // 3. to 5. A leading "0x" makes it hexadecimal, any other leading 0 octal.
        var radix: UInt64 = 10
        var digits = input
        if first == UInt8(ascii: "0"), input.count >= 2 {
            let isHexadecimal = input.dropFirst().first?.asciiLowercased == UInt8(ascii: "x")
            radix = isHexadecimal ? 16 : 8
            digits = input.dropFirst(isHexadecimal ? 2 : 1)
        }
        // 6. Nothing left ("0x") is 0.
        // 7. Anything but a digit of that radix is a failure.
        // 8., 9. Return the value.
        var value: UInt64 = 0
        for byte in digits {
            guard let digit = byte.asciiHexDigitValue, digit < radix else { return nil }
            value = min(value * radix + UInt64(digit), 1 << 32)
        }
        return value
    }

    /// The IPv4 serializer.
    ///
    /// https://url.spec.whatwg.org/#concept-ipv4-serializer
    static func serialize(_ address: UInt32) -> String {
        // Not by interpolation, which takes longer than the rest of the URL serializer.
        String(unsafeUninitializedCapacity: 15) { buffer in
            var count = 0
            func append(_ byte: UInt8) {
                buffer[count] = byte
                count += 1
            }
            for shift: UInt32 in [24, 16, 8, 0] {
                let number = UInt8(truncatingIfNeeded: address >> shift)
                if number >= 100 { append(UInt8(ascii: "0") + number / 100) }
                if number >= 10 { append(UInt8(ascii: "0") + number / 10 % 10) }
                append(UInt8(ascii: "0") + number % 10)
                if shift > 0 { append(UInt8(ascii: ".")) }
            }
            return count
        }
    }
}
