/// What browsers decide differently about HTTP Strict Transport Security.
package struct TransportSecurityPolicy: Hashable, Sendable {
    package var hostList: HostList
    package var longMaxAge: LongMaxAge
    package var hstsUpgrade: HSTSUpgrade

    /// For whom a host is https only.
    package enum HostList: Hashable, Sendable {
        /// For all (the standard).
        case shared
        /// Below the top-level site where that was learnt.
        case perTopLevelSite
    }

    /// What a `max-age` beyond 64 bits is.
    package enum LongMaxAge: Hashable, Sendable {
        /// As long as can be (the standard).
        case saturated
        /// No number.
        case invalid
    }

    /// What the upgrade of a request is to other rules.
    package enum HSTSUpgrade: Hashable, Sendable {
        /// A redirect from http to https, with all its consequences.
        case redirect
        /// The request's own doing, which taints nothing.
        case rewriting
    }
}
