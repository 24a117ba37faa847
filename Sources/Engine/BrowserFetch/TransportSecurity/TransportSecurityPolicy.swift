/// The differences between browsers in HTTP Strict Transport Security.
package struct TransportSecurityPolicy: Hashable, Sendable {
    package var hostList: HostList
    package var longMaxAge: LongMaxAge
    package var hstsUpgrade: HSTSUpgrade

    /// The pages for which a host is https-only.
    package enum HostList: Hashable, Sendable {
        /// All pages (the standard).
        case shared
        /// Pages under the top-level site where the header was received.
        case perTopLevelSite
    }

    /// How a `max-age` beyond 64 bits is treated.
    package enum LongMaxAge: Hashable, Sendable {
        /// As the maximum (the standard).
        case saturated
        /// As an invalid number.
        case invalid
    }

    /// How other rules see the upgrade of a request.
    package enum HSTSUpgrade: Hashable, Sendable {
        /// As a redirect from http to https, with all its consequences.
        case redirect
        /// As a change of the request itself, which does not taint it.
        case rewriting
    }
}
