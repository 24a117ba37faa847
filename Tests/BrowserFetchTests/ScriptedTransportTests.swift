import BrowserFetch
import BrowserInfra
import TestSupport
import Testing
import WebOrigin

/// The scripted network that the tests of `BrowserFetch` use.
@Suite struct ScriptedTransportTests {
    private let request: HTTPRequest

    init() throws {
        request = HTTPRequest(
            method: "GET",
            url: try WebURL(parsing: "http://127.0.0.1:5000/a?b#c")
        )
    }

    @Test func itRespondsByMethodAndURLAndRecordsTheRequest() async throws {
        let transport = ScriptedTransport([
            "GET http://127.0.0.1:5000/a?b": HTTPResponse(status: 200, body: "ok"),
            "POST http://127.0.0.1:5000/a?b": HTTPResponse(status: 201),
        ])
        let response = try await transport.send(request)
        #expect(response == HTTPResponse(status: 200, body: "ok"))
        #expect(transport.requests == [request])
    }

    @Test func aScriptedFailureIsANetworkFailure() async {
        let transport = ScriptedTransport { _ throws(TransportError) in
            throw .timeout(detail: "as scripted")
        }
        await #expect(throws: TransportError.timeout(detail: "as scripted")) {
            try await transport.send(request)
        }
        #expect(transport.requests == [request])
    }

    @Test func anUnexpectedRequestFailsTheTest() async {
        let transport = ScriptedTransport([:])
        await withKnownIssue {
            await #expect(throws: TransportError.self) { try await transport.send(request) }
        } matching: { issue in
            issue.comments.contains("unexpected request: GET http://127.0.0.1:5000/a?b")
        }
        #expect(transport.requests == [request])
    }
}
