internal import Fetch
internal import HTTP
internal import Infra
internal import Synchronization

/// A network in memory that answers as the real one did, with what is to be changed.
final class RehearsedNetwork: Transport {
    private let hops: [Situation.Hop]
    /// What a preflight is answered, and a request whose answer is not known.
    private let grant: CORSGrant?
    private let next = Mutex(0)

    init(_ hops: [Situation.Hop], grant: CORSGrant?) {
        self.hops = hops
        self.grant = grant
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
            guard let grant else { throw .cancelled }
            return HTTPResponse(status: 200, headers: grant.responseHeaders)
        }
        grant?.apply(to: &response.headers)
        return response
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
