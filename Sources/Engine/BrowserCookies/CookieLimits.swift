/// How many cookies a jar keeps, and which are evicted first.
package struct CookieLimits: Hashable, Sendable {
    package enum EvictionOrder: Hashable, Sendable {
        /// Cookies that are not Secure first, then the least recently used.
        case insecureFirst
        /// In rounds by `Priority` and `Secure`, each of which spares a quota of its priority.
        case priorityRounds(lowQuota: Int, mediumQuota: Int, highQuota: Int)
    }

    /// The maximum number of unpartitioned cookies of one registrable domain (or host).
    package var perSite: Int
    /// How many remain after there were more than ``perSite``.
    package var perSiteAfterPurge: Int
    package var order: EvictionOrder
    /// The maximum number of cookies of one registrable domain in one partition.
    package var perPartition: Int
    /// The maximum size of their names and values, in bytes.
    package var perPartitionBytes: Int
    package var total: Int
    package var totalAfterPurge: Int
    /// The number of seconds within which a cookie must have been used to survive a purge of the
    /// whole jar.
    package var totalSafeAge: Int64
}
