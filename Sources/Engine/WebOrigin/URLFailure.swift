/// Why a text is no URL.
///
/// https://url.spec.whatwg.org/#validation-error
package enum URLFailure: Error, Hashable, Sendable {
    /// Relative, and there is no base (or the base has an opaque path).
    case missingScheme(input: String)
    case missingHost(input: String)
    case invalidHost(host: String, problem: HostProblem)
    /// Not a number, or above 65535.
    case invalidPort(port: String)
    /// A character that ends an authority stands in the userinfo: what the parser says instead quotes
    /// a part of that. See ``hidingUserinfo(of:)``.
    case unescapedUserinfo
}

/// Why a text is no host.
package enum HostProblem: Error, Hashable, Sendable {
    case empty
    /// `[` without `]` at the end.
    case unclosedBracket
    case ipv6(IPv6Problem)
    case ipv4TooManyParts(Int)
    case ipv4PartNotANumber(String)
    case ipv4PartOutOfRange(String)
    case forbiddenCodePoint(Unicode.Scalar)
    /// Percent-decoded, it is not UTF-8.
    case notUTF8
    /// It has code points or labels that no internationalized domain name may have.
    case idna(IDNAErrors)
    /// It is not ASCII, and longer in UTF-8 than crumb gives to ICU.
    case idnaTooLong(limit: Int)
    /// A host that is not ASCII needs ICU, which could not be opened.
    case idnaLibraryMissing
}

/// Why the text between brackets is no IPv6 address.
package enum IPv6Problem: Error, Hashable, Sendable {
    case loneColon
    case secondCompression
    case tooManyPieces
    case tooFewPieces
    case invalidCodePoint(Unicode.Scalar)
    /// The IPv4 address at its end is malformed.
    case embeddedIPv4
}
