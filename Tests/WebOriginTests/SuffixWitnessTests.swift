import Testing
import WebOrigin

@Suite struct SuffixWitnessTests {
    private func decision(comparing hosts: String...) throws -> SuffixWitness.Decision? {
        var list = PublicSuffixList.builtin
        let witness = SuffixWitness()
        list.witness = witness
        for host in hosts {
            let url = try WebURL(parsing: "https://\(host)/")
            _ = Site(of: url.origin, suffixes: list)
        }
        return witness.decision
    }

    @Test(arguments: [
        ("api.shop.com", "app.shop.com"), ("shop.com", "app.shop.com"), ("a.co.uk", "b.co.uk"),
        ("a.github.io", "github.io"), ("a.b.c.d.shop.com", "x.shop.com"),
    ])
    func theListDecidesBetweenHostsWithACommonEnding(_ first: String, _ second: String) throws {
        #expect(try decision(comparing: first, second) == .oneSite(first, second))
    }

    @Test(arguments: [
        ("api.shop.com", "api.shop.com"), ("shop.com", "other.com"), ("a.co.uk", "b.org.uk"),
        ("localhost", "127.0.0.1"), ("localhost", "app.localhost"), ("127.0.0.1", "10.0.0.1"),
        ("a.shop.test", "b.shop.test"), ("a.example.com", "b.example.com"),
        ("a.db.internal", "b.db.internal"), ("printer.local", "nas.printer.local"),
    ])
    func theListIsIrrelevantForOtherHosts(_ first: String, _ second: String) throws {
        #expect(try decision(comparing: first, second) == nil)
    }

    @Test func theFirstDecisionIsKept() throws {
        let hosts = try decision(comparing: "a.x.com", "b.y.com", "c.x.com", "d.y.com")
        #expect(hosts == .oneSite("a.x.com", "c.x.com"))
    }

    @Test func theListDecidesAboutACookiesDomain() {
        let witness = SuffixWitness()
        witness.judges(cookieDomain: "shop.test")
        witness.judges(cookieDomain: "localhost")
        #expect(witness.decision == nil)
        witness.judges(cookieDomain: "shop.com")
        #expect(witness.decision == .cookieDomain("shop.com"))
    }
}
