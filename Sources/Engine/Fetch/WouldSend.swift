internal import HTTP
internal import Infra

/// The network of a browser that is only asked what it would send.
///
/// Every rule runs as it does for a real request, and there is no second copy of any. A preflight is
/// answered with consent, because what is asked about is the request behind it; the request itself
/// goes nowhere.
package struct WithheldNetwork: Transport {
    package init() {}

    package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        // A page cannot set this header, so that only a preflight has it.
        guard let method = request.headers.get("Access-Control-Request-Method") else {
            throw .cancelled
        }
        var headers = HeaderList()
        headers.append("Access-Control-Allow-Origin", request.headers.get("Origin") ?? "null")
        headers.append("Access-Control-Allow-Credentials", "true")
        headers.append("Access-Control-Allow-Methods", method)
        if let names = request.headers.get("Access-Control-Request-Headers") {
            headers.append("Access-Control-Allow-Headers", names)
        }
        return HTTPResponse(status: 204, headers: headers)
    }
}

extension FetchReport {
    /// Whether the request got as far as the network and was not sent.
    package var isWithheld: Bool {
        if case .rejected(.transport(.cancelled)) = outcome { true } else { false }
    }

    /// What came through a ``WithheldNetwork``: without the preflight, which nobody answered.
    package var withoutPreflight: FetchReport {
        var report = self
        report.exchanges.removeAll { $0.kind == .preflight }
        return report
    }
}
