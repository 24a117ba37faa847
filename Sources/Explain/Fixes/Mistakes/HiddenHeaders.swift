internal import BrowserCORS
package import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import Explanations

extension FetchReport {
    /// What came and the page cannot read; `Set-Cookie` is hidden from every page.
    package func hiddenHeaders(of response: HTTPResponse) -> [String] {
        guard case .fulfilled(let seen) = outcome, seen.kind == .cors else { return [] }
        let readable = Set(seen.headers.map(\.name.asciiLowercased))
        return response.headers.sortedAndCombined.map(\.name).filter {
            !readable.contains($0) && !isIrrelevantToPages($0)
        }
    }
}

extension Adviser {
    /// `Access-Control-Expose-Headers: *` with credentials names one header, called `*`.
    var exposedWildcardAdvice: Advice? {
        guard let exchange = report.exchanges.last, exchange.includesCredentials,
            case .passed? = exchange.cors, let response = exchange.response,
            response.headers.get("Access-Control-Expose-Headers")?.tokenList?.contains("*") == true
        else { return nil }
        let hidden = report.hiddenHeaders(of: response)
        guard !hidden.isEmpty else { return nil }
        var grant = RequiredCORSHeaders(
            origin: pageOrigin,
            includesCredentials: true,
            methods: [report.method]
        )
        grant.keep(response.headers)
        grant.exposedHeaders = hidden
        return Advice(
            code: .exposeHeadersWildcard,
            text: "With credentials, Access-Control-Expose-Headers: * exposes nothing. Name the "
                + "headers.",
            fixes: grant.fixes
        )
    }
}

private func isIrrelevantToPages(_ name: String) -> Bool {
    name.hasPrefix("access-control-")
        || [
            "set-cookie", "vary", "date", "server", "connection", "keep-alive",
            "transfer-encoding", "content-encoding", "accept-ranges", "age", "alt-svc", "via",
            "strict-transport-security", "allow", "location", "nel", "report-to",
            "x-powered-by", "x-content-type-options", "x-frame-options", "x-xss-protection",
            "referrer-policy", "permissions-policy", "content-security-policy",
            "cross-origin-resource-policy", "cross-origin-opener-policy",
            "cross-origin-embedder-policy", "server-timing", "timing-allow-origin",
        ].contains(name)
}
