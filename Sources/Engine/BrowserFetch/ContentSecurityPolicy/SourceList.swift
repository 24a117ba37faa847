package import BrowserDigests
package import BrowserInfra

/// The parts of a directive's value other than URLs: keywords, nonces and hashes.
///
/// https://www.w3.org/TR/CSP3/#framework-directive-source-list
package struct SourceList: Hashable, Sendable {
    package enum Keyword: String, Hashable, Sendable {
        case reportSample = "'report-sample'"
        case strictDynamic = "'strict-dynamic'"
        case unsafeEval = "'unsafe-eval'"
        case unsafeHashes = "'unsafe-hashes'"
        case unsafeInline = "'unsafe-inline'"
    }

    package struct Hash: Hashable, Sendable {
        package var algorithm: DigestAlgorithm
        package var digest: ByteString
    }

    package private(set) var keywords: Set<Keyword> = []
    /// The nonces, which are compared case-sensitively.
    package private(set) var nonces: [String] = []
    package private(set) var hashes: [Hash] = []

    init(_ expressions: [String]) {
        for expression in expressions where expression.hasPrefix("'") && expression.hasSuffix("'") {
            if let keyword = Keyword(rawValue: expression.asciiLowercased) {
                keywords.insert(keyword)
                continue
            }
            let parts = expression.dropFirst().dropLast()
                .split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, Self.isBase64Value(parts[1]) else { continue }
            let name = String(parts[0]).asciiLowercased
            if name == "nonce" { nonces.append(String(parts[1])) }
            guard let algorithm = DigestAlgorithm(rawValue: name), algorithm != .sha1 else {
                continue
            }
            // Normalized from base64url. A hash that is not valid base64 still counts, but matches
            // nothing.
            let digest = ByteString(forgivingBase64: Self.plainBase64(parts[1])) ?? ByteString()
            hashes.append(Hash(algorithm: algorithm, digest: digest))
        }
    }

    package func contains(_ keyword: Keyword) -> Bool { keywords.contains(keyword) }

    /// Whether a nonce or a hash overrides `'unsafe-inline'`.
    package var hasNoncesOrHashes: Bool { !nonces.isEmpty || !hashes.isEmpty }

    /// base64-value = 1*( ALPHA / DIGIT / "+" / "/" / "-" / "_" )*2( "=" )
    ///
    /// https://www.w3.org/TR/CSP3/#grammardef-base64-value
    private static func isBase64Value(_ text: Substring) -> Bool {
        let digits = text.utf8.prefix { $0 != UInt8(ascii: "=") }
        let padding = text.utf8.dropFirst(digits.count)
        return !digits.isEmpty && padding.count <= 2
            && padding.allSatisfy { $0 == UInt8(ascii: "=") }
            && digits.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "+"), UInt8(ascii: "/"),
                    UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    private static func plainBase64(_ text: Substring) -> [UInt8] {
        text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "-"): UInt8(ascii: "+")
            case UInt8(ascii: "_"): UInt8(ascii: "/")
            default: byte
            }
        }
    }
}

extension ContentSecurityPolicy.Directive {
    package var sourceList: SourceList { SourceList(values) }
}
