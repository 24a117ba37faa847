package import BrowserFetch
import Synchronization
import SystemDigests
import SystemNames
import WebOrigin

// A static build of all targets, which runs no tests, does not have the Testing module.
#if canImport(Testing)
    import Testing
#endif

/// A transport that responds from a script and records every request.
///
/// A request for which the script has no response is recorded as an issue, so a test fails when
/// something is sent that should not be.
package final class ScriptedTransport: Transport {
    package typealias Answer =
        @Sendable (HTTPRequest) throws(TransportError) -> HTTPResponse?

    private let answer: Answer
    private let log = Mutex<[HTTPRequest]>([])

    /// Every request so far, in order, including unexpected ones.
    package var requests: [HTTPRequest] { log.withLock { $0 } }

    /// Responds with what the closure returns; `nil` marks the request as unexpected.
    package init(_ answer: @escaping Answer) {
        self.answer = answer
    }

    /// Responds from a table whose keys look like `GET http://127.0.0.1:5000/get-cookie`.
    package convenience init(_ responses: [String: HTTPResponse]) {
        self.init { (request: HTTPRequest) throws(TransportError) -> HTTPResponse? in
            responses[line(of: request)]
        }
    }

    package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        log.withLock { $0.append(request) }
        if let response = try answer(request) { return response }
        recordUnexpected(request)
        throw .network(code: nil, detail: "The script has no answer for \(line(of: request))")
    }
}

private func recordUnexpected(_ request: HTTPRequest) {
    #if canImport(Testing)
        Issue.record("unexpected request: \(line(of: request))")
    #else
        preconditionFailure("unexpected request: \(line(of: request))")
    #endif
}

private func line(of request: HTTPRequest) -> String {
    "\(request.method) \(request.url.serialized(excludingFragment: true))"
}
