internal import BrowserCookies
internal import BrowserInfra

/// A stored cookie.
///
/// The `Codable` form is an object with the public properties; times are ``Timestamp``s.
///
/// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.7
public struct Cookie: Hashable, Sendable {
    /// The value of the `SameSite` attribute, as received.
    ///
    /// This is a structure because minor versions may add values. The `Codable` form is the value's
    /// name.
    public struct SameSite: RawRepresentable, Hashable, Sendable, Codable {
        /// The name: `strict`, `lax`, `none` or `unspecified`.
        public let rawValue: String

        /// Creates the value with this name, even if this version does not define it.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The cookie is only sent with requests made by its own site.
        public static let strict = SameSite(rawValue: "strict")
        /// The cookie is also sent when a link on another site leads here.
        public static let lax = SameSite(rawValue: "lax")
        /// The cookie is sent with requests made by any site.
        public static let none = SameSite(rawValue: "none")
        /// The attribute is missing or has an unknown value; browsers treat that as `lax` or as `none`.
        public static let unspecified = SameSite(rawValue: "unspecified")
    }

    /// The partition of the cookie jar that a cookie is stored in: one for each top-level site.
    ///
    /// https://github.com/privacycg/CHIPS
    public struct Partition: Hashable, Sendable, Codable {
        /// The top-level site, such as `https://example.com`.
        public let topLevelSite: String
        /// Whether a document of another site is among the document's ancestors, or makes the request
        /// itself.
        public let hasCrossSiteAncestor: Bool
    }

    let engine: EngineCookie

    init(_ engine: EngineCookie) {
        self.engine = engine
    }

    /// The name, decoded as UTF-8, as DevTools shows it; may be empty.
    public var name: String { engine.name.utf8Decoded }
    /// The value, decoded as UTF-8, as DevTools shows it. ``valueBytes`` has the bytes that are sent.
    public var value: String { engine.value.utf8Decoded }
    /// The value, as the bytes that are sent.
    public var valueBytes: [UInt8] { engine.value.bytes }
    /// The domain: a host in ASCII without a leading dot.
    public var domain: String { engine.domain }
    /// Whether the cookie is only for exactly this host, and not for its subdomains, because it had no
    /// `Domain` attribute.
    public var isHostOnly: Bool { engine.isHostOnly }
    /// The path, decoded as UTF-8; starts with a slash.
    public var path: String { engine.path.utf8Decoded }
    /// When the cookie expires; `nil` for a session cookie.
    public var expiry: Timestamp? { engine.expiry.map { Timestamp($0) } }
    /// Whether the cookie is only for secure connections.
    public var isSecure: Bool { engine.isSecure }
    /// Whether the cookie is hidden from script.
    public var isHTTPOnly: Bool { engine.isHTTPOnly }
    /// The `SameSite` attribute, as received.
    public var sameSite: SameSite { SameSite(rawValue: engine.sameSite.rawValue) }
    /// The cookie's partition; `nil` for a cookie that is not partitioned.
    public var partition: Partition? {
        engine.partitionKey.map {
            Partition(
                topLevelSite: $0.topLevelSite,
                hasCrossSiteAncestor: $0.hasCrossSiteAncestor
            )
        }
    }
    /// When the cookie was first stored. No two cookies of a site have the same time, so it orders
    /// cookies whose paths are equally long.
    public var creation: Timestamp { Timestamp(engine.creation) }
    /// When the cookie was last sent, to the precision that the browser records.
    public var lastAccess: Timestamp { Timestamp(engine.lastAccess) }
    /// The URL of the response or document that set the cookie, without userinfo and fragment; `nil` if
    /// unknown.
    public var setBy: String? { engine.setBy }

    /// Returns whether the cookie has expired at this time.
    public func isExpired(at now: Timestamp) -> Bool { engine.isExpired(at: now.moment) }
}
