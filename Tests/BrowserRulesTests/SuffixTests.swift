import BrowserRules
import Testing

@Suite struct SuffixTests {
    /// A list whose only suffix with two labels is `co.uk`; otherwise the last label is the suffix.
    let own = PublicSuffixList { name in
        name == "co.uk" || name.hasSuffix(".co.uk")
            ? "co.uk" : String(name.split(separator: ".").last ?? "")
    }

    @Test func theBuiltinListIsTheDefault() throws {
        let url = try WebURL("https://www.example.co.uk/")
        #expect(PublicSuffixList.builtin.knowsSuffixes)
        #expect(PublicSuffixList.builtin.publicSuffix(of: url) == "co.uk")
        #expect(PublicSuffixList.builtin.registrableDomain(of: url) == "example.co.uk")
        #expect(url.isSameSite(as: try WebURL("https://example.co.uk:8443/")))
        #expect(!url.isSameSite(as: try WebURL("https://other.co.uk/")))
    }

    @Test(arguments: [
        ("https://www.example.co.uk/", "co.uk", "example.co.uk"),
        ("https://co.uk/", "co.uk", nil),
        ("https://a.b.example.com./", "com.", "example.com."),
        ("https://localhost/", "localhost", nil),
        ("https://127.0.0.1/", nil, nil),
    ])
    func aCustomListDecides(_ url: String, _ suffix: String?, _ domain: String?) throws {
        let url = try WebURL(url)
        #expect(own.publicSuffix(of: url) == suffix)
        #expect(own.registrableDomain(of: url) == domain)
    }

    @Test func aJarUsesItsOwnList() throws {
        let url = try WebURL("https://www.example.co.uk/")
        var jar = CookieJar(.chrome, suffixes: own)
        #expect(jar.store("a=1; Domain=co.uk", from: url).reasons == [.invalidDomain])
        #expect(jar.store("a=1; Domain=example.co.uk", from: url).isStored)
        jar.suffixes = .hostsOnly
        #expect(jar.cookies.count == 1)
        #expect(jar.store("b=1; Domain=example.co.uk", from: url).reasons == [.invalidDomain])
    }

    @Test func withoutAListCookiesAreNotShared() throws {
        let url = try WebURL("https://www.example.com/")
        var jar = CookieJar(.chrome, suffixes: .hostsOnly)
        #expect(!PublicSuffixList.hostsOnly.knowsSuffixes)
        #expect(jar.store("a=1; Domain=example.com", from: url).reasons == [.invalidDomain])
        #expect(jar.store("a=1; Domain=www.example.com", from: url).cookie?.isHostOnly == true)
        #expect(!url.isSameSite(as: try WebURL("https://example.com/"), suffixes: .hostsOnly))
        #expect(url.isSameSite(as: url, suffixes: .hostsOnly))
    }
}
