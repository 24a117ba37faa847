package import BrowserCookies
internal import BrowserInfra
internal import Explanations
package import Terminal
package import WebOrigin

/// The fill level of a jar: cookies and bytes by site and partition, compared with the browser's limits.
package struct JarUsage: Hashable, Sendable {
    /// The cookies of a site or, if they are partitioned, of a site under a top-level site.
    package struct Group: Hashable, Sendable {
        package var site: String
        package var partition: Cookie.PartitionKey?
        package var count: Int
        package var bytes: Int
    }

    /// The groups, those with the most cookies first.
    package let groups: [Group]
    private let total: Int
    private let limits: CookieLimits

    private struct Key: Hashable {
        var site: String
        var partition: Cookie.PartitionKey?

        init(_ cookie: Cookie, suffixes: PublicSuffixList) {
            let host = (try? Host(parsing: cookie.domain)) ?? .domain(cookie.domain)
            site = CookieJar.siteKey(of: host, suffixes: suffixes)
            partition = cookie.partitionKey
        }
    }

    /// Creates the usage of a jar.
    ///
    /// - Parameters:
    ///   - cookies: All cookies in the jar.
    ///   - shown: The cookies whose sites are shown.
    ///   - limits: The browser's limits.
    ///   - suffixes: The public suffix list.
    package init(
        _ cookies: [Cookie],
        of shown: [Cookie],
        limits: CookieLimits,
        suffixes: PublicSuffixList
    ) {
        var groups: [Key: Group] = [:]
        for cookie in cookies {
            let key = Key(cookie, suffixes: suffixes)
            var group =
                groups[key]
                ?? Group(site: key.site, partition: key.partition, count: 0, bytes: 0)
            group.count += 1
            group.bytes += cookie.size
            groups[key] = group
        }
        let shownKeys = Set(shown.map { Key($0, suffixes: suffixes) })
        self.groups = groups.filter { shownKeys.contains($0.key) }.values.sorted {
            ($1.count, $1.bytes, $0.site, $0.partition?.topLevelSite ?? "")
                < ($0.count, $0.bytes, $1.site, $1.partition?.topLevelSite ?? "")
        }
        total = cookies.count
        self.limits = limits
    }

    /// The maximum number of sites shown; the others are only counted.
    private static let shownGroups = 8

    package var layout: Layout {
        var layout = Layout()
        for group in groups.prefix(Self.shownGroups) { layout.text(text(group)) }
        if groups.count > Self.shownGroups {
            layout.text(
                StyledText(
                    "and \(counted(groups.count - Self.shownGroups, "site")) with fewer cookies",
                    .faint
                )
            )
        }
        if groups.count > 1 {
            layout.text(
                StyledText("total: \(usage(total, "cookie", of: limits.total))", .faint)
            )
        }
        return layout
    }

    private func text(_ group: Group) -> StyledText {
        let name = group.partition.map { "\(group.site) under \($0.topLevelSite)" } ?? group.site
        let limit = group.partition == nil ? limits.perSite : limits.perPartition
        let cookies = usage(group.count, "cookie", of: limit)
        let bytes =
            group.partition == nil
            ? counted(group.bytes, "byte")
            : usage(group.bytes, "byte", of: limits.perPartitionBytes)
        let isNearLimit =
            group.count * 10 >= limit * 9
            || (group.partition != nil && group.bytes * 10 >= limits.perPartitionBytes * 9)
        return StyledText(
            escaping: "\(name): \(cookies), \(bytes)",
            isNearLimit ? .caution : .faint
        )
    }

    /// Returns a count, with the limit if at least half of it is used.
    private func usage(_ count: Int, _ noun: String, of limit: Int) -> String {
        counted(count, noun) + (count * 2 >= limit ? " (at most \(limit))" : "")
    }
}
