package import BrowserCORS
package import BrowserCookies
package import BrowserInfra
package import WebOrigin

/// One running browser: its jar, its caches, and the algorithms that use them.
///
/// Values are what it holds; requests that run at the same time take turns at them, as the tasks of
/// a real browser do, and give way to each other only while they wait for the network.
package actor Browser {
    package nonisolated let policy: BrowserPolicy
    package nonisolated let suffixes: PublicSuffixList
    package var jar: CookieJar
    package var preflightCache: PreflightCache
    package var httpCache: HTTPCache
    package var webStorage = WebStorage()
    /// The hosts that are asked over https only.
    package var transportSecurity = TransportSecurityState()
    /// What pages may do.
    package var heldStorageAccess = HeldStorageAccess()
    package var permissions = Permissions()
    package var violationReporting = ViolationReporting()
    /// `nil` where `document.cookie` asks the jar itself.
    package var processes: ContentProcesses?
    /// `nil` for a browser that lives in memory only.
    let storage: (any BrowserStorage)?
    var hasLoadedProcesses = false
    var hasLoadedTransportSecurity = false
    var hasLoadedPermissions = false
    /// When each cookie was written, for a browser that lists them so; what an earlier command wrote
    /// comes before.
    var writeOrder: [Cookie.Identity: Int] = [:]
    var writeCount = 0
    /// The bytes of bodies under way that outlive their page.
    var keepaliveBytes = 0
    var latest = LatestRequest()
    /// What the cache gets when its body is there.
    var unfinishedResponses: [BodyStream: UnfinishedResponse] = [:]
    package nonisolated let transport: any Transport
    /// The clock, real or virtual.
    package nonisolated let now: @Sendable () -> Moment

    /// A browser in memory.
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

    /// A browser whose cookies and caches are kept elsewhere; what a request touches is loaded first.
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

    /// What the profile has to write: the jar of a credentialless frame goes with the frame.
    package func takeCookieChanges() -> [CookieChange] {
        jar.takeChanges().filter { $0.identity.partitionKey?.nonce == nil }
    }
}
