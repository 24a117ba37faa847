internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra

/// What one command changes in a profile, written in one transaction.
struct ProfileChanges: Hashable, Sendable {
    /// Whose cookies, preflights and seen pages: `chrome`, for example.
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
    /// `nil` takes a decision back.
    var permissions: [Permissions.Key: Permissions.Entry?] = [:]
    /// All of them; `nil` where nothing changed.
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
    /// States alone, which name their browsers themselves.
    init(state: [StateChange]) {
        self.init(browser: "", state: state)
    }
}

/// An entry of the preflight cache: one method or one header name that needs no new preflight.
///
/// https://fetch.spec.whatwg.org/#concept-cache
struct StoredPreflight: Hashable, Sendable {
    enum Kind: String, Hashable, Sendable, CaseIterable {
        case method, header
    }

    /// The network partition key: the top-level site.
    var networkPartition: String
    /// Serialised.
    var origin: String
    /// The full URL, query included.
    var url: String
    var includesCredentials: Bool
    var kind: Kind
    /// The method or the header name; `*` is the wildcard.
    var name: String
    var expiry: Moment
}

/// A change of the preflight cache.
enum PreflightChange: Hashable, Sendable {
    /// Insert, or give the same entry a new expiry.
    case put(StoredPreflight)
    /// https://fetch.spec.whatwg.org/#concept-cache-clear
    case clear(networkPartition: String, origin: String, url: String)
    /// Whatever has expired at that moment.
    case removeExpired(at: Moment)
}

/// What a profile remembers beside cookies and caches.
enum StateKey: String, Hashable, Sendable, CaseIterable {
    /// The page that the tab shows; it goes when the browser is closed.
    case currentPage = "current-page"
    /// ``SessionHistoryText``; it goes with the tab.
    case sessionHistory = "session-history"
    /// ``PagePreference``; it stays.
    case preferredPage = "preferred-page"
    case preferredCredentials = "preferred-credentials"
    /// What `--record` knows of the answers that it recorded; it stays.
    case recordedValues = "recorded-values"
    /// What the processes of open pages know of the cookies; it goes with them.
    case contentProcesses = "content-processes"
    case clockOffset = "clock-offset"
    /// In microseconds since 1970: no cookie of the browser was used before.
    case earliestAccess = "earliest-access"
}

/// A new value of a state; `nil` removes it.
struct StateChange: Hashable, Sendable {
    var key: StateKey
    /// `nil` where it holds for all browsers.
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
