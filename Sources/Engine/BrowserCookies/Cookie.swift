package import BrowserInfra

/// A stored cookie.
///
/// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.7
package struct Cookie: Hashable, @unchecked Sendable {
    /// The `SameSite` attribute as written; a missing or unknown value is `unspecified`.
    package enum SameSite: String, Hashable, Sendable, CaseIterable {
        case strict, lax, none, unspecified

        /// The value in DevTools' spelling; `nil` if the attribute was missing or unknown.
        package var displayName: String? {
            switch self {
            case .strict: "Strict"
            case .lax: "Lax"
            case .none: "None"
            case .unspecified: nil
            }
        }
    }

    /// Chrome's `Priority` attribute, which only affects eviction.
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
        /// The nonce of a credentialless frame, whose partition is discarded with the frame.
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

    /// The key by which a new cookie replaces an old one.
    ///
    /// A jar holds one cookie of each identity.
    package struct Identity: Hashable, Sendable {
        package var partitionKey: PartitionKey?
        package var name: ByteString
        package var domain: String
        package var isHostOnly: Bool
        package var path: ByteString

        /// Hashes only the fields that nearly always differ.
        package func hash(into hasher: inout Hasher) {
            name.bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
            hasher.combine(domain)
        }
    }

    /// All fields of a cookie.
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
        /// Orders cookies whose paths are equally long; unique within a site.
        package var creation: Moment
        package var lastAccess: Moment
        /// The URL of the response or document that set it, without userinfo and fragment.
        package var setBy: String?
        /// The size of the value in bytes, if a report has replaced the value itself.
        package var hiddenValueCount: Int?
    }

    private let storage: Storage

    package var name: ByteString { withBytes { name, _, _ in ByteString(Array(name)) } }
    package var value: ByteString { withBytes { _, value, _ in ByteString(Array(value)) } }
    package var path: ByteString {
        withBytes { _, _, path in
            path.count == 1 && path[0] == UInt8(ascii: "/") ? .rootPath : ByteString(Array(path))
        }
    }
    package var domain: String { head { $0.pointee.domain } }
    package var isHostOnly: Bool { head { $0.pointee.isHostOnly } }
    package var expiry: Moment? { head { $0.pointee.expiry } }
    package var isSecure: Bool { head { $0.pointee.isSecure } }
    package var isHTTPOnly: Bool { head { $0.pointee.isHTTPOnly } }
    package var sameSite: SameSite { head { $0.pointee.sameSite } }
    package var priority: Priority { head { $0.pointee.priority } }
    package var partitionKey: PartitionKey? { head { $0.pointee.partitionKey } }
    package var hasPartitionedAttribute: Bool { head { $0.pointee.hasPartitionedAttribute } }
    package var creation: Moment { head { $0.pointee.creation } }
    package var lastAccess: Moment { head { $0.pointee.lastAccess } }
    package var setBy: String? { head { $0.pointee.setBy } }
    package var hiddenValueCount: Int? { head { $0.pointee.hiddenValueCount } }

    /// (Reading a stored property of a class would incur an exclusivity check every time.)
    @inline(__always)
    private func head<Result>(_ read: (UnsafePointer<Head>) -> Result) -> Result {
        storage.withUnsafeMutablePointerToHeader { read(UnsafePointer($0)) }
    }

    /// Provides the name, value and path in place, valid until `body` returns.
    @inline(__always)
    func withBytes<Result>(
        _ body: (
            _ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>,
            _ path: UnsafeBufferPointer<UInt8>
        ) -> Result
    ) -> Result {
        storage.withUnsafeMutablePointers { head, bytes in
            let value = bytes + head.pointee.nameCount
            let path = value + head.pointee.valueCount
            return body(
                UnsafeBufferPointer(start: bytes, count: head.pointee.nameCount),
                UnsafeBufferPointer(start: value, count: head.pointee.valueCount),
                UnsafeBufferPointer(start: path, count: head.pointee.pathCount)
            )
        }
    }

    var nameCount: Int { head { $0.pointee.nameCount } }
    /// The size of name and value.
    var pairCount: Int { head { $0.pointee.nameCount + $0.pointee.valueCount } }
    var pathCount: Int { head { $0.pointee.pathCount } }

    /// Returns this cookie with some of its fields changed.
    package func with(_ change: (inout Fields) -> Void) -> Cookie {
        var fields = self.fields
        change(&fields)
        return Cookie(fields)
    }

    private var fields: Fields {
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
            setBy: setBy,
            hiddenValueCount: hiddenValueCount
        )
    }

    private init(_ fields: Fields) {
        self = fields.name.bytes.withUnsafeBufferPointer { name in
            fields.value.bytes.withUnsafeBufferPointer { value in
                fields.path.bytes.withUnsafeBufferPointer { path in
                    Cookie(
                        name: name,
                        value: value,
                        path: path
                    ) {
                        Head(
                            domain: fields.domain,
                            setBy: fields.setBy,
                            partitionKey: fields.partitionKey,
                            creation: fields.creation,
                            lastAccess: fields.lastAccess,
                            expiry: fields.expiry,
                            hiddenValueCount: fields.hiddenValueCount,
                            isHostOnly: fields.isHostOnly,
                            isSecure: fields.isSecure,
                            isHTTPOnly: fields.isHTTPOnly,
                            hasPartitionedAttribute: fields.hasPartitionedAttribute,
                            sameSite: fields.sameSite,
                            priority: fields.priority
                        )
                    }
                }
            }
        }
    }

    /// Copies the bytes, and sets the counts of `rest`.
    @inline(__always)
    init(
        name: UnsafeBufferPointer<UInt8>,
        value: UnsafeBufferPointer<UInt8>,
        path: UnsafeBufferPointer<UInt8>,
        rest: () -> Head
    ) {
        storage = Storage.create(minimumCapacity: name.count + value.count + path.count) { _ in
            rest()
        }
        storage.withUnsafeMutablePointerToHeader { head in
            (head.pointee.nameCount, head.pointee.valueCount) = (name.count, value.count)
            head.pointee.pathCount = path.count
        }
        storage.withUnsafeMutablePointerToElements { bytes in
            bytes.initialize(from: name)
            (bytes + name.count).initialize(from: value)
            (bytes + name.count + value.count).initialize(from: path)
        }
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
        self.init(
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
        left.storage === right.storage || left.fields == right.fields
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(fields)
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

    /// Whether both have the same ``identity``.
    func isSame(as other: Cookie) -> Bool {
        // Names and paths usually differ in length, which is stored.
        guard nameCount == other.nameCount, pathCount == other.pathCount,
            isHostOnly == other.isHostOnly
        else { return false }
        return hasSameName(as: other)
            && withBytes { _, _, path in
                other.withBytes { _, _, other in path.hasSameBytes(as: other) }
            }
            && domain == other.domain && partitionKey == other.partitionKey
    }

    func has(_ identity: Identity) -> Bool {
        isHostOnly == identity.isHostOnly && domain == identity.domain
            && nameCount == identity.name.count && pathCount == identity.path.count
            && self.identity == identity
    }

    func belongs(to domain: String, isHostOnly: Bool) -> Bool {
        head {
            // Lengths first: comparing two strings is a function call.
            $0.pointee.isHostOnly == isHostOnly
                && $0.pointee.domain.utf8.count == domain.utf8.count
                && $0.pointee.domain == domain
        }
    }

    func hasSameName(as other: Cookie) -> Bool {
        withBytes { name, _, _ in other.withBytes { other, _, _ in name.hasSameBytes(as: other) } }
    }

    func hasSameValue(as other: Cookie) -> Bool {
        withBytes { _, value, _ in other.withBytes { _, other, _ in value.hasSameBytes(as: other) }
        }
    }

    /// Returns this cookie with the times that it is stored with.
    func stored(creation: Moment, lastAccess: Moment) -> Cookie {
        guard creation != self.creation || lastAccess != self.lastAccess else { return self }
        var head = head { $0.pointee }
        (head.creation, head.lastAccess) = (creation, lastAccess)
        return withBytes { name, value, path in
            Cookie(name: name, value: value, path: path) { head }
        }
    }

    package var isPersistent: Bool { expiry != nil }

    /// DevTools' "Size": the size of name and value in bytes.
    package var size: Int { nameCount + (hiddenValueCount ?? head { $0.pointee.valueCount }) }

    package func isExpired(at now: Moment) -> Bool {
        guard let expiry else { return false }
        return expiry <= now
    }
}

extension Cookie {
    /// All fields but the bytes of name, value and path, which follow it in memory.
    struct Head {
        fileprivate(set) var nameCount = 0
        fileprivate(set) var valueCount = 0
        fileprivate(set) var pathCount = 0
        var domain: String
        var setBy: String?
        var partitionKey: PartitionKey?
        var creation: Moment
        var lastAccess: Moment
        var expiry: Moment?
        var hiddenValueCount: Int?
        var isHostOnly: Bool
        var isSecure: Bool
        var isHTTPOnly: Bool
        var hasPartitionedAttribute: Bool
        var sameSite: SameSite
        var priority: Priority
    }

    /// One allocation for everything: a jar has many cookies, each verdict has its own copy, and a
    /// request iterates over all cookies of a site.
    ///
    /// It is immutable once created, which is why a cookie may be sent to another thread.
    private typealias Storage = ManagedBuffer<Head, UInt8>
}

extension UnsafeMutablePointer<UInt8> {
    fileprivate func initialize(from bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress else { return }
        initialize(from: start, count: bytes.count)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether both have the same bytes.
    func hasSameBytes(as other: Self) -> Bool {
        guard count == other.count else { return false }
        for index in indices where self[index] != other[index] { return false }
        return true
    }
}
