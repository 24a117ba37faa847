/// How many cookies a jar keeps, and which go first.
package struct CookieLimits: Hashable, Sendable {
    package enum EvictionOrder: Hashable, Sendable {
        /// Cookies that are not Secure first, then the least recently used.
        case insecureFirst
        /// In rounds by `Priority` and `Secure`, each of which leaves a quota of its priority.
        case priorityRounds(lowQuota: Int, mediumQuota: Int, highQuota: Int)
    }

    /// Cookies of one registrable domain (or host), those in partitions aside.
    package var perSite: Int
    /// How many are left when there were more than ``perSite``.
    package var perSiteAfterPurge: Int
    package var order: EvictionOrder
    /// Cookies of one registrable domain in one partition.
    package var perPartition: Int
    /// Their names and values, in bytes.
    package var perPartitionBytes: Int
    package var total: Int
    package var totalAfterPurge: Int
    /// A cookie used within so many seconds survives the purge of the whole jar.
    package var totalSafeAge: Int64
}
