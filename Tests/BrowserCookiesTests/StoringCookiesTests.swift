import BrowserInfra
import Testing

@testable import BrowserCookies

struct StoringCookiesTests {
    /// A `Set-Cookie` line of a response from https://app.example.com/api/login, the code by which
    /// the standard rejects it, and Chrome's; empty if it is stored.
    @Test(arguments: [
        ("a=1", "", ""),
        ("a=1; Domain=com", "InvalidDomain", "InvalidDomain"),
        ("=", "NoCookieContent", "NoCookieContent"),
        ("a=1; SameSite=None", "SameSiteNoneInsecure", "SameSiteNoneInsecure"),
        ("a=1; SameSite=none; secure", "", ""),
        ("a=1; SameSite=foo", "", ""),
        ("__Secure-a=1", "InvalidPrefix", "InvalidPrefix"),
        ("__SECURE-a=1", "InvalidPrefix", "InvalidPrefix"),
        ("__Secure-a=1; Secure; Domain=example.com", "", ""),
        ("__host-a=1; Secure; Path=/", "", ""),
        ("__Host-a=1; Secure; Path=/; Domain=", "", ""),
        ("__Host-a=1; Secure", "InvalidPrefix", "InvalidPrefix"),
        ("__Host-a=1; Secure; Path=/api", "InvalidPrefix", "InvalidPrefix"),
        ("__Host-a=1; Path=/", "InvalidPrefix", "InvalidPrefix"),
        ("__Host-a=1; Secure; Path=/; Domain=app.example.com", "InvalidPrefix", "InvalidPrefix"),
        ("__Secure-x", "InvalidPrefix", "InvalidPrefix"),
        ("=__HOST-x", "InvalidPrefix", "InvalidPrefix"),
        ("__Http-a=1; Secure", "", "InvalidPrefix"),
        ("__Http-a=1; Secure; HttpOnly", "", ""),
        ("__Host-Http-a=1; Secure; HttpOnly; Path=/", "", ""),
        ("__Host-Http-a=1; Secure; Path=/", "", "InvalidPrefix"),
        ("__Secure=1", "", ""),
        ("=a=b", "", "AmbiguousSerialization"),
        ("a=1; Partitioned", "", "InvalidPartitioned"),
        ("__Host-a=1; Domain=com", "InvalidDomain InvalidPrefix", "InvalidDomain InvalidPrefix"),
        ("a=1; Max-Age=0", "Expired", "Expired"),
    ])
    func aLineIsStoredOrRejected(line: String, standard: String, chrome: String) throws {
        for (policy, expected) in [(CookiePolicy.standard, standard), (.chrome, chrome)] {
            var jar = TestJar(policy: policy)
            let verdict = try jar.store(ByteString(utf8: line))
            #expect(verdict.codes.joined(separator: " ") == expected)
            #expect(verdict.effect == (expected.isEmpty ? .created : .rejected))
            #expect(try jar.names().isEmpty == !expected.isEmpty)
        }
    }

