internal import BrowserInfra

extension Host {
    /// The host parser, for the host of a URL with a special scheme, or of a cookie's domain.
    ///
    /// https://url.spec.whatwg.org/#concept-host-parser
    package init(parsing input: String) throws(HostProblem) {
        try self.init(parsing: Array(input.utf8), isOpaque: false)
    }

    /// The host parser, on UTF-8; `isOpaque` is true if the URL's scheme is not special.
    init(parsing input: [UInt8], isOpaque: Bool) throws(HostProblem) {
        // 1. "[" begins an IPv6 address, and "]" must end it.
        if input.first == UInt8(ascii: "[") {
            guard input.last == UInt8(ascii: "]") else { throw .unclosedBracket }
            self = .ipv6(try IPv6.parse(Array(input.dropFirst().dropLast())))
            return
        }
        // 2. If isOpaque is true, return the result of opaque-host parsing.
        if isOpaque {
            self = try Host.parseOpaque(input)
            return
        }
        // 3. Assert: input is not empty. Callers ensure this for URLs, but a cookie's domain may be
        //    empty.
        guard !input.isEmpty else { throw .empty }
        // Steps 5 to 7 do not change lower-case input that has nothing to decode.
        if input.allSatisfy(\.isPlainInDomain) {
            self = try Host.ending(input)
            return
        }
        // 4. A validation error, which has no effect.
        // 5. Let domain be the percent-decoded input, decoded as UTF-8.
        guard let domain = String(validating: input.percentDecoded, as: UTF8.self) else {
            throw .notUTF8
        }
        // 6., 7. Let asciiDomain be the result of the domain parser, not strict.
        self = try Host.ending(try DomainParser.parse(domain))
    }

    private static func ending(_ asciiDomain: [UInt8]) throws(HostProblem) -> Host {
        // 8. If it ends in a number, return the result of IPv4 parsing.
        if IPv4.endsInNumber(asciiDomain) { return .ipv4(try IPv4.parse(asciiDomain)) }
        // 9. Return asciiDomain.
        return .domain(String(decoding: asciiDomain, as: UTF8.self))
    }

    /// The opaque-host parser.
    ///
    /// https://url.spec.whatwg.org/#concept-opaque-host-parser
    private static func parseOpaque(_ input: [UInt8]) throws(HostProblem) -> Host {
        // 1. A forbidden host code point is a failure.
        if let forbidden = input.first(where: \.isForbiddenHostCodePoint) {
            throw .forbiddenCodePoint(Unicode.Scalar(forbidden))
        }
        // 2., 3. Validation errors, which have no effect.
        // 4. Percent-encode C0 controls and non-ASCII bytes.
        var output: [UInt8] = []
        for byte in input { output.append(byte, percentEncodedIn: .c0Control) }
        return output.isEmpty ? .empty : .opaque(String(decoding: output, as: UTF8.self))
    }
}

extension UInt8 {
    /// Whether the domain parser leaves the byte unchanged.
    fileprivate var isPlainInDomain: Bool {
        isASCIILowerAlpha || isASCIIDigit || self == UInt8(ascii: ".") || self == UInt8(ascii: "-")
    }

    /// Whether it is forbidden in every host.
    ///
    /// https://url.spec.whatwg.org/#forbidden-host-code-point
    var isForbiddenHostCodePoint: Bool {
        switch Unicode.Scalar(self) {
        case "\0", "\t", "\n", "\r", " ", "#", "/", ":", "<", ">", "?", "@", "[", "\\", "]", "^",
            "|":
            true
        default:
            false
        }
    }

    /// Whether it is forbidden in every domain.
    ///
    /// https://url.spec.whatwg.org/#forbidden-domain-code-point
    var isForbiddenDomainCodePoint: Bool {
        isForbiddenHostCodePoint || isASCIIControl || self == UInt8(ascii: "%")
    }
}
