internal import CORS
internal import Fetch
internal import Infra
internal import ProfileStore

/// The profile's preflight cache: a row for each method and header name that an answer allows.
struct ProfilePreflights: PreflightStorage {
    let store: ProfileStore
    let browser: String

    func entries(for key: PreflightCache.Key) -> [PreflightCache.Entry] {
        // A cache that cannot be read is an empty one; the jar tells of a profile that is broken.
        let rows =
            (try? store.preflights(
                of: browser,
                networkPartition: key.networkPartition,
                origin: key.origin,
                url: key.url
            )) ?? []
        var entries: [PreflightCache.Entry] = []
        for row in rows {
            let index = entries.firstIndex {
                $0.expiry == row.expiry && $0.includesCredentials == row.includesCredentials
            }
            var entry =
                index.map { entries[$0] }
                ?? PreflightCache.Entry(
                    methods: [],
                    headerNames: [],
                    includesCredentials: row.includesCredentials,
                    expiry: row.expiry
                )
            switch row.kind {
            case .method: entry.methods.append(row.name)
            case .header: entry.headerNames.append(row.name)
            }
            if let index { entries[index] = entry } else { entries.append(entry) }
        }
        return entries
    }
}

extension PreflightCache {
    /// What the profile has to write so that it holds what the cache holds.
    var storedChanges: [PreflightChange] {
        changedKeys.flatMap { key -> [PreflightChange] in
            let clear = PreflightChange.clear(
                networkPartition: key.networkPartition,
                origin: key.origin,
                url: key.url
            )
            return [clear] + (entries[key] ?? []).flatMap { $0.stored(key) }.map { .put($0) }
        }
    }
}

extension PreflightCache.Entry {
    fileprivate func stored(_ key: PreflightCache.Key) -> [StoredPreflight] {
        func row(_ kind: StoredPreflight.Kind, _ name: String) -> StoredPreflight {
            StoredPreflight(
                networkPartition: key.networkPartition,
                origin: key.origin,
                url: key.url,
                includesCredentials: includesCredentials,
                kind: kind,
                name: name,
                expiry: expiry
            )
        }
        return methods.map { row(.method, $0) } + headerNames.map { row(.header, $0) }
    }
}

/// The profile's HTTP cache.
struct ProfileHTTPCache: HTTPCacheStorage {
    let store: ProfileStore
    let browser: String

    func responses(for key: HTTPCache.Key) -> [StoredResponse] {
        // As above: a cache that cannot be read is an empty one.
        let rows =
            (try? store.cachedResponses(of: browser, partition: key.partition, url: key.url)) ?? []
        return rows.compactMap { StoredResponse(encoded: $0) }
    }
}

extension HTTPCache {
    /// What the profile has to write. A response that no later command could use, but for
    /// `force-cache`, is not worth a write.
    func storedChanges(at now: Moment) -> [CachedResponsesChange] {
        changedKeys.map { key in
            CachedResponsesChange(
                partition: key.partition,
                url: key.url,
                responses: (responses[key] ?? []).filter(\.isUseful).map(\.encoded),
                stored: now
            )
        }
    }
}
