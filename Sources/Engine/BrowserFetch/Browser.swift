package import BrowserCORS
package import BrowserCookies
package import BrowserInfra
package import WebOrigin

/// One running browser: its jar, its caches, and the algorithms that use them.
///
/// Its state consists of plain values. Requests that run at the same time take turns on it, as the
/// tasks of a real browser do, and only yield to each other while they wait for the network.
package actor Browser {
    package nonisolated let policy: BrowserPolicy
    package nonisolated let suffixes: PublicSuffixList
    package var jar: CookieJar
    package var preflightCache: PreflightCache
    package var httpCache: HTTPCache
    package var webStorage = WebStorage()
    /// The hosts that may only be contacted over https.
    package var transportSecurity = TransportSecurityState()
    /// The frames that hold storage access.
    package var heldStorageAccess = HeldStorageAccess()
    package var permissions = Permissions()
    package var violationReporting = ViolationReporting()
    /// `nil` if `document.cookie` reads the jar itself.
    package var processes: ContentProcesses?
    /// `nil` for a browser that only lives in memory.
    let storage: (any BrowserStorage)?
    var hasLoadedProcesses = false
    var hasLoadedTransportSecurity = false
    var hasLoadedPermissions = false
    /// The order in which cookies were written, for a browser that lists them in that order;
    /// cookies that an earlier command wrote come first.
    var writeOrder: [Cookie.Identity: Int] = [:]
    var writeCount = 0
    /// The total size of the bodies of keepalive requests in flight.
    var keepaliveBytes = 0
    var latest = LatestRequest()
    /// Responses whose bodies are still arriving, to be cached once they are complete.
    var unfinishedResponses: [BodyStream: UnfinishedResponse] = [:]
    package nonisolated let transport: any Transport
    /// The clock, real or virtual.
    package nonisolated let now: @Sendable () -> Moment

    /// Creates a browser that only lives in memory.
    package init(
        policy: BrowserPolicy,
        suffixes: PublicSuffixList,
        jar: CookieJar,
        preflightCache: PreflightCache = PreflightCache(),
        httpCache: HTTPCache = HTTPCache(),
        transport: any Transport,
        now: @escaping @Sendable () -> Moment
    ) {
        self.policy = policy
        self.suffixes = suffixes
        self.jar = jar
        self.preflightCache = preflightCache
        self.httpCache = httpCache
        processes = policy.cookies.documentCookieSource == .jar ? nil : ContentProcesses()
        storage = nil
        self.transport = transport
        self.now = now
    }

    /// Creates a browser whose cookies and caches are kept in `storage`. Whatever a request needs
    /// is loaded first.
    package init(
        policy: BrowserPolicy,
        suffixes: PublicSuffixList,
        storage: any BrowserStorage,
        transport: any Transport,
        now: @escaping @Sendable () -> Moment
    ) {
        self.policy = policy
        self.suffixes = suffixes
        jar = .unloaded(suffixes: suffixes)
        preflightCache = PreflightCache()
        httpCache = HTTPCache()
        processes = policy.cookies.documentCookieSource == .jar ? nil : ContentProcesses()
        self.storage = storage
        self.transport = transport
        self.now = now
    }

    /// Every unexpired cookie that is in memory.
    package func cookies() -> [Cookie] {
        jar.allCookies(at: now())
    }

    /// Returns and clears the changes that the profile must write. Cookies of a credentialless
    /// frame are left out, because they are discarded with the frame.
    package func takeCookieChanges() -> [CookieChange] {
        jar.takeChanges().filter { $0.identity.partitionKey?.nonce == nil }
    }
}
