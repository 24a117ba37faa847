/// The differences between browsers in `Clear-Site-Data`.
package struct ClearSiteDataPolicy: Hashable, Sendable {
    package var clearedHosts: ClearedHosts
    package var clearedPartitions: ClearedPartitions
    package var clearingWithoutCredentials: Obedience
    package var clearingByCrossOriginXHR: Obedience
    package var clearingByHandshake: Obedience
    /// Whether a page can read the header.
    package var showsClearSiteData: Bool
    /// The types that are supported besides "cookies", "storage" and "cache".
    package var furtherTypes: Set<String>

    /// The hosts whose cookies are deleted.
    package enum ClearedHosts: Hashable, Sendable {
        /// Those of the registrable domain (the standard).
        case ofRegistrableDomain
        /// Those whose domain is exactly the host.
        case ofHost
    }

    package enum ClearedPartitions: Hashable, Sendable {
        /// Those without a partition, and those in the partition of the request.
        case unpartitionedAndOwn
        /// Those in the jar that the request used, which is one of the two.
        case used
    }

    package enum Obedience: Hashable, Sendable {
        case obeyed, ignored
    }
}
