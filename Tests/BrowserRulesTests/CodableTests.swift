import BrowserRules
import Foundation
import Testing

@Suite struct CodableTests {
    private func roundTrip<Value: Codable>(_ value: Value) throws -> Value {
        try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
    }

    @Test(arguments: Browser.allCases)
    func aJarRoundTrips(_ browser: Browser) throws {
        let url = try WebURL("https://www.example.com/a/b")
        var jar = CookieJar(browser)
        let widget = try WebURL("https://widget.test/")
        jar.store("a=1", from: url)
        jar.store("d=ü; Domain=example.com; Max-Age=100; HttpOnly; SameSite=Strict", from: url)
        jar.store([0x62, 0x3D, 0xFF, 0x20, 0xFE], from: url)
        jar.store(
            "p=1; SameSite=None; Secure; Partitioned; Priority=High",
            from: widget,
            askedBy: .page(url)
        )
        #expect(jar.cookies.count >= 3)
        var copy = try roundTrip(jar)
        #expect(copy == jar)
        #expect(copy.cookies.map(\.valueBytes) == jar.cookies.map(\.valueBytes))
        #expect(copy.header(for: url) == jar.header(for: url))
        #expect(
            copy.verdicts(for: widget, askedBy: .page(url))
                == jar.verdicts(for: widget, askedBy: .page(url))
        )
    }

    @Test func verdictsAndRequestsRoundTrip() throws {
        let url = try WebURL("https://example.com/")
        let other = try WebURL("https://other.test/")
        var jar = CookieJar(.chrome)
        let stored = jar.store("a=1; SameSite=Lax", from: url)
        #expect(try roundTrip(stored) == stored)
        let refused = jar.store("a=1; Domain=com", from: url)
        #expect(try roundTrip(refused) == refused)
        let verdicts = jar.verdicts(for: url, askedBy: .page(other))
        #expect(try roundTrip(verdicts) == verdicts)
        let request = CrossOriginRequest(url, method: "PUT", from: other, headers: ["X-A": "1"])
        #expect(try roundTrip(request) == request)
        let preflight = try #require(request.preflight(in: .chrome))
        #expect(try roundTrip(preflight) == preflight)
        let refusal = try #require(throws: CORSRefusal.self) { try request.check([:]) }
        #expect(try roundTrip(refusal) == refusal)
        var initiator = Initiator.page(Page(url, framedBy: [other]))
        initiator.redirectedFrom = [other]
        #expect(try roundTrip(initiator) == initiator)
        #expect(try roundTrip(Initiator.user) == .user)
        #expect(try roundTrip(Timestamp.now) <= .now)
    }

    @Test func encodedFormsAreShort() throws {
        let values: [any Encodable] = [
            Browser.firefox, try WebURL("https://example.com/a"), CookieReason.notOnPath,
            Cookie.SameSite.lax, Timestamp(secondsSinceEpoch: 1),
        ]
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        let texts = try values.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
        #expect(
            texts == [
                #""firefox""#, #""https://example.com/a""#, #""NotOnPath""#, #""lax""#, "1000000",
            ]
        )
    }

    @Test(arguments: [#""netscape""#, "1", "null"])
    func anUnknownBrowserIsAnError(_ text: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Browser.self, from: Data(text.utf8))
        }
    }

    @Test func anInvalidURLIsAnError() {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(WebURL.self, from: Data(#""example.com""#.utf8))
        }
    }
}
