internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

extension Browser {
    /// https://fetch.spec.whatwg.org/#block-bad-port
    func checkPort(of url: WebURL) throws(FetchFailure) {
        guard url.isHTTP, let port = url.portOrDefault, badPorts.contains(port) else { return }
        throw .badPort(port, scheme: url.scheme)
    }

    /// Whether the page's `upgrade-insecure-requests` is about `url`: what is trustworthy as it is,
    /// loopback above all, is left alone.
    func mustUpgrade(_ url: WebURL, page: Page?) -> Bool {
        page?.upgradesInsecureRequests == true && url.scheme == "http"
            && (!url.isPotentiallyTrustworthy
                || policy.fetch.insecureRequestUpgrade == .rewritesURLVisibly)
    }

    /// https://www.w3.org/TR/upgrade-insecure-requests/#upgrade-request
    func upgradeInsecureRequest(_ params: inout FetchParams) {
        let kind = policy.fetch.insecureRequestUpgrade
        guard kind != .redirects,
            isUpgradedByPage(params.request, client: params.client)
        else { return }
        let request = params.request
        let url = request.currentURL
        let upgraded = url.upgradedToSecureScheme()
        params.request.currentURL = upgraded
        // A form's action is upgraded before anything else is made of it.
        if request.initiator != .navigation(.form), kind == .rewritesURL {
            params.request.urlBeforeUpgrade = url
        }
        // Where a redirect leads, the page sees as it is.
        if request.redirectCount == 0, kind == .rewritesURL {
            params.request.shownURLs[upgraded] = url
        }
    }

    private func isUpgradedByPage(_ request: Request, client: Page?) -> Bool {
        let url = request.currentURL
        // A link stays as it is unless it leads to the page's own host.
        if request.isTopLevelNavigation, request.initiator != .navigation(.form),
            client?.url.host != url.host
        {
            return false
        }
        return mustUpgrade(url, page: client)
    }

    /// The upgrades of a browser whose other rules do not see them as a redirect.
    ///
    /// Returns whether there was one.
    func upgradeInternally(_ params: inout FetchParams) -> Bool {
        let reason: InternalRedirect.Reason
        if policy.fetch.insecureRequestUpgrade == .redirects,
            isUpgradedByPage(params.request, client: params.client)
        {
            reason = .upgradeInsecureRequests
        } else if policy.transportSecurity.hstsUpgrade == .rewriting,
            isUpgradedByHSTS(params.request, client: params.client)
        {
            reason = .strictTransportSecurity
        } else {
            return false
        }
        params.redirectInternally(reason)
        // A secure page's navigations are upgraded before anything else is made of them.
        let isEarly =
            reason == .upgradeInsecureRequests && params.request.mode == .navigate
            && (params.client?.url.scheme == "https"
                || params.request.initiator == .navigation(.form))
        if !isEarly { params.request.urlBeforeUpgrade = params.request.currentURL }
        params.request.currentURL = params.request.currentURL.upgradedToSecureScheme()
        params.request.isUpgradedInternally = true
        return true
    }

    /// https://www.w3.org/TR/mixed-content/#upgrade-algorithm
    func upgradeMixedContent(_ params: inout FetchParams) {
        let url = params.request.currentURL
        // 1. If the URL is trustworthy, its host is an address, mixed content is not restricted, or
        // the destination is not image, audio or video, return.
        guard url.scheme == "http", !url.isPotentiallyTrustworthy, url.host?.isIPAddress == false,
            !isKnownToBeLocal(params.request), restrictsMixedContent(params.client),
            !blocksAllMixedContent(params.client),
            [.image, .audio, .video].contains(params.request.destination),
            params.request.resource != .srcset
        else { return }
        // 2. Set the URL's scheme to https (a port that is written down stays).
        let upgraded = url.upgradedToSecureScheme()
        params.request.currentURL = upgraded
        params.warnings.append(.upgradedToHTTPS(from: url, to: upgraded))
    }

    /// https://www.w3.org/TR/mixed-content/#should-block-fetch
    func checkMixedContent(
        _ request: Request,
        client: Page?,
        warnings: inout [RequestWarning]
    ) throws(FetchFailure) {
        let url = request.currentURL
        // Allowed: no restriction; a trustworthy URL; a top-level navigation.
        if !restrictsMixedContent(client) { return }
        // What the browser upgrades by itself is not mixed content.
        if policy.fetch.insecureRequestUpgrade == .redirects,
            isUpgradedByPage(request, client: client)
        {
            return
        }
        if request.isTopLevelNavigation {
            // A form is judged by its own URL, not by where the answer to it redirects.
            guard request.initiator == .navigation(.form), request.redirectCount == 0,
                policy.fetch.insecureForms == .blocked
            else { return }
        }
        let isLoopbackException = url.scheme == "http" && url.isPotentiallyTrustworthy
        let isOptional = [.image, .audio, .video].contains(request.destination)
        if url.isPotentiallyTrustworthy,
            !isLoopbackException || isOptional || policy.fetch.loopbackContent == .trusted
        {
            return
        }
        guard url.isHTTP else { return }
        // The failure of a WebSocket names what the page asked for.
        let asked = request.mode == .webSocket ? url.webSocketURL : url
        // What leads to the user's own network may have no certificate.
        if !request.isTopLevelNavigation, isKnownToBeLocal(request) {
            warnings.append(.insecureOnLocalNetwork(url: asked, request.destination))
            return
        }
        throw .mixedContent(url: asked, request.destination)
    }

    private func blocksAllMixedContent(_ client: Page?) -> Bool {
        policy.fetch.blockAllMixedContent == .obeyed && client?.blocksAllMixedContent == true
    }

    /// A document or an ancestor of it came over https.
    ///
    /// https://www.w3.org/TR/mixed-content/#categorize-settings-object
    func restrictsMixedContent(_ client: Page?) -> Bool {
        guard let client else { return false }
        return client.url.scheme == "https"
            || client.ancestors.contains { $0.url.scheme == "https" }
    }
}

/// https://fetch.spec.whatwg.org/#bad-port
private let badPorts: [UInt16] = [
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101,
    102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427,
    465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990,
    993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667,
    6668, 6669, 6679, 6697, 10080,
]
