import Testing
import WebOrigin

@Suite struct OriginComparisonTests {
    struct Pair: Decodable, Sendable, CustomTestStringConvertible {
        let a, b: String
        let sameOrigin, sameSite, schemelesslySameSite: Bool
        let differsBy: [String]

        var testDescription: String { "\(a) and \(b)" }
    }

    static func pairs() throws -> [Pair] { try OriginFixtures.table("pairs.json", of: Pair.self) }

    @Test(arguments: try pairs()) func pairsCompareAsBrowsersCompareThem(_ pair: Pair) throws {
        let a = try WebURL(parsing: pair.a)
        let b = try WebURL(parsing: pair.b)
        for comparison in [
            OriginComparison(a, b, suffixes: .builtin), OriginComparison(b, a, suffixes: .builtin),
        ] {
            #expect(comparison.sameOrigin == pair.sameOrigin)
            #expect(comparison.sameSite == pair.sameSite)
            #expect(comparison.schemelesslySameSite == pair.schemelesslySameSite)
            #expect(comparison.differsBy.map(\.rawValue) == pair.differsBy)
        }
    }

    @Test func anOpaqueOriginIsSameOriginAndSameSiteOnlyWithItself() {
        let opaque = Origin.opaque(OpaqueOrigin())
        let same = OriginComparison(opaque, opaque, suffixes: .builtin)
        #expect(same.sameOrigin && same.sameSite && same.schemelesslySameSite)
        let other = OriginComparison(opaque, .opaque(OpaqueOrigin()), suffixes: .builtin)
        #expect(!other.sameOrigin && !other.sameSite && !other.schemelesslySameSite)
        #expect(other.first.site.serialized == "null")
    }

    @Test(arguments: [
        ("https://www.example.co.uk:8443/x", "https://example.co.uk"),
        ("http://127.0.0.1:5500", "http://127.0.0.1"),
        ("http://localhost:1", "http://localhost"),
        ("https://[::1]:1", "https://[::1]"),
        ("data:,x", "null"),
    ])
    func sitesSerializeWithoutPort(url: String, site: String) throws {
        let origin = try WebURL(parsing: url).origin
        #expect(Site(of: origin, suffixes: .builtin).serialized == site)
    }
}
