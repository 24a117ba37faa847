import BrowserFetch
import BrowserHTTP
import BrowserInfra
import Testing

/// Which event an element receives, given a response that passed all checks of whether it may be
/// used.
@Suite struct ElementEventTests {
    struct Case: Sendable {
        var kind: ResourceKind
        var status = 200
        var type: ByteString?
        var isNosniff = false
        var body: ByteString = ""
        var event: ElementEvent
    }

    @Test(arguments: [
        Case(kind: .script, type: "text/javascript", event: .load),
        Case(kind: .script, type: "text/html", event: .load),
        Case(kind: .script, event: .load),
        Case(kind: .script, status: 404, type: "text/javascript", event: .error),
        Case(kind: .script, type: "image/png", event: .error),
        Case(kind: .script, type: "text/csv", event: .error),
        Case(kind: .script, type: "text/plain", isNosniff: true, event: .error),
        Case(kind: .script, type: "text/javascript", isNosniff: true, event: .load),
        Case(kind: .image, status: 404, type: "text/plain", body: "GIF89a", event: .load),
        Case(kind: .image, type: "image/gif", body: "ok", event: .error),
        Case(kind: .image, type: "image/svg+xml", body: "<svg/>", event: .load),
        Case(kind: .style, type: "text/css", event: .load),
        Case(kind: .style, type: "text/plain", event: .error),
        Case(kind: .iframe, status: 500, event: .load),
    ])
    func theResponseDecidesWhichEventFires(_ test: Case) async throws {
        var headers = HeaderList()
        if let type = test.type { headers.append("Content-Type", type) }
        if test.isNosniff { headers.append("X-Content-Type-Options", "nosniff") }
        let response = HTTPResponse(status: test.status, headers: headers, body: test.body)
        let scripted = ScriptedBrowser(.chrome, answers: ["GET https://a.test/e": response])
        let report = await scripted.browser.load(
            LoadRequest(url: "/e", as: test.kind),
            from: try ScriptedBrowser.page("https://a.test/")
        )
        #expect(report.elementEvent == test.event)
    }

    @Test func aBlockedFrameReceivesNoEvent() async throws {
        let scripted = ScriptedBrowser(.chrome, answers: [:])
        let report = await scripted.browser.load(
            LoadRequest(url: "http://b.test/", as: .iframe),
            from: try ScriptedBrowser.page("https://a.test/")
        )
        #expect(report.elementEvent == nil)
    }
}
