import BrowserCORS
import BrowserCookies
import BrowserFetch
import BrowserInfra
import Explanations
import Testing

@Suite struct PolicySourcesTests {
    @Test(arguments: BrowserPolicy.presets.filter { $0.name != "spec" })
    func exactlyTheDeparturesFromTheStandardHaveASource(_ policy: BrowserPolicy) {
        for choice in policy.choices where choice.area != .scriptErrors {
            #expect((choice.ownSource != nil) == choice.isDeparture, "\(choice.axis)")
        }
        let axes = Set(policy.choices.map(\.axis))
        #expect(Set(policy.sources.keys).subtracting(axes) == [])
    }

    @Test func recordingsAreCitedByExistingFamilies() throws {
        let cases = try loadRecords("cases.jsonl", as: RecordedCase.self)
        let families = Set(cases.map(\.family))
        for choice in BrowserPolicy.presets.flatMap(\.choices) {
            guard case .recorded(let names) = choice.ownSource else { continue }
            #expect(families.contains(String(names.prefix { $0.isLetter })), "\(names)")
        }
    }

    @Test func everyChoiceCitesASectionOfTheStandard() {
        #expect(!BrowserPolicy.standard.choices.contains { $0.standardSource.isEmpty })
    }

    @Test(arguments: BrowserPolicy.presets)
    func aPresetIsFoundByItsName(_ policy: BrowserPolicy) {
        #expect(BrowserPolicy.named(policy.name) == policy)
    }

    @Test func axesAndTitlesAreUnique() {
        let choices = BrowserPolicy.standard.choices
        #expect(Set(choices.map(\.axis)).count == choices.count)
        #expect(Set(choices.map(\.title)).count == choices.count)
    }

    /// `crumb browsers` explains every field of a policy, including new ones.
    @Test func everyFieldOfAPolicyHasAnAxis() {
        func fields(_ policy: Any) -> Set<String> {
            Set(
                Mirror(reflecting: policy).children.flatMap { child -> [String] in
                    let name = child.label ?? ""
                    guard child.value is CookieLimits else { return [name] }
                    return fields(child.value).map { "\(name).\($0)" }
                }
            )
        }
        let standard = BrowserPolicy.standard
        #expect(fields(standard.cookies) == Set(CookiePolicy.axes.map(\.id)))
        #expect(fields(standard.fetch) == Set(FetchPolicy.axes.map(\.id)))
        #expect(fields(standard.cors) == Set(CORSPolicy.axes.map(\.id)))
        #expect(fields(standard.headers) == Set(RequestHeaderPolicy.axes.map(\.id)))
        #expect(fields(standard.webSockets) == Set(WebSocketPolicy.axes.map(\.id)))
        #expect(fields(standard.eventSource) == Set(EventSourcePolicy.axes.map(\.id)))
        #expect(fields(standard.beacon) == Set(BeaconPolicy.axes.map(\.id)))
        #expect(fields(standard.navigation) == Set(NavigationPolicy.axes.map(\.id)))
        #expect(fields(standard.cookieStore) == Set(CookieStorePolicy.axes.map(\.id)))
        #expect(fields(standard.clearSiteData) == Set(ClearSiteDataPolicy.axes.map(\.id)))
        #expect(fields(standard.localNetwork) == Set(LocalNetworkPolicy.axes.map(\.id)))
        #expect(fields(standard.storageAccess) == Set(StorageAccessPolicy.axes.map(\.id)))
        #expect(fields(standard.transportSecurity) == Set(TransportSecurityPolicy.axes.map(\.id)))
    }

    @Test func everyKindOfResourceHasAnAxis() {
        #expect(ResourcePolicy.axes.map(\.id) == ResourceKind.allCases.map(\.axis))
    }

    @Test func everyAnswerHasSingularAndPluralVerbs() {
        for choice in BrowserPolicy.presets.flatMap(\.choices) {
            #expect(choice.answer.contains("|"), "\(choice.axis): \(choice.answer)")
            #expect(!choice.words.contains { "{|}".contains($0) }, "\(choice.words)")
        }
    }
}
