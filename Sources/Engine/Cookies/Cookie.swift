package import Infra

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

    private struct Fields: Hashable, Sendable {
        var name: ByteString
        var value: ByteString
        var domain: String
        var isHostOnly: Bool
        var path: ByteString
        var expiry: Moment?
        var isSecure: Bool
        var isHTTPOnly: Bool
        var sameSite: SameSite
        var priority: Priority
        var partitionKey: PartitionKey?
        var hasPartitionedAttribute: Bool
        var creation: Moment
        var lastAccess: Moment
        var setBy: String?
        var hiddenValueCount: Int?
    }

    /// Every verdict has a copy of its cookie, and a copy of this is one reference, not ten.
    private final class Shared: Sendable {
        let fields: Fields

        init(_ fields: Fields) {
            self.fields = fields
        }
    }

    private var shared: Shared

    private mutating func change(_ body: (inout Fields) -> Void) {
        var fields = shared.fields
        body(&fields)
        shared = Shared(fields)
    }

    package var name: ByteString {
        get { shared.fields.name }
        set { change { $0.name = newValue } }
    }
    package var value: ByteString {
        get { shared.fields.value }
        set { change { $0.value = newValue } }
    }
    /// A canonical host, without a leading dot.
    package var domain: String {
        get { shared.fields.domain }
        set { change { $0.domain = newValue } }
    }
    package var isHostOnly: Bool {
        get { shared.fields.isHostOnly }
        set { change { $0.isHostOnly = newValue } }
    }
    package var path: ByteString {
        get { shared.fields.path }
        set { change { $0.path = newValue } }
    }
    /// `nil` for a session cookie.
    package var expiry: Moment? {
        get { shared.fields.expiry }
        set { change { $0.expiry = newValue } }
    }
    package var isSecure: Bool {
        get { shared.fields.isSecure }
        set { change { $0.isSecure = newValue } }
    }
    package var isHTTPOnly: Bool {
        get { shared.fields.isHTTPOnly }
        set { change { $0.isHTTPOnly = newValue } }
    }
    package var sameSite: SameSite {
        get { shared.fields.sameSite }
        set { change { $0.sameSite = newValue } }
    }
    package var priority: Priority {
        get { shared.fields.priority }
        set { change { $0.priority = newValue } }
    }
    /// `nil` for an unpartitioned cookie.
    package var partitionKey: PartitionKey? {
        get { shared.fields.partitionKey }
        set { change { $0.partitionKey = newValue } }
    }
    /// Whether it came with the `Partitioned` attribute (some browsers partition without it).
    package var hasPartitionedAttribute: Bool {
        get { shared.fields.hasPartitionedAttribute }
        set { change { $0.hasPartitionedAttribute = newValue } }
    }
    /// Orders cookies whose paths are equally long; no two of one site are equal.
    package var creation: Moment {
        get { shared.fields.creation }
        set { change { $0.creation = newValue } }
    }
    package var lastAccess: Moment {
        get { shared.fields.lastAccess }
        set { change { $0.lastAccess = newValue } }
    }
    /// The URL of the response or document that set it, without userinfo and fragment.
    package var setBy: String? {
        get { shared.fields.setBy }
        set { change { $0.setBy = newValue } }
    }

    /// How long the value was, where a report shows something else in its place.
    package var hiddenValueCount: Int? {
        get { shared.fields.hiddenValueCount }
        set { change { $0.hiddenValueCount = newValue } }
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
        var copy = self
        copy.change {
            $0.creation = creation
            $0.lastAccess = lastAccess
        }
        return copy
    }

    package var isPersistent: Bool { expiry != nil }

    /// DevTools' "Size": the bytes of name and value.
    package var size: Int { name.count + (hiddenValueCount ?? value.count) }

    package func isExpired(at now: Moment) -> Bool {
        guard let expiry else { return false }
        return expiry <= now
    }
}