    @Test func aFailedPrefixNamesTheMissingAttribute() throws {
        var jar = TestJar("http://x.test/a/b")
        #expect(
            try jar.store("__Host-a=1").refusals == [
                .missingForPrefix(.host, missing: [.secureAttribute, .secureConnection, .rootPath])
            ]
        )
    }

    @Test func someBrowsersAcceptADefaultPathForTheHostPrefix() throws {
        var jar = TestJar("https://x.test/set")
        #expect(try jar.store("__Host-a=1; Secure").codes == ["InvalidPrefix"])
        jar.policy.hostPrefixPath = .anywhere
        #expect(try jar.store("__Host-a=1; Secure").effect == .created)
    }

    @Test(arguments: [
        ("http://localhost/", true), ("http://a.localhost:8080/", true),
        ("http://127.0.0.2/", true), ("http://[::1]/", true), ("https://x.test/", true),
        ("http://x.test/", false), ("http://192.168.0.1/", false), ("http://0.0.0.0/", false),
    ])
    func secureRequiresASecureConnection(url: String, isStored: Bool) throws {
        var jar = TestJar(url)
        #expect(try jar.store("a=1; Secure").codes == (isStored ? [] : ["SecureOnly"]))
        #expect((try jar.header() != nil) == isStored)
        jar.policy.loopback = .insecure
        #expect((try jar.header() != nil) == (isStored && url.hasPrefix("https")))
    }

    @Test func aSecureCookieOnLoopbackComesWithAWarning() throws {
        var jar = TestJar("http://localhost/")
        #expect(try jar.store("a=1; Secure").warnings == [.secureOnLoopback])
        #expect(try jar.store("a=1").warnings == [])
    }

    @Test(arguments: [
        ("s=2; Path=/", false), ("s=2; Path=/foo", false), ("s=2; Path=/login", true),
        ("s=2; Path=/login/en", true), ("s=2; Path=/loginpage", false), ("t=2; Path=/login", false),
        ("s=2; Path=/login; Domain=x.test", true),
    ])
    func insecureConnectionsCannotOverwriteSecureCookies(line: String, isRefused: Bool) throws {
        var jar = TestJar("https://www.x.test/login")
        try jar.store("s=1; Secure; Path=/login")
        jar.url = "http://www.x.test/"
        let verdict = try jar.store(ByteString(utf8: line))
        #expect(verdict.codes == (isRefused ? ["OverwriteSecure"] : []))
    }

    @Test func httpsAndLoopbackMayReplaceASecureCookie() throws {
        for url in ["https://x.test/", "http://localhost/"] {
            var jar = TestJar(url)
            try jar.store("s=1; Secure")
            #expect(try jar.store("s=2").effect == .updated)
        }
    }

    @Test func scriptCannotSetOverwriteOrReadHTTPOnlyCookies() throws {
        var jar = TestJar()
        let script = try TestJar.context(jar.url, access: .script)
        #expect(try jar.store("a=1; HttpOnly", in: script).codes == ["HttpOnly"])
        try jar.store("a=1; HttpOnly")
        #expect(try jar.store("a=2", in: script).codes == ["OverwriteHttpOnly"])
        #expect(try jar.store("a=; Max-Age=0", in: script).codes == ["OverwriteHttpOnly"])
        #expect(try jar.verdicts(in: script).map(\.codes) == [["HttpOnly"]])
        #expect(try jar.header() == "a=1")
        #expect(try jar.store("a=2").effect == .updated)
        #expect(try jar.store("a=3", in: script).effect == .updated)
    }

    @Test func onlyHTTPURLsHaveCookies() throws {
        var jar = TestJar("ftp://x.test/")
        #expect(try jar.store("a=1").codes == ["SchemeNotSupported"])
    }

    @Test func reasonsOfOneGroupAreReportedTogether() throws {
        var jar = TestJar("http://x.test/")
        let crossSite = try TestJar.context(jar.url, access: .script, level: .crossSite)
        #expect(
            try jar.store("a=1; Secure; HttpOnly", in: crossSite).codes
                == ["SecureOnly", "HttpOnly", "SchemefulSameSiteUnspecifiedTreatedAsLax"]
        )
    }

    @Test func replacingACookieWithTheSameValueKeepsItsCreation() throws {
        for (policy, order) in [(CookiePolicy.chrome, "b=1; a=2"), (.standard, "a=2; b=1")] {
            var jar = TestJar(policy: policy)
            try jar.store("a=1")
            try jar.store("b=1")
            #expect(try jar.store("a=1; Secure").effect == .updated)
            #expect(try jar.header() == "a=1; b=1")
            #expect(try jar.store("a=2; Secure").effect == .updated)
            #expect(try jar.header() == order)
        }
    }

    @Test func identityConsistsOfNameDomainHostOnlyPathAndPartition() throws {
        var jar = TestJar("https://x.test/")
        for line in [
            "a=1", "A=1", "a=1; Path=/p", "a=1; Domain=x.test", "a=1; Secure; Partitioned",
        ] {
            #expect(try jar.store(ByteString(utf8: line)).effect == .created)
        }
        #expect(try jar.store("a=2; HttpOnly").effect == .updated)
        #expect(try jar.names().count == 5)
    }

    @Test func thirdPartyCookiesAreAllowedPartitionedOrBlocked() throws {
        let line: ByteString = "a=1; SameSite=None; Secure"
        var jar = TestJar("https://third.test/")
        let embedded = try TestJar.context(
            jar.url,
            level: .crossSite,
            topLevelSite: "https://top.test"
        )
        #expect(try jar.store(line, in: embedded).cookie?.partitionKey == nil)
        #expect(try jar.header(in: embedded) == "a=1")

        jar.policy.thirdParty = .block
        #expect(try jar.store(line, in: embedded).codes == ["UserPreferences"])
        #expect(try jar.verdicts(in: embedded).map(\.codes) == [["UserPreferences"]])
        #expect(
            try jar.store("p=1; SameSite=None; Secure; Partitioned", in: embedded).effect
                == .created
        )
        #expect(try jar.header(in: embedded) == "p=1")

        jar.policy.thirdParty = .partition
        let inside = try jar.store("a=2; SameSite=None; Secure", in: embedded)
        #expect(inside.effect == .created)
        #expect(inside.cookie?.partitionKey?.topLevelSite == "https://top.test")
        #expect(inside.cookie?.hasPartitionedAttribute == false)
        #expect(try jar.header(in: embedded) == "p=1; a=2")
        #expect(try jar.header() == "a=1")
    }

    @Test func theVerdictContainsTheStoredCookie() throws {
        var jar = TestJar()
        let first = try #require(try jar.store("a=1; Path=/").cookie)
        jar.now = jar.now.advanced(bySeconds: 10)
        let second = try #require(try jar.store("a=1; Path=/; HttpOnly").cookie)
        #expect(second.creation == first.creation)
        #expect(second.lastAccess == jar.now)
        #expect(second.setBy == jar.url)
        #expect(jar.jar.allCookies(at: jar.now) == [second])
    }

    @Test func anOpaqueTopLevelSiteHasNoPartition() throws {
        var jar = TestJar("https://third.test/")
        jar.policy.thirdParty = .partition
        var embedded = try TestJar.context(jar.url, topLevelSite: "null")
        embedded.partitionKey = nil
        #expect(try jar.store("a=1", in: embedded).codes == ["UserPreferences"])
    }
}
