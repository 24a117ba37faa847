internal import BrowserCookies

/// What becomes of a stored cookie when a URL is asked for.
public struct CookieVerdict: Hashable, Sendable, Codable {
    /// The cookie.
    public let cookie: Cookie
    /// Why it is not sent: every reason, in the browser's order; empty for a cookie that is sent.
    public let reasons: [CookieReason]
    /// What is worth knowing all the same.
    public let warnings: [CookieReason]

    /// Whether it is sent.
    public var isSent: Bool { reasons.isEmpty }

    init(_ verdict: EngineVerdict) {
        cookie = Cookie(verdict.cookie)
        reasons = verdict.exclusions.map { CookieReason($0.code) }
        warnings = verdict.warnings.map { CookieReason($0.code) }
    }
}

/// What became of one `Set-Cookie` line.
public struct SetCookieVerdict: Hashable, Sendable, Codable {
    /// What it did to the jar.
    ///
    /// A structure, because minor versions may add values; its `Codable` form is its name.
    public struct Effect: RawRepresentable, Hashable, Sendable, Codable {
        /// `created`, `updated`, `deleted`, `rejected` or `ignored`.
        public let rawValue: String

        /// The effect of that name, whether there is such a one or not.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// There is one cookie more.
        public static let created = Effect(rawValue: "created")
        /// It took the place of a cookie of the same name, domain, path and partition.
        public static let updated = Effect(rawValue: "updated")
        /// It was expired, and a cookie is gone.
        public static let deleted = Effect(rawValue: "deleted")
        /// It was not stored, for ``SetCookieVerdict/reasons``.
        public static let rejected = Effect(rawValue: "rejected")
        /// It was expired, and there was nothing to delete.
        public static let ignored = Effect(rawValue: "ignored")
    }

    /// What it did.
    public let effect: Effect
    /// Why it was not stored: every reason, in the browser's order.
    public let reasons: [CookieReason]
    /// What is worth knowing all the same.
    public let warnings: [CookieReason]
    /// As it is stored, or was deleted, or as far as a rejected line could be read.
    public let cookie: Cookie?
    /// What had to go because it came: jars are limited.
    public let evicted: [Cookie]

    /// Whether the jar has it now.
    public var isStored: Bool { effect == .created || effect == .updated }

    init(_ verdict: EngineSetCookieVerdict) {
        effect = Effect(rawValue: verdict.effect.rawValue)
        reasons = verdict.refusals.map { CookieReason($0.code) }
        warnings = verdict.warnings.map { CookieReason($0.code) }
        cookie = verdict.cookie.map { Cookie($0) }
        evicted = verdict.evicted.map { Cookie($0) }
    }
}
