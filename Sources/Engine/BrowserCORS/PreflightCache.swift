package import BrowserInfra

/// What preflights have allowed, until it expires.
///
/// https://fetch.spec.whatwg.org/#concept-cache
package struct PreflightCache: Sendable {
    /// What an answer is good for.
    package struct Key: Hashable, Sendable {
        /// The serialised top-level site.
        package var networkPartition: String
        /// The request's origin, serialised; entries of opaque origins are not kept.
        package var origin: String
        /// Without a fragment.
        package var url: String

        package init(networkPartition: String, origin: String, url: String) {
            self.networkPartition = networkPartition
            self.origin = origin
            self.url = url
        }
    }

    package struct Entry: Hashable, Sendable {
        package var methods: [String]
        package var headerNames: [String]
        /// Whether the preflight was for a request with credentials; then it serves those without too.
        package var includesCredentials: Bool
        package var expiry: Moment

        package init(
            methods: [String],
            headerNames: [String],
            includesCredentials: Bool,
            expiry: Moment
        ) {
            self.methods = methods
            self.headerNames = headerNames
            self.includesCredentials = includesCredentials
            self.expiry = expiry
        }
    }

    package private(set) var entries: [Key: [Entry]]
    /// The keys whose entries changed since the cache was made, for the profile to write.
    package private(set) var changedKeys: Set<Key> = []

    private var loadedKeys: Set<Key> = []

    package init(entries: [Key: [Entry]] = [:]) {
        self.entries = entries
    }

    /// Whether a cache that is kept elsewhere has to load what is there before anything is asked.
    package func lacks(_ key: Key) -> Bool { !loadedKeys.contains(key) }

    /// Expired entries may be among them.
    package mutating func load(_ stored: [Entry], for key: Key) {
        guard loadedKeys.insert(key).inserted, !stored.isEmpty else { return }
        entries[key] = stored + (entries[key] ?? [])
    }

    /// Whether the cache answers every part of the question.
    ///
    /// https://fetch.spec.whatwg.org/#method-cache-entry-match and header-name cache entry match
    package mutating func answers(
        _ question: PreflightRequest,
        key: Key,
        policy: CORSPolicy,
        isMethodSafelisted: Bool,
        now: Moment
    ) -> Bool {
        let fitting = (entries[key] ?? []).filter { entry in
            let isForSuch =
                policy.cacheEntriesServeBothCredentials && !question.includesCredentials
                || entry.includesCredentials == question.includesCredentials
            return entry.expiry > now && isForSuch
        }
        let isAnswered: Bool
        switch policy.preflightCacheGranularity {
        case .response:
            isAnswered = fitting.contains { entry in
                covers([entry], question, policy: policy, isMethodSafelisted: isMethodSafelisted)
            }
            if !isAnswered { clear(key) }
        case .methodOrHeader:
            isAnswered =
                !fitting.isEmpty
                && covers(fitting, question, policy: policy, isMethodSafelisted: isMethodSafelisted)
        }
        return isAnswered
    }

    private func covers(
        _ entries: [Entry],
        _ question: PreflightRequest,
        policy: CORSPolicy,
        isMethodSafelisted: Bool
    ) -> Bool {
        let isMethodCovered =
            isMethodSafelisted
            || entries.contains { entry in
                entry.methods.contains(question.method)
                    || (!question.includesCredentials && entry.methods.contains("*"))
            }
        return isMethodCovered
            && question.headerNames.allSatisfy { name in
                entries.contains { entry in
                    entry.headerNames.contains { $0.equalsIgnoringASCIICase(name) }
                        || (!question.includesCredentials && entry.headerNames.contains("*")
                            && (name != "authorization" || policy.cachedWildcardCoversAuthorization))
                }
            }
    }

    /// https://fetch.spec.whatwg.org/#concept-cache-create-entry
    package mutating func insert(
        _ grant: PreflightPermissions,
        for question: PreflightRequest,
        key: Key,
        policy: CORSPolicy,
        now: Moment
    ) {
        guard key.origin != "null", grant.maxAge > 0 else { return }
        let entry = Entry(
            methods: policy.cachesWildcards ? grant.methods : grant.methods.filter { $0 != "*" },
            headerNames: policy.cachesWildcards
                ? grant.headerNames : grant.headerNames.filter { $0 != "*" },
            includesCredentials: question.includesCredentials,
            expiry: now.advanced(bySeconds: grant.maxAge)
        )
        changedKeys.insert(key)
        switch policy.preflightCacheGranularity {
        case .response:
            entries[key] = [entry]
        case .methodOrHeader:
            entries[key, default: []].append(entry)
        }
        guard entries.count > policy.preflightCacheCapacity,
            let oldest = entries.min(by: {
                ($0.value.last?.expiry ?? now) < ($1.value.last?.expiry ?? now)
            })
        else { return }
        clear(oldest.key)
    }

    /// https://fetch.spec.whatwg.org/#concept-cache-clear
    package mutating func clear(_ key: Key) {
        guard entries.removeValue(forKey: key) != nil else { return }
        changedKeys.insert(key)
    }
}
