import Synchronization
import Testing

@testable import WebOrigin

/// Lookups in a list are cached.
@Suite struct RegistrableDomainsTests {
    /// Counts the lookups.
    private final class CountingRules: SuffixRules {
        let count = Mutex(0)

        func publicSuffix(of name: String) -> String? { nil }
        func section(of suffix: String) -> PublicSuffixList.Section { .none }
        var edition: PublicSuffixList.Edition { .init(place: .none, date: nil) }

        func registrableDomain(of name: String) -> String? {
            count.withLock { $0 += 1 }
            return name == "test.public" ? nil : name
        }
    }

    @Test(arguments: ["www.a.test", "test.public"])
    func aNameIsLookedUpOnce(_ name: String) {
        let rules = CountingRules()
        let list = PublicSuffixList(rules: rules)
        let answers = (0..<3).map { _ in list.registrableDomain(of: .domain(name)) }
        #expect(answers == Array(repeating: rules.registrableDomain(of: name), count: 3))
        #expect(rules.count.withLock(\.self) == 2)
    }

    @Test func listsDoNotShareTheirCache() {
        let name = Host.domain("www.a.test")
        #expect(PublicSuffixList.hostsOnly.registrableDomain(of: name) == nil)
        #expect(
            PublicSuffixList(rules: CountingRules()).registrableDomain(of: name) == "www.a.test"
        )
    }

    @Test func evictedNamesAreNotConfused() {
        let list = PublicSuffixList(rules: CountingRules())
        for round in 0..<2 {
            for number in 0..<3000 {
                let name = "\(number).test"
                guard list.registrableDomain(of: .domain(name)) == name else {
                    Issue.record("\(name), round \(round)")
                    return
                }
            }
        }
    }

    @Test func invalidDNSNamesAreLookedUpButNotCached() {
        let rules = CountingRules()
        let list = PublicSuffixList(rules: rules)
        let name = String(repeating: "a.", count: 200) + "test"
        for _ in 0..<2 { _ = list.registrableDomain(of: .domain(name)) }
        #expect(rules.count.withLock(\.self) == 2)
    }
}
