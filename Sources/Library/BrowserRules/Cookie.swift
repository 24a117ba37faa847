internal import BrowserCookies
internal import BrowserInfra

/// A stored cookie.
///
/// Its `Codable` form is an object with what is public here; times are ``Timestamp``s.
///
/// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.7
public struct Cookie: Hashable, Sendable {
    /// The `SameSite` attribute as it was written.
    ///
    /// A structure, because minor versions may add values; its `Codable` form is its name.
    public struct SameSite: RawRepresentable, Hashable, Sendable, Codable {
        /// `strict`, `lax`, `none` or `unspecified`.
        public let rawValue: String

        /// The value of that name, whether there is such a one or not.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Only with requests of the cookie's own site.
        public static let strict = SameSite(rawValue: "strict")
        /// Also where another site's link leads here.
        public static let lax = SameSite(rawValue: "lax")
        /// Wherever the request comes from.
        public static let none = SameSite(rawValue: "none")
        /// Missing or unknown, which browsers take for `lax` or for `none`.
        public static let unspecified = SameSite(rawValue: "unspecified")
    }

    /// The top-level site whose cookies are kept apart from all others'.
    ///
    /// https://github.com/privacycg/CHIPS
    public struct Partition: Hashable, Sendable, Codable {
        /// `https://example.com`.
        public let topLevelSite: String
        /// Whether another site's document stands between, or is the one that asks.
        public let hasCrossSiteAncestor: Bool
    }

    let engine: EngineCookie

    init(_ engine: EngineCookie) {
        self.engine = engine
    }

    /// The name as DevTools shows it: decoded as UTF-8; may be empty.
    public var name: String { engine.name.utf8Decoded }
    /// The value as DevTools shows it: decoded as UTF-8. ``valueBytes`` has what is sent.
    public var value: String { engine.value.utf8Decoded }
    /// The value in the bytes that are sent.
    public var valueBytes: [UInt8] { engine.value.bytes }
    /// A host in ASCII, without a dot at its start.
    public var domain: String { engine.domain }
    /// Whether it is for that very host, and not for those below it: there was no `Domain` attribute.
    public var isHostOnly: Bool { engine.isHostOnly }
    /// Decoded as UTF-8; begins with a slash.
    public var path: String { engine.path.utf8Decoded }
    /// `nil` for a cookie that ends with the browser's session.
    public var expiry: Timestamp? { engine.expiry.map { Timestamp($0) } }
    /// Whether it is for secure connections only.
    public var isSecure: Bool { engine.isSecure }
    /// Whether script does not see it.
    public var isHTTPOnly: Bool { engine.isHTTPOnly }
    /// As it was written.
    public var sameSite: SameSite { SameSite(rawValue: engine.sameSite.rawValue) }
    /// `nil` for a cookie that is not partitioned.
    public var partition: Partition? {
        engine.partitionKey.map {
            Partition(
                topLevelSite: $0.topLevelSite,
                hasCrossSiteAncestor: $0.hasCrossSiteAncestor
            )
        }
    }
    /// When it was first stored. No two of one site are equal: they order cookies of equally long paths.
    public var creation: Timestamp { Timestamp(engine.creation) }
    /// When it was last sent, as far as the browser takes note of that.
    public var lastAccess: Timestamp { Timestamp(engine.lastAccess) }
    /// The URL of the response or document that set it, without userinfo and fragment; `nil` where that is
    /// not known.
    public var setBy: String? { engine.setBy }

    /// Whether it has expired by then.
    public func isExpired(at now: Timestamp) -> Bool { engine.isExpired(at: now.moment) }
}
