internal import BrowserCORS
internal import BrowserFetch
internal import BrowserInfra

extension [PreflightCache.Entry] {
    /// Creates entries from rows, of which there is one for each method and header name that a
    /// response allows.
    init(_ rows: [StoredPreflight]) {
        self = []
        for row in rows {
            let index = firstIndex {
                $0.expiry == row.expiry && $0.includesCredentials == row.includesCredentials
            }
            var entry =
                index.map { self[$0] }
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
            if let index { self[index] = entry } else { append(entry) }
        }
    }
}

extension PreflightCache {
    /// The changes that the profile must write to hold what the cache holds.
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

extension HTTPCache {
    /// The changes that the profile must write. A response that no later command could use, except
    /// with `force-cache`, is not worth writing.
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
