import Fetch
import HTTP
import Infra
import Testing

/// What an element is told, beyond whether the response may be used at all.
@Suite struct ElementEventTests {
    struct Case: Sendable {
        var destination: Destination
        var status = 200
        var type: ByteString?
        var isNosniff = false
        var body: ByteString = ""
        var event: ElementEvent
    }

    @Test(arguments: [
        Case(destination: .script, type: "text/javascript", event: .load),
        Case(destination: .script, type: "text/html", event: .load),
        Case(destination: .script, event: .load),
        Case(destination: .script, status: 404, type: "text/javascript", event: .error),
        Case(destination: .script, type: "image/png", event: .error),
        Case(destination: .script, type: "text/csv", event: .error),
        Case(destination: .script, type: "text/plain", isNosniff: true, event: .error),
        Case(destination: .script, type: "text/javascript", isNosniff: true, event: .load),
        Case(destination: .image, status: 404, type: "text/plain", body: "GIF89a", event: .load),
        Case(destination: .image, type: "image/gif", body: "ok", event: .error),
        Case(destination: .image, type: "image/svg+xml", body: "<svg/>", event: .load),
        Case(destination: .style, type: "text/css", event: .load),
        Case(destination: .style, type: "text/plain", event: .error),
        Case(destination: .iframe, status: 500, event: .load),
    ])
    func theResponseDecides(_ test: Case) async throws {
        var headers = HeaderList()
        if let type = test.type { headers.append("Content-Type", type) }
        if test.isNosniff { headers.append("X-Content-Type-Options", "nosniff") }
        let response = HTTPResponse(status: test.status, headers: headers, body: test.body)
        let scripted = ScriptedBrowser(.chrome, answers: ["GET https://a.test/e": response])
        let report = await scripted.browser.load(
            LoadRequest(url: "/e", destination: test.destination),
            from: try ScriptedBrowser.page("https://a.test/")
        )
        #expect(report.elementEvent == test.event)
    }

    @Test func aBlockedFrameIsToldNothing() async throws {
        let scripted = ScriptedBrowser(.chrome, answers: [:])
        let report = await scripted.browser.load(
            LoadRequest(url: "http://b.test/", destination: .iframe),
            from: try ScriptedBrowser.page("https://a.test/")
        )
        #expect(report.elementEvent == nil)
    }
}
