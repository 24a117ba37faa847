import BrowserCORS
import BrowserCookies
import BrowserInfra
import Synchronization
import TestSupport
import Testing
import WebOrigin

@testable import BrowserFetch

/// A storage with a browser's cookies and caches, which logs what is read from it.
private final class RecordingStorage: BrowserStorage {
    func transportSecurity() -> [TransportSecurityChange] { [] }
    func webStorage(of key: WebStorage.Key) -> [WebStorage.Item] { [] }

    func heldStorageAccess() -> Set<HeldStorageAccess.Frame> { [] }

    func permissions() -> [Permissions.Key: Permissions.Entry] { [:] }

    private let sites: [String: [Cookie]]
    private let failing: String?
    private let log = Mutex<[String]>([])

    var reads: [String] { log.withLock { $0 } }

    /// `failing`: the read that fails, if any.
    init(_ cookies: [Cookie] = [], failing: String? = nil) {
        sites = Dictionary(grouping: cookies) { cookie in
            (try? Host(parsing: cookie.domain)).map {
                CookieJar.siteKey(of: $0, suffixes: .builtin)
            } ?? ""
        }
        self.failing = failing
    }

    private func read<Result>(
        _ what: String,
        _ result: Result
    ) throws(BrowserStorageError) -> Result {
        log.withLock { $0.append(what) }
        if what == failing { throw BrowserStorageError(detail: "the disk is on fire") }
        return result
    }

    func cookies(ofSite site: String) throws(BrowserStorageError) -> [Cookie] {
        try read(site, sites[site] ?? [])
    }

    func cookieCount() throws(BrowserStorageError) -> Int {
        try read("count", sites.values.reduce(0) { $0 + $1.count })
    }

    func earliestAccess() throws(BrowserStorageError) -> Moment? {
        try read("earliest", sites.values.joined().map(\.lastAccess).min())
    }

    func allCookies() throws(BrowserStorageError) -> [Cookie] {
        try read("all", Array(sites.values.joined()))
    }

    func preflights(
        for key: PreflightCache.Key
    ) throws(BrowserStorageError) -> [PreflightCache.Entry] {
        try read("preflights", [])
    }

    func responses(for key: HTTPCache.Key) throws(BrowserStorageError) -> [StoredResponse] {
        try read("responses", [])
    }

    func processes() throws(BrowserStorageError) -> [ContentProcesses.Process] {
        try read("processes", [])
    }
}

@Suite struct BrowserStorageTests {
    private static let now = Moment(secondsSinceEpoch: 1_793_491_200)

    private static func cookie(_ name: String, domain: String, used: Moment = now) -> Cookie {
        Cookie(
            name: ByteString(utf8: name),
            value: "1",
            domain: domain,
            isHostOnly: true,
            path: "/",
            expiry: .distantFuture,
            isSecure: false,
            isHTTPOnly: false,
            sameSite: .lax,
            creation: used,
            lastAccess: used
        )
    }

    private let transport = ScriptedTransport([
        "GET https://a.test/": .ok(["Set-Cookie": "sid=2"]),
        "GET https://a.test/plain": .ok(),
        "GET https://a.test/away": .answer(302, ["Location": "https://b.test/"]),
        "GET https://b.test/": .ok(["Access-Control-Allow-Origin": "*"]),
    ])

    private func browser(
        _ storage: RecordingStorage,
        policy: BrowserPolicy = .chrome
    ) -> Browser {
        Browser(
            policy: policy,
            suffixes: .builtin,
            storage: storage,
            transport: transport,
            now: { Self.now }
        )
    }

    private func fetch(
        _ path: String,
        credentials: CredentialsMode = .sameOrigin,
        _ browser: Browser
    ) async throws -> FetchReport {
        await browser.fetch(
            FetchRequest(url: path, credentials: credentials),
            from: try testPage("https://a.test/")
        )
    }

