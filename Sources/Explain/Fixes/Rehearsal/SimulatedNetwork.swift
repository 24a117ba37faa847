internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import Synchronization
internal import WebOrigin

/// A network in memory that responds as the real one did, with the changes applied.
final class SimulatedNetwork: Transport {
    private let hops: [RequestSnapshot.Hop]
    /// The permissions in the response to a preflight, and to a request whose response is unknown.
    private let grant: RequiredCORSHeaders?
    private let addressSpaces: [String: AddressSpace]
    private let next = Mutex(0)

    init(
        _ hops: [RequestSnapshot.Hop],
        grant: RequiredCORSHeaders?,
        addressSpaces: [String: AddressSpace] = [:]
    ) {
        self.hops = hops
        self.grant = grant
        self.addressSpaces = addressSpaces
    }

    func knownAddressSpace(of url: WebURL, _ blocks: AddressBlocks) -> AddressSpace? {
        url.host.flatMap { addressSpaces[$0.serialized] ?? blocks.space(of: $0) }
    }

    /// Starts with the first hop again.
    func rewind() { next.withLock { $0 = 0 } }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let isPreflight = request.headers.contains("Access-Control-Request-Method")
        let index = next.withLock { next in
            defer { if !isPreflight { next += 1 } }
            return next
        }
        let hop = hops.indices.contains(index) ? hops[index] : nil
        if isPreflight {
            if let grant { return grant.preflightResponse }
            if let answer = hop?.preflight { return answer }
            // No preflight has been sent yet. A server that lets the page read the response is assumed
            // to allow the preflight too.
            return consent(to: request)
        }
        guard var response = hop?.response else {
            // The response is unknown, but its CORS headers are known.
            if let grant { return HTTPResponse(status: 200, headers: grant.responseHeaders) }
            guard let preflight = hop?.preflight else { throw .cancelled }
            // A server that responds to the preflight in this way is assumed to do so for all requests.
            var headers = HeaderList()
            for name in ["Access-Control-Allow-Origin", "Access-Control-Allow-Credentials"] {
                for value in preflight.headers.values(of: name) { headers.append(name, value) }
            }
            return HTTPResponse(status: 200, headers: headers)
        }
        grant?.apply(to: &response.headers)
        return response
    }

    /// Opens a WebSocket. The server responded correctly to its key, and is assumed to do so again.
    func openWebSocket(
        _ handshake: HTTPRequest
    ) async throws(TransportError) -> WebSocketHandshakeResponse {
        let response = try await send(handshake)
        return WebSocketHandshakeResponse(
            response: response,
            expectedAccept: response.headers.get("Sec-WebSocket-Accept") ?? "",
            connection: response.status == 101 ? SilentWebSocket() : nil
        )
    }

    private func consent(to request: HTTPRequest) -> HTTPResponse {
        var headers = HeaderList()
        headers.append("Access-Control-Allow-Origin", request.headers.get("Origin") ?? "null")
        headers.append("Access-Control-Allow-Credentials", "true")
        for (answer, question) in [("Methods", "Method"), ("Headers", "Headers")] {
            if let value = request.headers.get("Access-Control-Request-\(question)") {
                headers.append("Access-Control-Allow-\(answer)", value)
            }
        }
        return HTTPResponse(status: 204, headers: headers)
    }
}

/// A WebSocket without any messages.
private struct SilentWebSocket: WebSocketConnection {
    func send(_ message: WebSocketMessage) async throws(TransportError) {}

    func receive() async -> WebSocketEvent { .closed(code: 1005, reason: "", wasClean: true) }

    func close(code: Int?, reason: String) async {}
}
