import BrowserRules
import BrowserRulesFoundation
import Foundation
import Testing

@Suite struct WebURLTests {
    @Test func partsFollowTheURLStandard() throws {
        let url = try WebURL(
            "../b?q#f",
            relativeTo: try WebURL("https://user@EXAMPLE.com:8443/a/")
        )
        #expect(url.description == "https://user@example.com:8443/b?q#f")
        #expect(url.scheme == "https")
        #expect(url.host == "example.com")
        #expect(url.port == 8443)
        #expect(url.path == "/b")
        #expect(url.query == "q")
        #expect(url.fragment == "f")
        #expect(url.origin == "https://example.com:8443")
        #expect(
            try WebURL("https://bücher.example:443/").description
                == "https://xn--bcher-kva.example/"
        )
    }

    @Test(arguments: ["example.com/path", "https://", "https://a b/", "https://[::1/"])
    func invalidURLsAreRejectedWithASentence(_ text: String) {
        let error = #expect(throws: InvalidURL.self) { try WebURL(text) }
        #expect(error?.text == text)
        #expect(error?.description.hasSuffix(".") == true || error?.description.isEmpty == false)
    }

    @Test func dataURLsHaveAnOpaqueOrigin() throws {
        let url = try WebURL("data:,x")
        #expect(url.origin == "null")
        #expect(!url.isSameOrigin(as: url))
        #expect(try WebURL("http://a.test:80/x").isSameOrigin(as: try WebURL("http://a.test/")))
    }

    @Test func sitesIncludeTheSchemeUnlessIgnored() throws {
        let (url, other) = (try WebURL("http://a.example/"), try WebURL("https://b.a.example/"))
        #expect(!url.isSameSite(as: other))
        #expect(url.isSameSite(as: other, ignoringScheme: true))
    }

    @Test func foundationURLsAndDatesAreConverted() throws {
        let foundation = try #require(URL(string: "https://example.com/a%20b?c"))
        let url = try WebURL(foundation)
        #expect(url.description == "https://example.com/a%20b?c")
        #expect(URL(url) == foundation)
        let timestamp = Timestamp(microsecondsSinceEpoch: 1_800_000_000_123_456)
        #expect(Timestamp(Date(timestamp)) == timestamp)
        #expect(Timestamp(Date.distantPast) < Timestamp(secondsSinceEpoch: 0))
        #expect(Timestamp(Date(timeIntervalSince1970: 1e300)).microsecondsSinceEpoch == .max)
        #expect(abs(Date(Timestamp.now).timeIntervalSinceNow) < 60)
    }
}
