internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import Synchronization
internal import WebOrigin

/// A network in memory that answers as the real one did, with what is to be changed.
final class SimulatedNetwork: Transport {
    private let hops: [RequestSnapshot.Hop]
    /// What a preflight is answered, and a request whose answer is not known.
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

    /// Begins with the first hop again.
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
            // Nobody asked so far. A server that lets the page read the answer is taken to let it
            // ask.
            return consent(to: request)
        }
        guard var response = hop?.response else {
            // It is not known what would come, but what its headers would say of CORS.
            if let grant { return HTTPResponse(status: 200, headers: grant.responseHeaders) }
            guard let preflight = hop?.preflight else { throw .cancelled }
            // A server that answers the preflight so is taken to answer all else so.
            var headers = HeaderList()
            for name in ["Access-Control-Allow-Origin", "Access-Control-Allow-Credentials"] {
                for value in preflight.headers.values(of: name) { headers.append(name, value) }
            }
            return HTTPResponse(status: 200, headers: headers)
        }
        grant?.apply(to: &response.headers)
        return response
    }

    /// The server made its key's answer, and will again.
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

/// One over which nothing is said.
private struct SilentWebSocket: WebSocketConnection {
    func send(_ message: WebSocketMessage) async throws(TransportError) {}

    func receive() async -> WebSocketEvent { .closed(code: 1005, reason: "", wasClean: true) }

    func close(code: Int?, reason: String) async {}
}
