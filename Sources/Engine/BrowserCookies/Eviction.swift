internal import BrowserInfra

/// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.7, the steps
/// after the last one ("the user agent may remove excess cookies")
extension SiteCookies {
    /// Removes the cookies that have expired, and returns them.
    mutating func removeExpired(at now: Moment) -> [Cookie] {
        guard hasExpired(at: now) else { return [] }
        return removeAll { $0.isExpired(at: now) }
    }

    /// Evicts as many unpartitioned cookies (`key` is `nil`), or cookies of one partition, as the
    /// limits require, and returns them.
    ///
    /// Expired cookies must have been removed before.
    mutating func evict(partition key: Cookie.PartitionKey?, limits: CookieLimits) -> [Cookie] {
        key == nil ? evictUnpartitioned(limits) : evictPartition(key, limits)
    }

    private mutating func evictUnpartitioned(_ limits: CookieLimits) -> [Cookie] {
        guard cookies.count > limits.perSite else { return [] }
        let candidates = cookies.filter { $0.partitionKey == nil }
        guard candidates.count > limits.perSite else { return [] }
        let leastRecentFirst = candidates.sorted { $0.isLessRecent(than: $1) }
        let excess = candidates.count - limits.perSiteAfterPurge
        let victims: Set<Cookie.Identity>
        switch limits.order {
        case .insecureFirst:
            let insecureFirst =
                leastRecentFirst.filter { !$0.isSecure } + leastRecentFirst.filter(\.isSecure)
            victims = Set(insecureFirst.prefix(excess).map(\.identity))
        case .priorityRounds(let low, let medium, let high):
            victims = Self.victimsInRounds(
                leastRecentFirst,
                excess: excess,
                low: low,
                medium: medium,
                high: high
            )
        }
        return removeAll { $0.partitionKey == nil && victims.contains($0.identity) }
    }

    private struct Round {
        var priority: Cookie.Priority
        var sparesSecure: Bool
        var quota: Int
    }

    /// Returns the cookies to remove, chosen in six rounds.
    ///
    /// A round considers one priority, spares its quota of that priority (Secure cookies count
    /// towards it), and stops when enough have been found.
    private static func victimsInRounds(
        _ leastRecentFirst: [Cookie],
        excess: Int,
        low: Int,
        medium: Int,
        high: Int
    ) -> Set<Cookie.Identity> {
        let rounds = [
            Round(priority: .low, sparesSecure: true, quota: low),
            Round(priority: .low, sparesSecure: false, quota: low),
            Round(priority: .medium, sparesSecure: true, quota: medium),
            Round(priority: .high, sparesSecure: true, quota: high),
            Round(priority: .medium, sparesSecure: false, quota: medium),
            Round(priority: .high, sparesSecure: false, quota: high),
        ]
        var remaining = leastRecentFirst
        var victims: Set<Cookie.Identity> = []
        for round in rounds where victims.count < excess {
            let ofPriority = remaining.filter { $0.priority == round.priority }
            let spared = round.sparesSecure ? ofPriority.count(where: \.isSecure) : 0
            let removable = ofPriority.count - max(spared, round.quota)
            guard removable > 0 else { continue }
            let found =
                ofPriority
                .lazy.filter { !round.sparesSecure || !$0.isSecure }
                .prefix(min(removable, excess - victims.count))
                .map(\.identity)
            victims.formUnion(found)
            remaining.removeAll { victims.contains($0.identity) }
        }
        return victims
    }

    private mutating func evictPartition(
        _ key: Cookie.PartitionKey?,
        _ limits: CookieLimits
    ) -> [Cookie] {
        let candidates = cookies.filter { $0.partitionKey == key }
        var count = candidates.count
        var bytes = candidates.reduce(0) { $0 + $1.pairSize }
        guard count > limits.perPartition || bytes > limits.perPartitionBytes else { return [] }
        var victims: Set<Cookie.Identity> = []
        for cookie in candidates.sorted(by: { $0.isLessRecent(than: $1) }) {
            guard count > limits.perPartition || bytes > limits.perPartitionBytes else { break }
            victims.insert(cookie.identity)
            count -= 1
            bytes -= cookie.pairSize
        }
        return removeAll { victims.contains($0.identity) }
    }

    mutating func removeAll(where shouldBeRemoved: (Cookie) -> Bool) -> [Cookie] {
        let removed = cookies.filter(shouldBeRemoved)
        cookies.removeAll(where: shouldBeRemoved)
        return removed
    }
}

extension Cookie {
    fileprivate func isLessRecent(than other: Cookie) -> Bool {
        (lastAccess, creation) < (other.lastAccess, other.creation)
    }

    fileprivate var pairSize: Int { pairCount }
}

/// Returns the cookies of all sites to evict when a jar holds more than its limit: those that have
/// not been used for a long time, with those that are not Secure first.
///
/// Fewer cookies than the excess may be old enough.
func excessCookies(of all: [Cookie], now: Moment, limits: CookieLimits) -> [Cookie] {
    guard all.count > limits.total else { return [] }
    let unsafeBefore = now.advanced(bySeconds: -limits.totalSafeAge)
    let old = all.filter { $0.lastAccess < unsafeBefore }.sorted { $0.isLessRecent(than: $1) }
    let insecureFirst = old.filter { !$0.isSecure } + old.filter(\.isSecure)
    return Array(insecureFirst.prefix(all.count - limits.totalAfterPurge))
}
