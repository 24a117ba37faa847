internal import BrowserCORS
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// The reason why the `Cross-Origin-Embedder-Policy` of a document blocks a response.
package enum EmbedderRefusal: Hashable, Sendable {
    /// A cross-origin response without `Cross-Origin-Resource-Policy`.
    case noResourcePolicy
    /// A frame's response without a compatible embedder policy of its own.
    case frameWithoutPolicy
    /// A worker's script without a compatible embedder policy of its own.
    case workerWithoutPolicy
}

extension EmbedderPolicy {
    /// https://html.spec.whatwg.org/#compatible-with-cross-origin-isolation
    package var isolates: Bool { self != .unsafeNone }

    /// The policy as the browser sees it: an unknown value counts as none.
    func known(to policy: FetchPolicy) -> EmbedderPolicy {
        self == .credentialless && !policy.credentiallessDocuments ? .unsafeNone : self
    }
}

extension Browser {
    /// https://html.spec.whatwg.org/#check-a-navigation-response's-adherence-to-its-embedder-policy
    func checkEmbedderPolicy(
        of response: HTTPResponse,
        at url: WebURL,
        in target: NavigationTarget
    ) throws(FetchFailure) {
        guard let embedder = target.ancestors.last, embedder.policies.embedderPolicy.isolates,
            target.credentialless == nil
        else { return }
        if !embedderPolicy(of: response).isolates {
            throw .embedderPolicy(url: url, .frameWithoutPolicy)
        }
    }

    /// https://html.spec.whatwg.org/#check-a-global-object's-embedder-policy
    func checkWorker(
        _ response: HTTPResponse,
        request: Request,
        owner: Page?
    ) throws(FetchFailure) {
        guard [.serviceworker, .sharedworker, .worker].contains(request.destination),
            owner?.policies.embedderPolicy.isolates == true,
            !embedderPolicy(of: response).isolates
        else { return }
        throw .embedderPolicy(url: request.currentURL, .workerWithoutPolicy)
    }

    private func embedderPolicy(of response: HTTPResponse) -> EmbedderPolicy {
        EmbedderPolicy(of: response.headers).known(to: policy.fetch)
    }

    /// https://fetch.spec.whatwg.org/#cross-origin-embedder-policy-allows-credentials
    func allowsCredentials(_ request: Request, client: Page?) -> Bool {
        // 1.-3. Only no-cors requests, and only under "credentialless", lose their credentials.
        guard request.mode == .noCORS, client?.policies.embedderPolicy == .credentialless else {
            return true
        }
        // 4.-5. Same-origin requests keep them, unless a redirect through another origin tainted
        // them.
        return request.origin.isSameOrigin(as: request.currentURL.origin)
            && !request.hasCrossOriginRedirectTaint
    }

    /// `page`: the document that embeds the response.
    ///
    /// https://fetch.spec.whatwg.org/#cross-origin-resource-policy-check
    func crossOriginResourcePolicyCheck(
        _ response: HTTPResponse,
        request: Request,
        for page: Page?
    ) throws(FetchFailure) {
        let isNavigation = request.mode == .navigate
        let embedderPolicy = page?.policies.embedderPolicy ?? .unsafeNone
        // A frame's response is only checked if the document around it has an embedder policy, and
        // not if the frame is credentialless.
        if isNavigation, !embedderPolicy.isolates || request.target?.credentialless != nil {
            return
        }
        let url = request.currentURL
        let origin = isNavigation ? page?.origin ?? request.origin : request.origin
        // Let policy be `Cross-Origin-Resource-Policy`; an unknown value, or several, count as
        // none.
        let header = response.headers.get("Cross-Origin-Resource-Policy")
        switch header {
        case "same-origin":
            if origin.isSameOrigin(as: url.origin) { return }
            throw .corpNotSameOrigin(url: url)
        case "same-site":
            if isSameSiteForCORP(origin, url.origin) { return }
            throw .corpNotSameSite(url: url)
        case "cross-origin":
            return
        default:
            if header != nil, policy.fetch.unknownResourcePolicy == .passes { return }
            // If there is none, the embedder policy may require one.
            let needsPolicy =
                switch embedderPolicy {
                case .unsafeNone: false
                case .credentialless: isNavigation || allowsCredentials(request, client: page)
                case .requireCORP: true
                }
            if !needsPolicy || origin.isSameOrigin(as: url.origin) { return }
            throw .embedderPolicy(url: url, .noResourcePolicy)
        }
    }

    private func isSameSiteForCORP(_ origin: Origin, _ other: Origin) -> Bool {
        if origin.isSameOrigin(as: other) { return true }
        // Without a registrable domain, a browser may treat each origin as its own site.
        if case .tuple(_, let host, _) = other, host.isIPAddress,
            !policy.fetch.corpTreatsAddressesAsSameSite
        {
            return false
        }
        let site = Site(of: origin, suffixes: suffixes)
        let otherSite = Site(of: other, suffixes: suffixes)
        return site.isSchemelesslySameSite(as: otherSite)
            && !(origin.scheme == "http" && other.scheme == "https")
    }
}
