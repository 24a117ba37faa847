package import BrowserInfra

/// A stored cookie.
///
/// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.7
package struct Cookie: Hashable, Sendable {
    /// The `SameSite` attribute as it was written; a missing or unknown value is `unspecified`.
    package enum SameSite: String, Hashable, Sendable, CaseIterable {
        case strict, lax, none, unspecified

        /// As DevTools writes it; `nil` where the attribute was missing or unknown.
        package var displayName: String? {
            switch self {
            case .strict: "Strict"
            case .lax: "Lax"
            case .none: "None"
            case .unspecified: nil
            }
        }
    }

    /// Chrome's `Priority` attribute: it matters to eviction only.
    package enum Priority: String, Hashable, Sendable, CaseIterable {
        case low, medium, high

        package var displayName: String {
            switch self {
            case .low: "Low"
            case .medium: "Medium"
            case .high: "High"
            }
        }
    }

    /// The top-level site whose partition a cookie lives in.
    ///
    /// https://github.com/privacycg/CHIPS
    package struct PartitionKey: Hashable, Sendable {
        /// `scheme://host` of the site.
        package var topLevelSite: String
        package var hasCrossSiteAncestor: Bool
        /// Of a credentialless frame, whose partition goes with it.
        package var nonce: CredentiallessNonce?

        package init(
            topLevelSite: String,
            hasCrossSiteAncestor: Bool,
            nonce: CredentiallessNonce? = nil
        ) {
            self.topLevelSite = topLevelSite
            self.hasCrossSiteAncestor = hasCrossSiteAncestor
            self.nonce = nonce
        }
    }

    /// What makes a new cookie replace an old one.
    ///
    /// A jar holds one cookie of each identity.
    package struct Identity: Hashable, Sendable {
        package var partitionKey: PartitionKey?
        package var name: ByteString
        package var domain: String
        package var isHostOnly: Bool
        package var path: ByteString

        /// Of what nearly always differs.
        package func hash(into hasher: inout Hasher) {
            name.bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
            hasher.combine(domain)
        }
    }

    /// What is known of a cookie.
    package struct Fields: Hashable, Sendable {
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
        /// How long the value was, where a report shows something else in its place.
        package var hiddenValueCount: Int?
    }

    /// Every verdict has a copy of its cookie, and a copy of this is one reference, not ten.
    private final class Shared: Sendable {
        let fields: Fields

        init(_ fields: Fields) {
            self.fields = fields
        }
    }

    private let shared: Shared

    package var name: ByteString { shared.fields.name }
    package var value: ByteString { shared.fields.value }
    package var domain: String { shared.fields.domain }
    package var isHostOnly: Bool { shared.fields.isHostOnly }
    package var path: ByteString { shared.fields.path }
    package var expiry: Moment? { shared.fields.expiry }
    package var isSecure: Bool { shared.fields.isSecure }
    package var isHTTPOnly: Bool { shared.fields.isHTTPOnly }
    package var sameSite: SameSite { shared.fields.sameSite }
    package var priority: Priority { shared.fields.priority }
    package var partitionKey: PartitionKey? { shared.fields.partitionKey }
    package var hasPartitionedAttribute: Bool { shared.fields.hasPartitionedAttribute }
    package var creation: Moment { shared.fields.creation }
    package var lastAccess: Moment { shared.fields.lastAccess }
    package var setBy: String? { shared.fields.setBy }
    package var hiddenValueCount: Int? { shared.fields.hiddenValueCount }

    /// This cookie with some of its fields changed.
    package func with(_ change: (inout Fields) -> Void) -> Cookie {
        var fields = shared.fields
        change(&fields)
        return Cookie(shared: Shared(fields))
    }

    private init(shared: Shared) {
        self.shared = shared
    }

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
        shared = Shared(
            Fields(
                name: name,
                value: value,
                domain: domain,
                isHostOnly: isHostOnly,
                path: path,
                expiry: expiry,
                isSecure: isSecure,
                isHTTPOnly: isHTTPOnly,
                sameSite: sameSite,
                priority: priority,
                partitionKey: partitionKey,
                hasPartitionedAttribute: hasPartitionedAttribute,
                creation: creation,
                lastAccess: lastAccess,
                setBy: setBy
            )
        )
    }

    package static func == (left: Cookie, right: Cookie) -> Bool {
        left.shared === right.shared || left.shared.fields == right.shared.fields
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(shared.fields)
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

    /// With the times that it is stored with.
    func stored(creation: Moment, lastAccess: Moment) -> Cookie {
        guard (creation, lastAccess) != (self.creation, self.lastAccess) else { return self }
        return with {
            $0.creation = creation
            $0.lastAccess = lastAccess
        }
    }

    package var isPersistent: Bool { expiry != nil }

    /// DevTools' "Size": the bytes of name and value.
    package var size: Int { name.count + (hiddenValueCount ?? value.count) }

    package func isExpired(at now: Moment) -> Bool {
        guard let expiry else { return false }
        return expiry <= now
    }
}
