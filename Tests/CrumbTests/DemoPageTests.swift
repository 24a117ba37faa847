import Foundation
import TestSupport
import Testing

/// `crumb demo --page`: the tutorial's page, with its scripts run and its buttons clicked.
@Suite(.enabled(if: ScriptProgram.isBuilt, "built with CRUMB_JS=0"))
struct DemoPageTests {
    private static let isSet = "Cookie is set!"
    private static let isThere = "Cookie retrieved! (Token: abc123)"
    private static let isDeleted = "Cookie deleted"
    private static let isMissing = "No cookie found! (Token: undefined)"

    /// The text that the page shows in each step; the fourth step, which reads `document.cookie`,
    /// has none.
    private static func shown(_ first: String, _ localhost: String) -> [String] {
        [
            "Press a button.", isSet, first, isDeleted, isMissing, isSet, localhost,
            "The cookie could not be set.",
        ]
    }

    @Test(arguments: [
        ("chrome", shown(isThere, isMissing)), ("firefox", shown(isThere, isThere)),
        ("safari", shown(isMissing, isMissing)), ("spec", shown(isThere, isMissing)),
    ])
    func everyStepShowsTheTextOfThePage(_ browser: String, _ expected: [String]) async throws {
        let result = try await runCrumb(["demo", "--page", "--browser", browser])
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        #expect(result.errorOutput == "")
        let lines = result.output.split(separator: "\n")
        let label = "page shows  "
        let shown = lines.filter { $0.hasPrefix(label) }.map { String($0.dropFirst(label.count)) }
        #expect(shown == expected)
        let titles = lines.filter { $0.hasPrefix("━━ ") }
        let lessons = lines.filter { $0.hasPrefix("so  ") }
        #expect(titles.count == 9)
        #expect(lessons.count == titles.count)
        #expect(result.output.contains("document.cookie gives \"\""))
    }

    @Test func jsonHasOnePagePerStep() async throws {
        let result = try await runCrumb(["demo", "--page", "--json", "1", "7"])
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        let pages = try #require(
            try JSONSerialization.jsonObject(with: result.stdout) as? [[String: Any]]
        )
        #expect(pages.map { $0["schema"] as? String } == ["crumb.page/1", "crumb.page/1"])
        #expect((pages[0]["text"] as? String)?.hasSuffix("Vue 2.6.14") == true)
        #expect((pages[0]["requests"] as? [Any])?.count == 2)
        #expect(pages[1]["origin"] as? String == "http://localhost:5500")
        #expect((pages[1]["jar"] as? [Any])?.isEmpty == true)
    }

    @Test func outputFitsInATerminal() async throws {
        let home = try TemporaryDirectory()
        let result = try await runOnTerminal(
            [builtExecutable("crumb"), "demo", "--page", "--color", "never"],
            columns: 80,
            environment: crumbEnvironment(home: home),
            typing: [("q: quit.", "\r"), ("━━ 1. ", "\r"), ("━━ 2. ", "q\r")]
        )
        #expect(result.exitCode == 0)
        #expect(result.output.contains("9. The page opened with a double click"))
        #expect(result.output.contains("page shows  Cookie is set!"), "\(result.output)")
        #expect(!result.output.contains("━━ 3. "))
        let tooLong = result.output.split(whereSeparator: \.isNewline).filter { $0.count > 80 }
        #expect(tooLong == [])
    }

    @Test func missingVueIsOneLineThatNamesThePackage() async throws {
        let result = try await runCrumb(["demo", "--page", "--vue", "/nowhere/vue.js"])
        #expect(result.exitCode == 64)
        #expect(result.output == "")
        #expect(result.errorOutput.contains("/nowhere/vue.js does not exist"))
        #expect(result.errorOutput.contains("apt install libjs-vue"))
        #expect(result.errorOutput.split(separator: "\n").count == 1)
    }

    @Test func vueOptionRequiresThePageOption() async throws {
        let result = try await runCrumb(["demo", "--vue", "vue.js"])
        #expect(result.exitCode == 64)
        #expect(result.errorOutput.contains("--vue is for --page"))
    }
}
