/// What browsers decide differently about cookies.
///
/// Each field is an axis, each browser is a value. The initializer has no defaults: a new axis does not compile until the preset that the others
/// start from has decided.
package struct CookiePolicy: Hashable, Sendable {
    package enum Acceptance: Hashable, Sendable {
        case accepted, refused
    }

    /// What `a`, a pair without an equals sign, is.
    package enum BareToken: Hashable, Sendable {
        case value, name
    }

    /// What becomes of a tab inside a name, a value or an attribute.
    package enum Tabs: Hashable, Sendable {
        case accepted, refused, refusedInPath
    }

    package enum OverlongAttributes: Hashable, Sendable {
        case ignored
        /// An over-long value is dropped, but `Secure` and `HttpOnly` need none.
        case ignoredExceptFlags
    }

    /// Which of several `Max-Age` or `Expires` attributes counts.
    package enum DuplicateLifetimes: Hashable, Sendable {
        case lastValid
        /// The last one, also if it cannot be read.
        case last
    }

    package enum MaxAgeGrammar: Hashable, Sendable {
        /// An optional minus sign, then digits.
        case digits
        /// A plus sign as well; a number that overflows counts whatever follows it.
        case signedInteger
        /// Anything after a minus sign means that the cookie has expired.
        case minusAndAnything
    }

    /// How much of a date's token is looked at.
    package enum DateTokens: Hashable, Sendable {
        /// The right number of digits at the start, then anything that is no digit.
        case digitsThenAnything
        /// The token's length is limited, and what its first byte is decides what it can be.
        case boundedLength
    }

    package enum DateYears: Hashable, Sendable {
        /// Two to four digits, not before 1601.
        case since1601
        /// Up to five digits; what is out of range is the earliest or latest moment.
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
        /// Through the host parser, that is IDNA.
        case convertedToASCII
    }

    /// What `Domain=.` is.
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

    /// When a SameSite code carries the prefix `Schemeful`.
    package enum SameSiteCodes: Hashable, Sendable {
        /// Where only the schemes differ.
        case byDifference
        case alwaysSchemeful
    }

    /// Where the `Path=/` of a `__Host-` cookie has to stand.
    package enum HostPrefixPath: Hashable, Sendable {
        case inTheAttribute
        /// A default path of `/` will do.
        case anywhere
    }

    package enum HostPrefixDomain: Hashable, Sendable {
        case absent
        /// Or equal to a host that is an IP address.
        case absentOrEqualAddress
        /// Or without effect, because the host can have no domain cookies.
        case absentOrWithoutEffect
    }

    /// Which documents' partitions are marked as lying below another site.
    package enum PartitionAncestor: Hashable, Sendable {
        /// Those of every third party.
        case ofThirdParties
        /// Only those of the top-level site itself, framed by another site.
        case ofReturnsToTheTop
    }

    /// Where third parties' cookies live below a page without a site: from a file, or sandboxed.
    package enum OpaquePagePartition: Hashable, Sendable {
        case none
        /// In a partition of that page's own.
        case own
    }

    package enum PartitionedAttribute: Hashable, Sendable {
        case ignored, honored
    }

    package enum ThirdParty: String, Hashable, Sendable, CaseIterable {
        case allow, partition, block
    }

    /// What a replaced cookie's creation time becomes when the value has changed.
    package enum ValueChange: Hashable, Sendable {
        case keepsCreation, renewsCreation
    }

    /// Who answers `document.cookie`.
    package enum DocumentCookieSource: Hashable, Sendable {
        case jar
        /// A copy in the page's own process: ``ContentProcessCookies``.
        case copyInPageProcess
    }

    /// What becomes of a name or a value that is not valid UTF-8.
    package enum InvalidUTF8: Hashable, Sendable {
        /// It is sent back as it came; `document.cookie` reads U+FFFD.
        case replacedForScript
        /// It is stored, and sent back, with U+FFFD.
        case replacedWhenStored
        /// It is sent back as it came; `document.cookie` reads nothing at all, whichever other
        /// cookies there are.
        case emptiesTheString
    }

    // Reading the line.
    package var bareToken: BareToken
    /// `=a`.
    package var emptyNames: Acceptance
    /// `=a=b`: sent back, it would read as another cookie.
    package var namelessValuesWithEquals: Acceptance
    package var tabs: Tabs
    package var overlongAttributes: OverlongAttributes

    // How long it lives.
    package var duplicateLifetimes: DuplicateLifetimes
    package var maxAgeGrammar: MaxAgeGrammar
    package var dateTokens: DateTokens
    package var dateYears: DateYears
    package var dateFields: DateFields
    package var clockSkew: ClockSkew
    /// In seconds from now; `nil` for no limit.
    package var longestLifetime: Int64?
    /// For a cookie that script sets, in seconds; `nil` for no other limit.
    package var longestScriptLifetime: Int64?

    // Where it belongs.
    package var nonASCIIDomain: NonASCIIDomain
    package var loneDotDomain: LoneDotDomain
    package var loopback: Loopback
    package var prefixes: CookiePrefix.Recognized
    package var hostPrefixPath: HostPrefixPath
    package var hostPrefixDomain: HostPrefixDomain
    package var partitionedAttribute: PartitionedAttribute
    package var partitionAncestor: PartitionAncestor
    package var opaquePagePartition: OpaquePagePartition

    // Who asks.
    package var unspecifiedSameSite: UnspecifiedSameSite
    /// For how many seconds a cookie without SameSite also goes with a top-level POST from another
    /// site; `nil` for never.
    ///
    /// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.6.7.2
    package var laxAllowingUnsafe: Int64?
    package var insecureSameSiteNone: Acceptance
    package var siteComparison: SiteComparison
    package var redirectChain: RedirectChain
    package var sameSiteCodes: SameSiteCodes
    package var thirdParty: ThirdParty

    // Keeping it.
    package var valueChange: ValueChange
    /// How old a last access has to be to be renewed, in seconds.
    package var lastAccessStaleness: Int64
    package var limits: CookieLimits
    package var invalidUTF8: InvalidUTF8
    package var documentCookieSource: DocumentCookieSource
}
