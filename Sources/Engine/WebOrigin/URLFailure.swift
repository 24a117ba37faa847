/// Why a string is not a valid URL.
///
/// https://url.spec.whatwg.org/#validation-error
package enum URLFailure: Error, Hashable, Sendable {
    /// The input is relative, and there is no base (or the base has an opaque path).
    case missingScheme(input: String)
    case missingHost(input: String)
    case invalidHost(host: String, problem: HostProblem)
    /// The port is not a number, or is above 65535.
    case invalidPort(port: String)
    /// The userinfo contains a character that ends an authority, so that the parser's own error
    /// would quote a part of it. See ``hidingUserinfo(of:)``.
    case unescapedUserinfo
}

/// Why a string is not a valid host.
package enum HostProblem: Error, Hashable, Sendable {
    case empty
    /// `[` without `]` at the end.
    case unclosedBracket
    case ipv6(IPv6Problem)
    case ipv4TooManyParts(Int)
    case ipv4PartNotANumber(String)
    case ipv4PartOutOfRange(String)
    case forbiddenCodePoint(Unicode.Scalar)
    /// The percent-decoded host is not UTF-8.
    case notUTF8
    /// It has code points or labels that no internationalized domain name may have.
    case idna(IDNAErrors)
    /// It is not ASCII, and its UTF-8 is longer than crumb passes to ICU.
    case idnaTooLong(limit: Int)
    /// The host is not ASCII, and ICU, which it needs, could not be opened.
    case idnaLibraryMissing
}

/// Why the text between the brackets is not a valid IPv6 address.
package enum IPv6Problem: Error, Hashable, Sendable {
    case loneColon
    case secondCompression
    case tooManyPieces
    case tooFewPieces
    case invalidCodePoint(Unicode.Scalar)
    /// The IPv4 address at its end is malformed.
    case embeddedIPv4
}
