package import Infra

/// A stored cookie.
///
/// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.7
package struct Cookie: Hashable, Sendable {
    /// The `SameSite` attribute as it was written; a missing or unknown value is `unspecified`.
    package enum SameSite: String, Hashable, Sendable, CaseIterable {
        case strict, lax, none, unspecified
    }

    /// Chrome's `Priority` attribute: it matters to eviction only.
    package enum Priority: String, Hashable, Sendable, CaseIterable {
        case low, medium, high
    }

    /// The top-level site whose partition a cookie lives in.
    ///
    /// https://github.com/privacycg/CHIPS
    package struct PartitionKey: Hashable, Sendable {
        /// `scheme://host` of the site.
        package var topLevelSite: String
        package var hasCrossSiteAncestor: Bool

        package init(topLevelSite: String, hasCrossSiteAncestor: Bool) {
            self.topLevelSite = topLevelSite
            self.hasCrossSiteAncestor = hasCrossSiteAncestor
        }
    }

    /// What makes a new cookie replace an old one. A jar holds one cookie of each identity.
    package struct Identity: Hashable, Sendable {
        package var partitionKey: PartitionKey?
        package var name: ByteString
        package var domain: String
        package var isHostOnly: Bool
        package var path: ByteString

        package init(
            partitionKey: PartitionKey?,
            name: ByteString,
            domain: String,
            isHostOnly: Bool,
            path: ByteString
        ) {
            self.partitionKey = partitionKey
            self.name = name
            self.domain = domain
            self.isHostOnly = isHostOnly
            self.path = path
        }
    }

    package var name: ByteString
    package var value: ByteString
    /// A canonical host, without a leading dot.
    package var domain: String
    package var isHostOnly: Bool
    package var path: ByteString
    /// `nil` for a session cookie.
    package var expiry: Moment?
    package var isSecure: Bool
    package var isHTTPOnly: Bool
    package var sameSite: SameSite
    package var priority: Priority
    /// `nil` for an unpartitioned cookie.
    package var partitionKey: PartitionKey?
    /// Whether it came with the `Partitioned` attribute (some browsers partition without it).
    package var hasPartitionedAttribute: Bool
    /// Orders cookies whose paths are equally long; no two of one site are equal.
    package var creation: Moment
    package var lastAccess: Moment
    /// The URL of the response or document that set it, without userinfo and fragment.
    package var setBy: String?

    package init(
        name: ByteString,
        value: ByteString,
        domain: String,
        isHostOnly: Bool,
        path: ByteString,
        expiry: Moment?,
        isSecure: Bool,
        isHTTPOnly: Bool,
        sameSite: SameSite,
        priority: Priority = .medium,
        partitionKey: PartitionKey? = nil,
        hasPartitionedAttribute: Bool = false,
        creation: Moment,
        lastAccess: Moment,
        setBy: String? = nil
    ) {
        self.name = name
        self.value = value
        self.domain = domain
        self.isHostOnly = isHostOnly
        self.path = path
        self.expiry = expiry
        self.isSecure = isSecure
        self.isHTTPOnly = isHTTPOnly
        self.sameSite = sameSite
        self.priority = priority
        self.partitionKey = partitionKey
        self.hasPartitionedAttribute = hasPartitionedAttribute
        self.creation = creation
        self.lastAccess = lastAccess
        self.setBy = setBy
    }

    package var identity: Identity {
        Identity(
            partitionKey: partitionKey,
            name: name,
            domain: domain,
            isHostOnly: isHostOnly,
            path: path
        )
    }

    package var isPersistent: Bool { expiry != nil }

    package func isExpired(at now: Moment) -> Bool {
        guard let expiry else { return false }
        return expiry <= now
    }
}
