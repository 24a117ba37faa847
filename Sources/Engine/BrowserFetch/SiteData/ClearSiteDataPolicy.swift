/// What browsers decide differently about `Clear-Site-Data`.
package struct ClearSiteDataPolicy: Hashable, Sendable {
    package var clearedHosts: ClearedHosts
    package var clearedPartitions: ClearedPartitions
    package var clearingWithoutCredentials: Obedience
    package var clearingByCrossOriginXHR: Obedience
    package var clearingByHandshake: Obedience
    /// Whether a page can read the header.
    package var showsClearSiteData: Bool
    /// The types that are known besides "cookies", "storage" and "cache".
    package var furtherTypes: Set<String>

    /// Whose cookies go.
    package enum ClearedHosts: Hashable, Sendable {
        /// Those of the registrable domain (the standard).
        case ofRegistrableDomain
        /// Those whose domain is exactly the host.
        case ofHost
    }

    package enum ClearedPartitions: Hashable, Sendable {
        /// Those without a partition, and those of the partition that the request was made in.
        case unpartitionedAndOwn
        /// Those of the jar that the request used: one of the two.
        case used
    }

    package enum Obedience: Hashable, Sendable {
        case obeyed, ignored
    }
}
