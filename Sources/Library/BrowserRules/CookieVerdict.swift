internal import BrowserCookies

/// The verdict on a stored cookie for a request.
public struct CookieVerdict: Hashable, Sendable, Codable {
    /// The cookie.
    public let cookie: Cookie
    /// Every reason why the cookie is not sent, in the browser's order; empty for a cookie that is sent.
    public let reasons: [CookieReason]
    /// Warnings, which decide nothing.
    public let warnings: [CookieReason]

    /// Whether the cookie is sent.
    public var isSent: Bool { reasons.isEmpty }

    init(_ verdict: EngineVerdict) {
        cookie = Cookie(verdict.cookie)
        reasons = verdict.exclusions.map { CookieReason($0.code) }
        warnings = verdict.warnings.map { CookieReason($0.code) }
    }
}

/// The outcome of one `Set-Cookie` line.
public struct SetCookieVerdict: Hashable, Sendable, Codable {
    /// What the line did to the jar.
    ///
    /// This is a structure because minor versions may add values. The `Codable` form is the value's
    /// name.
    public struct Effect: RawRepresentable, Hashable, Sendable, Codable {
        /// The name: `created`, `updated`, `deleted`, `rejected` or `ignored`.
        public let rawValue: String

        /// Creates the effect with this name, even if this version does not define it.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// A cookie was added.
        public static let created = Effect(rawValue: "created")
        /// A cookie of the same name, domain, path and partition was replaced.
        public static let updated = Effect(rawValue: "updated")
        /// The line had expired, and an existing cookie was deleted.
        public static let deleted = Effect(rawValue: "deleted")
        /// The line was not stored; ``SetCookieVerdict/reasons`` says why.
        public static let rejected = Effect(rawValue: "rejected")
        /// The request did not include credentials, so the line was not processed.
        public static let ignored = Effect(rawValue: "ignored")
    }

    /// What the line did to the jar.
    public let effect: Effect
    /// Every reason why the cookie was not stored, in the browser's order.
    public let reasons: [CookieReason]
    /// Warnings, which decide nothing.
    public let warnings: [CookieReason]
    /// The cookie that was stored or deleted; of a rejected line, as much as could be parsed.
    public let cookie: Cookie?
    /// The cookies that were evicted to make room, because a jar's size is limited.
    public let evicted: [Cookie]

    /// Whether the jar has the cookie now.
    public var isStored: Bool { effect == .created || effect == .updated }

    init(_ verdict: EngineSetCookieVerdict) {
        effect = Effect(rawValue: verdict.effect.rawValue)
        reasons = verdict.refusals.map { CookieReason($0.code) }
        warnings = verdict.warnings.map { CookieReason($0.code) }
        cookie = verdict.cookie.map { Cookie($0) }
        evicted = verdict.evicted.map { Cookie($0) }
    }
}
