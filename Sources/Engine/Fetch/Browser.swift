package import CORS
package import Cookies
package import Infra
package import WebOrigin

/// One running browser: its jar, its caches, and the algorithms that use them.
///
/// Values are what it holds; requests that run at the same time take turns at them, as the tasks of
/// a real browser do, and give way to each other only while they wait for the network.
package actor Browser {
    package nonisolated let policy: BrowserPolicy
    package let suffixes: PublicSuffixList
    package var jar: CookieJar
    package var preflightCache: PreflightCache
    package var httpCache: HTTPCache
    /// `nil` where `document.cookie` asks the jar itself.
    package var processes: ContentProcesses?
    let transport: any Transport
    /// The clock, real or virtual.
    let now: @Sendable () -> Moment

    package init(
        policy: BrowserPolicy,
        suffixes: PublicSuffixList,
        jar: CookieJar,
        preflightCache: PreflightCache = PreflightCache(),
        httpCache: HTTPCache = HTTPCache(),
        processes: ContentProcesses = ContentProcesses(),
        transport: any Transport,
        now: @escaping @Sendable () -> Moment
    ) {
        self.policy = policy
        self.suffixes = suffixes
        self.jar = jar
        self.preflightCache = preflightCache
        self.httpCache = httpCache
        self.processes = policy.cookies.documentCookieSource == .jar ? nil : processes
        self.transport = transport
        self.now = now
    }

    /// Every unexpired cookie.
    package func cookies() throws(CookieStorageError) -> [Cookie] {
        try jar.allCookies(at: now())
    }

    /// What the profile has to write.
    package func takeCookieChanges() -> [CookieChange] {
        jar.takeChanges()
    }
}
