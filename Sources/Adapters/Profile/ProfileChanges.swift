internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra

/// The changes that one command makes to a profile, written in one transaction.
struct ProfileChanges: Hashable, Sendable {
    /// The browser whose cookies, preflights and seen pages they are, such as `chrome`.
    var browser: String
    /// In the order in which the jar made them.
    var cookies: [CookieChange] = []
    /// In the order in which the cache made them.
    var preflights: [PreflightChange] = []
    var cachedResponses: [CachedResponsesChange] = []
    var state: [StateChange] = []
    var transportSecurity: [TransportSecurityChange] = []
    /// In the order in which pages made them.
    var webStorage: [WebStorage.Change] = []
    /// `nil` removes a decision.
    var permissions: [Permissions.Key: Permissions.Entry?] = [:]
    /// The complete set; `nil` if nothing has changed.
    var storageAccess: Set<HeldStorageAccess.Frame>?
    var seenPages: [SeenPage] = []
    var log: [NewLogEntry] = []

    var isEmpty: Bool {
        cookies.isEmpty && preflights.isEmpty && cachedResponses.isEmpty && state.isEmpty
            && transportSecurity.isEmpty && permissions.isEmpty && storageAccess == nil
            && webStorage.isEmpty && seenPages.isEmpty && log.isEmpty
    }
}

extension ProfileChanges {
    /// Creates changes to states only, each of which has its own browser.
    init(state: [StateChange]) {
        self.init(browser: "", state: state)
    }
}

/// An entry of the preflight cache: one method or header name that needs no new preflight.
///
/// https://fetch.spec.whatwg.org/#concept-cache
struct StoredPreflight: Hashable, Sendable {
    enum Kind: String, Hashable, Sendable, CaseIterable {
        case method, header
    }

    /// The network partition key: the top-level site.
    var networkPartition: String
    /// The origin, serialized.
    var origin: String
    /// The full URL, including the query.
    var url: String
    var includesCredentials: Bool
    var kind: Kind
    /// The method or the header name; `*` is the wildcard.
    var name: String
    var expiry: Moment
}

/// A change to the preflight cache.
enum PreflightChange: Hashable, Sendable {
    /// Inserts the entry, or updates the expiry of an existing one.
    case put(StoredPreflight)
    /// https://fetch.spec.whatwg.org/#concept-cache-clear
    case clear(networkPartition: String, origin: String, url: String)
    /// Removes entries that have expired at that moment.
    case removeExpired(at: Moment)
}

/// The data in a profile besides cookies and caches.
enum StateKey: String, Hashable, Sendable, CaseIterable {
    /// The page that the tab shows; removed when the browser is closed.
    case currentPage = "current-page"
    /// ``SessionHistoryText``; removed with the tab.
    case sessionHistory = "session-history"
    /// ``PagePreference``; permanent.
    case preferredPage = "preferred-page"
    case preferredCredentials = "preferred-credentials"
    /// The values that `--record` has recorded from responses; permanent.
    case recordedValues = "recorded-values"
    /// The cookies in the processes of open pages; removed with them.
    case contentProcesses = "content-processes"
    case clockOffset = "clock-offset"
    /// In microseconds since 1970: no cookie of the browser was used earlier.
    case earliestAccess = "earliest-access"
}

/// A new value of a state; `nil` removes it.
struct StateChange: Hashable, Sendable {
    var key: StateKey
    /// `nil` if it applies to all browsers.
    var browser: String?
    var value: String?

    init(_ key: StateKey, of browser: String?, to value: String?) {
        self.key = key
        self.browser = browser
        self.value = value
    }
}

/// A page that made requests.
struct SeenPage: Hashable, Sendable {
    /// ``SeenPageText``.
    var page: String
    var lastSeen: Moment
}
