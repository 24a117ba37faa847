import BrowserInfra
import Fuzzing
import TestSupport
import Testing
import WebOrigin

@testable import BrowserCookies

/// Invariants of a jar under any sequence of operations, checked on random histories.
@Suite struct RandomJarTests {
    static let hosts = [
        "a.test", "www.a.test", "x.www.a.test", "b.test", "127.0.0.1", "localhost", "a.co.uk",
        "b.co.uk", "[::1]",
    ]

    static func randomURL(_ random: inout SeededRandom) -> String {
        let scheme = Bool.random(using: &random) ? "https" : "http"
        let host = hosts.randomElement(using: &random) ?? "a.test"
        let path = ["/", "/a", "/a/b", "/ab", "/a/b/c?q"].randomElement(using: &random) ?? "/"
        return "\(scheme)://\(host)\(path)"
    }

    static func randomLine(_ random: inout SeededRandom) -> ByteString {
        var line =
            ["a", "b", "__Host-c", "__Secure-d", "", "E"].randomElement(using: &random) ?? ""
        line += "=" + String(UInt8.random(in: 0...9, using: &random))
        let attributes = [
            "Secure", "HttpOnly", "Path=/", "Path=/a", "Path=a", "Domain=a.test", "Domain=.test",
            "Domain=www.a.test", "Domain=co.uk", "Max-Age=5", "Max-Age=0", "Max-Age=x",
            "Expires=Wed, 01 Jan 2031 00:00:00 GMT", "Expires=Thu, 01 Jan 1970 00:00:00 GMT",
            "SameSite=Strict", "SameSite=Lax", "SameSite=None", "SameSite=?", "Partitioned",
            "Priority=High",
        ]
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            line += "; " + (attributes.randomElement(using: &random) ?? "")
        }
        return ByteString(utf8: line)
    }

    static let policies: [CookiePolicy] = [.chrome, .standard]

    @Test(arguments: Array(UInt64(1)...40), policies.indices)
    func verdictsMatchTheStateOfTheJar(_ seed: UInt64, _ policyIndex: Int) throws {
        var random = SeededRandom(seed: seed)
        let policy = Self.policies[policyIndex]
        var jar = CookieJar(suffixes: .builtin)
        var now = TestJar.start
        var mirror: Set<Cookie.Identity> = []
        for _ in 0..<120 {
            now = now.advanced(bySeconds: Int64.random(in: 0...3, using: &random))
            let url = Self.randomURL(&random)
            let level =
                [SameSiteContext.Level.strict, .lax, .crossSite]
                .randomElement(using: &random) ?? .strict
            let context = try TestJar.context(url, level: level)
            if Bool.random(using: &random) {
                let verdict = jar.store(
                    Self.randomLine(&random),
                    responseDate: nil,
                    in: context,
                    policy: policy,
                    now: now
                )
                switch verdict.effect {
                case .created, .updated:
                    let cookie = try #require(verdict.cookie)
                    #expect(verdict.refusals.isEmpty)
                    #expect(jar.allCookies(at: now).contains(cookie))
                    mirror.insert(cookie.identity)
                case .deleted:
                    let cookie = try #require(verdict.cookie)
                    mirror.remove(cookie.identity)
                case .rejected:
                    #expect(!verdict.refusals.isEmpty)
                case .ignored:
                    Issue.record("nothing is ignored here")
                }
            } else {
                try checkSending(&jar, context: context, policy: policy, now: now)
            }
            let listed = jar.allCookies(at: now)
            #expect(Set(listed.map(\.identity)).count == listed.count)
            // Every listed cookie was stored before (expiry may remove cookies, but never adds
            // any).
            #expect(Set(listed.map(\.identity)).isSubset(of: mirror))
        }
    }

    private func checkSending(
        _ jar: inout CookieJar,
        context: CookieContext,
        policy: CookiePolicy,
        now: Moment
    ) throws {
        let host = try #require(context.url.host?.serialized)
        let isSecure = context.url.scheme == "https" || context.url.host?.isLoopback == true
        for verdict in jar.cookies(for: context, policy: policy, now: now) {
            let cookie = verdict.cookie
            #expect(!cookie.isExpired(at: now))
            guard verdict.isSent else { continue }
            if cookie.isHostOnly || context.url.host?.isIPAddress == true {
                #expect(cookie.domain == host)
            } else {
                #expect(host == cookie.domain || host.hasSuffix("." + cookie.domain))
            }
            if cookie.isSecure { #expect(isSecure || policy.loopback == .secure) }
            if cookie.sameSite == .strict { #expect(context.sameSite.level == .strict) }
            let path = context.url.serializedPath
            #expect(path.hasPrefix(cookie.path.utf8Decoded))
        }
    }

    /// The profile writes the jar's changes, so replaying them must yield the same jar.
    @Test(arguments: Array(UInt64(101)...120))
    func replayingTheChangesRebuildsTheJar(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var jar = CookieJar(suffixes: .builtin)
        var stored: [Cookie.Identity: Cookie] = [:]
        var now = TestJar.start
        for _ in 0..<200 {
            now = now.advanced(bySeconds: Int64.random(in: 0...70, using: &random))
            let context = try TestJar.context(Self.randomURL(&random))
            if Int.random(in: 0...3, using: &random) > 0 {
                _ = jar.store(
                    Self.randomLine(&random),
                    responseDate: nil,
                    in: context,
                    policy: .chrome,
                    now: now
                )
            } else {
                _ = jar.cookies(for: context, policy: .chrome, now: now)
            }
            for change in jar.takeChanges() {
                switch change {
                case .put(let cookie, _): stored[cookie.identity] = cookie
                case .remove(let identity, _): stored[identity] = nil
                }
            }
            let listed = jar.allCookies(at: now)
            let kept = stored.values.filter { !$0.isExpired(at: now) }
            #expect(Set(listed) == Set(kept))
        }
    }
}
