import Fetch
import Testing

@Suite struct PolicySourcesTests {
    @Test(arguments: BrowserPolicy.presets.filter { $0.name != "spec" })
    func everyDepartureFromTheStandardHasASourceAndNothingElseHas(_ policy: BrowserPolicy) {
        for choice in policy.choices {
            let hasSource = choice.source != "like the standard"
            #expect(hasSource == choice.isDeparture, "\(policy.name): \(choice.axis)")
        }
    }

    @Test func aRecordingIsNamedByItsFamily() throws {
        let cases = try loadRecords("cases.jsonl", as: RecordedCase.self)
        let families = Set(cases.map(\.family))
        let sources = BrowserPolicy.presets.flatMap(\.choices).map(\.source)
        for source in sources where source.hasPrefix("recorded") {
            let rest = source.dropFirst("recorded: ".count)
            #expect(families.contains(String(rest.prefix { $0.isLetter })), "\(source)")
        }
    }

    @Test func theStandardNamesASectionForEveryChoice() {
        for choice in BrowserPolicy.standard.choices {
            #expect(choice.source != "like the standard", "\(choice.axis)")
        }
    }

    @Test func everyBrowserAnswersTheSameQuestions() {
        let axes = BrowserPolicy.presets.map { $0.choices.map(\.axis) }
        #expect(Set(axes).count == 1)
        #expect(Set(axes[0]).count == axes[0].count, "a name is used twice")
    }
}
