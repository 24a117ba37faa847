/// The decisions about cookies in which browsers differ.
///
/// Each field is an axis, each browser is a value. The initializer has no default arguments: a new
/// axis does not compile until the preset that the others start from has a value for it.
package struct CookiePolicy: Hashable, Sendable {
    package enum Acceptance: Hashable, Sendable {
        case accepted, refused
    }

    /// How `a`, a pair without an equals sign, is read.
    package enum BareToken: Hashable, Sendable {
        case value, name
    }

    /// The treatment of a tab inside a name, a value or an attribute.
    package enum Tabs: Hashable, Sendable {
        case accepted, refused, refusedInPath
    }

    package enum OverlongAttributes: Hashable, Sendable {
        case ignored
        /// An overlong value is dropped, but `Secure` and `HttpOnly`, which need no value, still
        /// count.
        case ignoredExceptFlags
    }

    /// Which of several `Max-Age` or `Expires` attributes counts.
    package enum DuplicateLifetimes: Hashable, Sendable {
        case lastValid
        /// The last one, even if it is invalid.
        case last
    }

    package enum MaxAgeGrammar: Hashable, Sendable {
        /// An optional minus sign, then digits.
        case digits
        /// A plus sign is allowed too; a number that overflows counts whatever follows it.
        case signedInteger
        /// Anything after a minus sign means that the cookie has expired.
        case minusAndAnything
    }

    /// How much of each token of a date is examined.
    package enum DateTokens: Hashable, Sendable {
        /// The required number of digits at the start, then anything that is not a digit.
        case digitsThenAnything
        /// The token's length is limited, and its first byte determines what it can be.
        case boundedLength
    }

    package enum DateYears: Hashable, Sendable {
        /// Two to four digits, not before 1601.
        case since1601
        /// Up to five digits; years out of range are clamped to the earliest or latest moment.
        case saturating
    }

    package enum DateFields: Hashable, Sendable {
        case strict
        /// A missing time is midnight, 30 February carries over into March, and zones count.
        case lenient
    }

    package enum ClockSkew: Hashable, Sendable {
        case ignored
        /// `Expires` is moved by the client's clock minus the response's `Date`.
        case corrected
    }

    package enum NonASCIIDomain: Hashable, Sendable {
        case refused
        /// By the host parser, that is, IDNA.
        case convertedToASCII
    }

    /// The meaning of `Domain=.`.
    package enum LoneDotDomain: Hashable, Sendable {
        case hostOnly, refused
    }

    /// Whether `http:` to a loopback host is a secure connection.
    package enum Loopback: Hashable, Sendable {
        case insecure, secure
    }

    package enum UnspecifiedSameSite: Hashable, Sendable {
        case asLax, asNone
    }

    package enum SiteComparison: Hashable, Sendable {
        case schemeful, schemeless
    }

    package enum RedirectChain: Hashable, Sendable {
        case ignored, considered
    }

    /// When a SameSite code has the prefix `Schemeful`.
    package enum SameSiteCodes: Hashable, Sendable {
        /// If only the schemes differ.
        case byDifference
        case alwaysSchemeful
    }

    /// Where the `Path=/` of a `__Host-` cookie must come from.
    package enum HostPrefixPath: Hashable, Sendable {
        case inTheAttribute
        /// A default path of `/` is enough.
        case anywhere
    }

    package enum HostPrefixDomain: Hashable, Sendable {
        case absent
        /// Absent, or equal to a host that is an IP address.
        case absentOrEqualAddress
        /// Absent, or without effect because the host can have no domain cookies.
        case absentOrWithoutEffect
    }

    /// Which documents' partitions are marked as having a cross-site ancestor.
    package enum PartitionAncestor: Hashable, Sendable {
        /// The partitions of every third party.
        case ofThirdParties
        /// Only the partitions of the top-level site itself, when it is framed by another site.
        case ofReturnsToTheTop
    }

    /// Where third-party cookies are stored below a page with an opaque site: from a file, or
    /// sandboxed.
    package enum OpaquePagePartition: Hashable, Sendable {
        case none
        /// In a partition of that page alone.
        case own
    }

    package enum PartitionedAttribute: Hashable, Sendable {
        case ignored, honored
    }

    package enum ThirdParty: String, Hashable, Sendable, CaseIterable {
        case allow, partition, block
    }

    /// The effect of a changed value on the creation time of the cookie.
    package enum ValueChange: Hashable, Sendable {
        case keepsCreation, renewsCreation
    }

    /// Where `document.cookie` reads and writes.
    package enum DocumentCookieSource: Hashable, Sendable {
        case jar
        /// A copy in the page's own process: ``ContentProcessCookies``.
        case copyInPageProcess
    }

    /// The treatment of a name or value that is not valid UTF-8.
    package enum InvalidUTF8: Hashable, Sendable {
        /// It is sent back unchanged; `document.cookie` reads U+FFFD.
        case replacedForScript
        /// It is stored, and sent back, with U+FFFD.
        case replacedWhenStored
        /// It is sent back unchanged; `document.cookie` reads an empty string, whatever other
        /// cookies there are.
        case emptiesTheString
    }

    // Parsing the line.
    package var bareToken: BareToken
    /// Whether `=a` is stored.
    package var emptyNames: Acceptance
    /// Whether `=a=b` is stored: sent back, it would be parsed as a different cookie.
    package var namelessValuesWithEquals: Acceptance
    package var tabs: Tabs
    package var overlongAttributes: OverlongAttributes

    // Lifetime.
    package var duplicateLifetimes: DuplicateLifetimes
    package var maxAgeGrammar: MaxAgeGrammar
    package var dateTokens: DateTokens
    package var dateYears: DateYears
    package var dateFields: DateFields
    package var clockSkew: ClockSkew
    /// In seconds from now; `nil` for no limit.
    package var longestLifetime: Int64?
    /// The limit for a cookie that script sets, in seconds; `nil` for no additional limit.
    package var longestScriptLifetime: Int64?

    // Scope and partition.
    package var nonASCIIDomain: NonASCIIDomain
    package var loneDotDomain: LoneDotDomain
    package var loopback: Loopback
    package var prefixes: CookiePrefix.Recognized
    package var hostPrefixPath: HostPrefixPath
    package var hostPrefixDomain: HostPrefixDomain
    package var partitionedAttribute: PartitionedAttribute
    package var partitionAncestor: PartitionAncestor
    package var opaquePagePartition: OpaquePagePartition

    // Context of the request.
    package var unspecifiedSameSite: UnspecifiedSameSite
    /// The number of seconds for which a cookie without SameSite is also sent with a top-level POST
    /// from another site; `nil` for never.
    ///
    /// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.6.7.2
    package var laxAllowingUnsafe: Int64?
    package var insecureSameSiteNone: Acceptance
    package var siteComparison: SiteComparison
    package var redirectChain: RedirectChain
    package var sameSiteCodes: SameSiteCodes
    package var thirdParty: ThirdParty

    // Storage.
    package var valueChange: ValueChange
    /// The age of a last access, in seconds, from which it is updated.
    package var lastAccessStaleness: Int64
    package var limits: CookieLimits
    package var invalidUTF8: InvalidUTF8
    package var documentCookieSource: DocumentCookieSource
}
