import BrowserInfra
import Testing
import WebOrigin

@testable import BrowserCookies

struct MatchingTests {
    @Test(arguments: [
        ("example.com", "example.com", true),
        ("a.example.com", "example.com", true),
        ("notexample.com", "example.com", false),
        ("example.com", "a.example.com", false),
        ("example.com.", "example.com", false),
        ("127.0.0.1", "127.0.0.1", true),
        ("127.0.0.1", "0.0.1", false),
        ("127.0.0.1", "1", false),
        ("example.com", "", false),
    ])
    func domainsMatchAtLabelBoundaries(host: String, domain: String, matches: Bool) throws {
        #expect(try Host(parsing: host).domainMatches(domain) == matches)
    }

    @Test(arguments: [
        ("/foo", "/foo", true), ("/foo/", "/foo", true), ("/foo/x", "/foo", true),
        ("/foobar", "/foo", false), ("/Foo", "/foo", false), ("/foo", "/foo/", false),
        ("/foo/", "/foo/", true), ("/foo/x", "/foo/", true), ("/", "/", true),
        ("/anything", "/", true), ("/%66oo", "/foo", false),
    ])
    func pathsMatchAtSegmentBoundaries(request: String, cookie: String, matches: Bool) {
        #expect(ByteString(utf8: request).pathMatches(ByteString(utf8: cookie)) == matches)
    }

    @Test(arguments: [
        ("http://x.test", "/"), ("http://x.test/a", "/"), ("http://x.test/a/", "/a"),
        ("http://x.test/a/b/c", "/a/b"), ("http://x.test//a", "/"), ("http://x.test/a//b", "/a/"),
        ("http://x.test/a?x=/b/c", "/"), ("http://x.test/a%2Fb/c", "/a%2Fb"),
    ])
    func theDefaultPathIsTheDirectoryOfTheURL(url: String, path: String) throws {
        #expect(try WebURL(parsing: url).defaultCookiePath == ByteString(utf8: path))
    }

    /// `nil`: host-only; `InvalidDomain`: rejected; otherwise the cookie's domain.
    @Test(arguments: [
        ("app.example.com", "example.com", "example.com"),
        ("app.example.com", ".EXAMPLE.com", "example.com"),
        ("app.example.com", "app.example.com", "app.example.com"),
        ("app.example.com", "", nil),
        ("app.example.com", "..example.com", "InvalidDomain"),
        ("app.example.com", "com", "InvalidDomain"),
        ("app.example.com", "other.com", "InvalidDomain"),
        ("app.example.com", "x.app.example.com", "InvalidDomain"),
        ("app.example.com", "ample.com", "InvalidDomain"),
        ("app.example.com", "example.com:443", "InvalidDomain"),
        ("app.example.com", "example.com.", "InvalidDomain"),
        ("app.example.com", "ex%61mple.com", "InvalidDomain"),
        ("app.example.com", "*.example.com", "InvalidDomain"),
        ("x.github.io", "github.io", "InvalidDomain"),
        ("github.io", ".github.io", nil),
        ("localhost", "localhost", nil),
        ("a.localhost", "localhost", "InvalidDomain"),
        ("127.0.0.1", "127.0.0.1", nil),
        ("127.0.0.1", ".127.0.0.1", nil),
        ("127.0.0.1", "0.0.1", "InvalidDomain"),
        ("[::1]", "::1", "InvalidDomain"),
        ("[::1]", "[::1]", nil),
        ("x.test.", "x.test.", "x.test."),
        ("x.test..", "", "InvalidDomain"),
    ])
    func theDomainAttributeMustMatchTheHost(
        host: String,
        attribute: String,
        expected: String?
    ) throws {
        var jar = TestJar("https://\(host)/")
        let verdict = try jar.store(ByteString(utf8: "a=1; Domain=\(attribute)"))
        if expected == "InvalidDomain" {
            #expect(verdict.codes == ["InvalidDomain"])
        } else {
            #expect(verdict.cookie?.isHostOnly == (expected == nil))
            #expect(verdict.cookie?.domain == expected ?? host)
        }
    }

    @Test func aRejectedDomainHasAReason() throws {
        var jar = TestJar("https://a.github.io/")
        #expect(
            try jar.store("a=1; Domain=github.io").refusals
                == [.publicSuffixDomain(attribute: "github.io", host: "a.github.io")]
        )
        #expect(
            try jar.store("a=1; Domain=b.github.io").refusals
                == [.domainMismatch(attribute: "b.github.io", host: "a.github.io")]
        )
    }

    @Test func aNonASCIIDomainIsAnAxis() throws {
        let line: ByteString = "a=1; Domain=b\u{FC}cher.test"
        var chrome = TestJar("https://xn--bcher-kva.test/")
        let verdict = try chrome.store(line)
        #expect(verdict.cookie?.domain == "xn--bcher-kva.test")
        #expect(verdict.warnings.map(\.code) == ["WarnDomainNonASCII"])
        var standard = TestJar("https://xn--bcher-kva.test/", policy: .standard)
        #expect(try standard.store(line).codes == ["InvalidDomain"])
    }

    @Test func aLoneDotIsAnAxis() throws {
        var chrome = TestJar()
        #expect(try chrome.store("a=1; Domain=.").codes == ["InvalidDomain"])
        var standard = TestJar(policy: .standard)
        #expect(try standard.store("a=1; Domain=.").cookie?.isHostOnly == true)
    }
}