    @Test func aFetchReadsItsSiteAndURLOnce() async throws {
        let storage = RecordingStorage([
            Self.cookie("sid", domain: "a.test"), Self.cookie("other", domain: "b.test"),
        ])
        let browser = browser(storage)
        let report = try await fetch("/plain", browser)
        #expect(report.exchanges.first?.cookies.map(\.cookie.name) == ["sid"])
        _ = try await fetch("/plain", browser)
        #expect(storage.reads == ["a.test", "responses"])
    }

    @Test func storingAlsoReadsTheNumberOfAllCookies() async throws {
        let storage = RecordingStorage([Self.cookie("sid", domain: "a.test")])
        let report = try await fetch("/", browser(storage))
        #expect(report.exchanges.first?.setCookies.map(\.effect) == [.updated])
        #expect(storage.reads == ["a.test", "responses", "count"])
    }

    @Test func withoutCredentialsNoCookieIsRead() async throws {
        let storage = RecordingStorage([Self.cookie("sid", domain: "a.test")])
        _ = try await fetch("/", credentials: .omit, browser(storage))
        #expect(storage.reads == ["responses"])
    }

    @Test func eachHopOfARedirectLoadsItsOwnSite() async throws {
        let storage = RecordingStorage()
        _ = try await fetch("/away", credentials: .include, browser(storage))
        #expect(storage.reads.filter { $0.hasSuffix(".test") } == ["a.test", "b.test"])
    }

    /// The storage has ten thousand recently used cookies of other sites. A fetch reads exactly
    /// what it would read from an empty storage, and none of theirs.
    @Test(arguments: BrowserPolicy.presets, ["/", "/plain"])
    func aFetchReadsNothingOfTenThousandCookiesOfOtherSites(
        _ policy: BrowserPolicy,
        _ path: String
    ) async throws {
        let own = Self.cookie("sid", domain: "a.test")
        let others = (0..<10_000).map { Self.cookie("c", domain: "s\($0).test") }
        let full = RecordingStorage([own] + others)
        let empty = RecordingStorage([own])
        _ = try await fetch(path, browser(full, policy: policy))
        _ = try await fetch(path, browser(empty, policy: policy))
        #expect(full.reads.filter { $0 != "earliest" } == empty.reads)
    }

    @Test func allSitesAreReadOnlyToEvictTheOldestCookies() async throws {
        let old = Self.now.advanced(bySeconds: -31 * 86_400)
        let others = (0..<3300).map { index in
            Self.cookie("c", domain: "s\(index).test", used: index < 200 ? old : Self.now)
        }
        let storage = RecordingStorage(others)
        let browser = browser(storage)
        let report = try await fetch("/", browser)
        #expect(storage.reads == ["a.test", "responses", "count", "earliest", "all"])
        #expect(report.exchanges.first?.setCookies.first?.evicted.count == 200)
        #expect(await browser.takeCookieChanges().count == 201)
    }

    @Test(arguments: ["a.test", "responses", "count"])
    func aFailedReadEndsTheFetchWithItsReason(_ failing: String) async throws {
        let report = try await fetch("/", browser(RecordingStorage(failing: failing)))
        #expect(report.storageError == BrowserStorageError(detail: "the disk is on fire"))
        #expect(transport.requests.count == (failing == "count" ? 1 : 0))
    }

    @Test func noPreflightIsSentIfTheCacheCannotBeRead() async throws {
        let browser = browser(RecordingStorage(failing: "preflights"))
        let report = await browser.fetch(
            FetchRequest(url: "https://b.test/", method: "PUT"),
            from: try testPage("https://a.test/")
        )
        #expect(report.storageError != nil)
        #expect(transport.requests.isEmpty)
    }

    @Test(arguments: ["a.test", "processes"])
    func documentCookieReportsAFailedRead(_ failing: String) async throws {
        let browser = browser(RecordingStorage(failing: failing), policy: .firefox)
        let report = await browser.documentCookie(in: try testPage("https://a.test/"))
        #expect(report.storageError == BrowserStorageError(detail: "the disk is on fire"))
        #expect(report.value == nil)
    }
}
