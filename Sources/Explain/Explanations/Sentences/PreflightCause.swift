package import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra

extension FetchReport {
    /// Returns what in the request requires the preflight: its method and headers; empty if the exchange
    /// is not a preflight.
    package func preflightCause(_ exchange: Exchange) -> String {
        guard exchange.kind == .preflight else { return "" }
        var causes: [String] = []
        let method = exchange.requestHeaders.get("Access-Control-Request-Method")
        if let method = method?.isomorphicDecoded, !Method.isCORSSafelisted(method) {
            causes.append("the method \(method)")
        }
        let list = exchange.requestHeaders.get("Access-Control-Request-Headers")
        let names = (list?.isomorphicDecoded.split(separator: ",") ?? []).map { name in
            String(name.drop { $0 == " " })
        }
        causes += names.map { name in
            guard name == "content-type", let type = contentType else {
                return "the header \(name)"
            }
            return "Content-Type: \(type)"
        }
        return causes.isEmpty ? "" : "because of \(enumerated(causes))"
    }

    private var contentType: String? {
        guard case .fetch(let request)? = asked else { return nil }
        let own = request.headers.last { $0.name.equalsIgnoringASCIICase("Content-Type") }?.value
        return (own ?? request.bodyContentType)?.isomorphicDecoded
    }
}
