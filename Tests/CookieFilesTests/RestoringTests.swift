import BrowserCookies
import BrowserInfra
import CookieFiles
import Testing
import WebOrigin

/// Which cookies of a file a browser accepts.
@Suite struct RestoringTests {
    static let now = Moment(secondsSinceEpoch: 1_793_491_200)
    static let rules = FileCase.table("rules")

    @Test(arguments: rules)
    func theRulesDecideWhatIsRestored(_ test: FileCase) throws {
        var jar = CookieJar(suffixes: .builtin)
        let written = try #require(test.cookie)
        switch jar.restore(written.cookie, policy: .chrome, now: Self.now) {
        case .stored(let cookie, let replaced, let isShortened):
            #expect(test.refused == nil)
            #expect(cookie.name == written.cookie.name)
            #expect(cookie.value == written.cookie.value)
            #expect(cookie.path == written.cookie.path)
            #expect(cookie.domain == test.becomes?.domain ?? written.domain)
            #expect(cookie.isHostOnly == test.becomes?.hostOnly ?? written.cookie.isHostOnly)
            #expect(cookie.partitionKey == written.cookie.partitionKey)
            #expect(!replaced && !isShortened)
            #expect(jar.allCookies(at: Self.now) == [cookie])
        case .refused(let refusal):
            #expect(test.refused?.codes == refusal.codes)
            #expect(jar.allCookies(at: Self.now).isEmpty)
            #expect(jar.takeChanges().isEmpty)
        case .expired: Issue.record("no case has an expiry")
        }
    }

    @Test func expiryIsCheckedBeforeAnyOtherRule() throws {
        var jar = CookieJar(suffixes: .builtin)
        var cookie = saved("__Host-refused")
        cookie.expiry = Self.now
        #expect(jar.restore(cookie, policy: .chrome, now: Self.now) == .expired)
    }

    @Test func lifetimesAreCappedAtTheBrowsersLimit() throws {
        var jar = CookieJar(suffixes: .builtin)
        var cookie = saved("a")
        cookie.expiry = .distantFuture
        let verdict = jar.restore(cookie, policy: .chrome, now: Self.now)
        guard case .stored(let stored, _, let isShortened) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(isShortened)
        #expect(stored.expiry == Self.now.advanced(bySeconds: 400 * 86_400))
    }

    @Test func timesFromTheFileAreKept() throws {
        var jar = CookieJar(suffixes: .builtin)
        let before = Self.now.advanced(bySeconds: -1000)
        for name in ["second", "first"] {
            var cookie = saved(name)
            cookie.creation = before.advanced(bySeconds: name == "first" ? 0 : 1)
            cookie.lastAccess = before
            _ = jar.restore(cookie, policy: .chrome, now: Self.now)
        }
        let all = jar.allCookies(at: Self.now)
        #expect(all.map(\.name) == ["first", "second"])
        #expect(all.map(\.creation) == [before, before.advanced(bySeconds: 1)])
        #expect(all.map(\.lastAccess) == [before, before])
    }

    @Test(arguments: [
        ("", "=s3cret"), ("", "a=s3cret"), ("", "__Host-s3cret"), ("__Host-a", "s3cret"),
        ("a=b", "s3cret"), ("a", "s3cret;"), ("a", "s3cret\0"), ("a", " s3cret"),
        ("a", "s3cret" + String(repeating: "x", count: 4096)),
    ])
    func reasonsNeverShowAValue(_ name: String, _ value: String) throws {
        for policy in [CookiePolicy.chrome, .firefox, .safari] {
            var jar = CookieJar(suffixes: .builtin)
            var cookie = saved(name)
            cookie.value = ByteString(utf8: value)
            guard
                case .refused(let refusal) = jar.restore(cookie, policy: policy, now: Self.now)
            else { continue }
            #expect(!refusal.sentence.contains("s3cret"), "\(refusal)")
        }
    }

    /// Firefox only marks frames nested in another site (A-B-A), Chrome every third party.
    @Test func thePartitionKeyFollowsTheImportingBrowser() throws {
        func key(_ policy: CookiePolicy, _ site: String, _ isMarked: Bool) throws -> Bool? {
            var jar = CookieJar(suffixes: .builtin)
            var cookie = saved("a")
            cookie.partitionKey = Cookie.PartitionKey(
                topLevelSite: site,
                hasCrossSiteAncestor: isMarked
            )
            _ = jar.restore(cookie, policy: policy, now: Self.now)
            return jar.allCookies(at: Self.now).first?.partitionKey?.hasCrossSiteAncestor
        }
        for isMarked in [false, true] {
            #expect(try key(.chrome, "https://top.example", isMarked) == true)
            #expect(try key(.firefox, "https://top.example", isMarked) == false)
            #expect(try key(.chrome, "https://shop.example", isMarked) == isMarked)
            #expect(try key(.firefox, "https://shop.example", isMarked) == isMarked)
        }
    }

    @Test func aCookieWithTheSameIdentityIsReplaced() throws {
        var jar = CookieJar(suffixes: .builtin)
        var cookie = saved("a")
        _ = jar.restore(cookie, policy: .chrome, now: Self.now)
        cookie.value = "2"
        let verdict = jar.restore(cookie, policy: .chrome, now: Self.now)
        guard case .stored(let stored, replaced: true, _) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(jar.allCookies(at: Self.now) == [stored])
    }

    @Test func aSiteIsLimitedToTheBrowsersMaximum() throws {
        var jar = CookieJar(suffixes: .builtin)
        for number in 0..<181 {
            _ = jar.restore(saved("c\(number)"), policy: .chrome, now: Self.now)
        }
        #expect(jar.allCookies(at: Self.now).count == 150)
    }

    private func saved(_ name: String) -> ImportedCookie {
        ImportedCookie(
            name: ByteString(utf8: name),
            value: "1",
            domain: "shop.example",
            isHostOnly: true,
            path: "/",
            expiry: nil,
            isSecure: false,
            isHTTPOnly: false
        )
    }
}
