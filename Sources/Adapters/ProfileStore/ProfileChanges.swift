package import Cookies
package import Infra

/// What one command changes in a profile, written in one transaction.
package struct ProfileChanges: Hashable, Sendable {
    /// Whose cookies, preflights and seen pages: `chrome`, for example.
    package var browser: String
    /// In the order in which the jar made them.
    package var cookies: [CookieChange]
    /// In the order in which the cache made them.
    package var preflights: [PreflightChange]
    package var cachedResponses: [CachedResponsesChange]
    package var state: [StateChange]
    package var seenPages: [SeenPage]
    package var log: [NewLogEntry] = []

    package init(
        browser: String,
        cookies: [CookieChange] = [],
        preflights: [PreflightChange] = [],
        cachedResponses: [CachedResponsesChange] = [],
        state: [StateChange] = [],
        seenPages: [SeenPage] = []
    ) {
        self.browser = browser
        self.cookies = cookies
        self.preflights = preflights
        self.cachedResponses = cachedResponses
        self.state = state
        self.seenPages = seenPages
    }

    package var isEmpty: Bool {
        cookies.isEmpty && preflights.isEmpty && cachedResponses.isEmpty && state.isEmpty
            && seenPages.isEmpty && log.isEmpty
    }
}

/// An entry of the preflight cache: one method or one header name that needs no new preflight.
///
/// https://fetch.spec.whatwg.org/#concept-cache
package struct StoredPreflight: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case method, header
    }

    /// The network partition key: the top-level site.
    package var networkPartition: String
    /// Serialised.
    package var origin: String
    /// The full URL, query included.
    package var url: String
    package var includesCredentials: Bool
    package var kind: Kind
    /// The method or the header name; `*` is the wildcard.
    package var name: String
    package var expiry: Moment

    package init(
        networkPartition: String,
        origin: String,
        url: String,
        includesCredentials: Bool,
        kind: Kind,
        name: String,
        expiry: Moment
    ) {
        self.networkPartition = networkPartition
        self.origin = origin
        self.url = url
        self.includesCredentials = includesCredentials
        self.kind = kind
        self.name = name
        self.expiry = expiry
    }
}

/// A change of the preflight cache.
package enum PreflightChange: Hashable, Sendable {
    /// Insert, or give the same entry a new expiry.
    case put(StoredPreflight)
    /// https://fetch.spec.whatwg.org/#concept-cache-clear
    case clear(networkPartition: String, origin: String, url: String)
    /// Whatever has expired at that moment.
    case removeExpired(at: Moment)
}

/// What a profile remembers beside cookies and caches.
///
/// The text is the caller's.
package enum StateKey: String, Hashable, Sendable, CaseIterable {
    /// The page that the tab shows; it goes when the browser is closed.
    case currentPage = "current-page"
    /// What the processes of open pages know of the cookies; it goes with them.
    case contentProcesses = "content-processes"
    case clockOffset = "clock-offset"
    /// In microseconds since 1970: no cookie of the browser was used before.
    case earliestAccess = "earliest-access"
}

/// A new value of a state; `nil` removes it.
package struct StateChange: Hashable, Sendable {
    package var key: StateKey
    /// `nil` where it holds for all browsers.
    package var browser: String?
    package var value: String?

    package init(_ key: StateKey, of browser: String?, to value: String?) {
        self.key = key
        self.browser = browser
        self.value = value
    }
}

/// A page that made requests.
///
/// The text that describes it is the caller's.
package struct SeenPage: Hashable, Sendable {
    package var page: String
    package var lastSeen: Moment

    package init(page: String, lastSeen: Moment) {
        self.page = page
        self.lastSeen = lastSeen
    }
}
