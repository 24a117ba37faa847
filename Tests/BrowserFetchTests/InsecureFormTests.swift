import BrowserFetch
import BrowserHTTP
import BrowserInfra
import Testing

/// A form on an https page whose target is not secure.
@Suite struct InsecureFormTests {
    private func submit(_ url: String, _ policy: BrowserPolicy) async throws -> FetchReport {
        let scripted = ScriptedBrowser(policy, answers: ["POST \(url)": .allowingAll])
        return await scripted.browser.navigate(
            NavigationRequest(url: url, kind: .form, method: "POST", body: "q=1"),
            from: try ScriptedBrowser.page("https://a.test/")
        )
    }

    @Test func chromeDoesNotSendIt() async throws {
        let report = try await submit("http://b.test/", .chrome)
        #expect(report.exchanges.isEmpty)
        guard case .rejected(.mixedContent(_, .document)) = report.outcome else {
            Issue.record("\(report.outcome)")
            return
        }
    }

    @Test func itIsSentToLoopbackAndUnderTheStandardPolicy() async throws {
        #expect(try await submit("http://localhost:5000/", .chrome).document != nil)
        #expect(try await submit("http://b.test/", .standard).document != nil)
    }
}
