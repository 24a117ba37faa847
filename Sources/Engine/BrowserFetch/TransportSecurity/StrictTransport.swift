internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

extension Browser {
    /// Where the list of https-only hosts is looked at, for a request; `nil` for hosts that are never
    /// on it: addresses and loopback names.
    private func transportKey(
        of request: Request,
        client: Page?
    ) -> TransportSecurityState.Key? {
        let url = request.currentURL
        guard case .domain(let host)? = url.host, !url.isLoopback else { return nil }
        switch policy.transportSecurity.hostList {
        case .shared: return .init(host: host, topLevelSite: "")
        case .perTopLevelSite:
            let isTopLevel = request.isTopLevelNavigation
            let site =
                isTopLevel
                ? Site(of: url.origin, suffixes: suffixes)
                : client?.topLevelSite(suffixes: suffixes)
                    ?? Site(of: url.origin, suffixes: suffixes)
            guard case .tuple(_, let top) = site else {
                return .init(host: host, topLevelSite: site.serialized)
            }
            return .init(host: host, topLevelSite: top.serialized)
        }
    }

    /// Whether the request has to go over https instead.
    ///
    /// https://www.rfc-editor.org/rfc/rfc6797#section-8.3
    func isUpgradedByHSTS(_ request: Request, client: Page?) -> Bool {
        guard request.currentURL.scheme == "http",
            let key = transportKey(of: request, client: client)
        else { return false }
        return transportSecurity.covers(key, now: now())
    }

    /// https://www.rfc-editor.org/rfc/rfc6797#section-8.1
    func storeTransportSecurity(_ response: HTTPResponse, _ params: inout FetchParams) {
        // Only what came over a secure connection counts, and of several headers the first.
        guard params.request.currentURL.scheme == "https",
            let value = response.headers.values(of: "Strict-Transport-Security").first,
            let header = StrictTransportSecurity(
                parsing: value,
                policy: policy.transportSecurity
            ),
            let key = transportKey(of: params.request, client: params.client)
        else { return }
        transportSecurity.learn(header, for: key, now: now())
        params.update { $0.transportSecurity = header }
    }

    /// The answer that the browser gives itself: a redirect to https, which every origin may see.
    func strictTransportRedirect(of request: Request) -> HTTPResponse {
        var headers = HeaderList()
        headers.append(
            "Location",
            ByteString(utf8: request.currentURL.upgradedToSecureScheme().href)
        )
        headers.append("Non-Authoritative-Reason", "HSTS")
        headers.append(
            "Access-Control-Allow-Origin",
            ByteString(utf8: serializedOrigin(of: request))
        )
        headers.append("Access-Control-Allow-Credentials", "true")
        return HTTPResponse(status: 307, statusText: "Internal Redirect", headers: headers)
    }
}

extension WebURL {
    fileprivate var isLoopback: Bool { host?.isLoopback ?? false }
}
