internal import BrowserCookies
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

extension Browser {
    /// https://fetch.spec.whatwg.org/#append-a-request-origin-header
    func appendOrigin(
        of request: Request,
        context: CookieContext,
        to headers: inout HeaderList
    ) {
        // 1. Let serializedOrigin be the result of byte-serialising a request origin.
        var origin = serializedOrigin(of: request)
        // 2. If tainting is "cors" or mode is "websocket", then append `Origin`.
        if request.responseTainting == .cors || request.mode == .webSocket
            || isElementWithOrigin(request)
            || sendsOriginForStorageAccess(request, context: context)
        {
            if request.mode == .webSocket, policy.fetch.redirectedOrigin == .null,
                request.hasCrossOriginHop
            {
                origin = "null"
            }
            headers.append("Origin", ByteString(utf8: origin))
            return
        }
        // 3. Otherwise, if the method is neither GET nor HEAD, then:
        let isByFirst =
            policy.fetch.methodForOrigin == .first
            && (request.initiator != .beacon
                || policy.beacon.redirectedBeaconOrigin == .asInFetch)
        let method = isByFirst ? request.originalMethod : request.method
        if method == "GET" || method == "HEAD" { return }
        // 3.1. If the mode is not "cors", the referrer policy may hide the origin.
        if mayHideOrigin(of: request), hidesOrigin(of: request) { origin = "null" }
        if policy.fetch.redirectedOrigin == .null, request.hasCrossOriginHop { origin = "null" }
        // 3.2. Append `Origin`.
        headers.append("Origin", ByteString(utf8: origin))
    }

    /// A server that could have its cookies for the asking is told who asks.
    ///
    /// https://privacycg.github.io/storage-access-headers/#origin-header
    private func sendsOriginForStorageAccess(_ request: Request, context: CookieContext) -> Bool {
        policy.headers.storageAccessHeader != .never
            && request.currentURL.isPotentiallyTrustworthy
            && request.credentials == .include
            && (context.storageAccess == .inactive || request.isRetriedWithStorageAccess)
            // Where a redirect leads, only who has been told before is told again.
            && request.firstStorageAccess == .inactive
    }

    private func isElementWithOrigin(_ request: Request) -> Bool {
        guard request.mode == .cors, let resource = request.resource else { return false }
        return switch policy.fetch.elementOrigin {
        case .whenTainted: false
        case .exceptMedia: ![.audio, .manifest, .video].contains(resource)
        case .always: true
        }
    }

    private func mayHideOrigin(of request: Request) -> Bool {
        switch policy.fetch.originHiding {
        case .outsideCORS: request.mode != .cors
        case .inNavigations: request.mode == .navigate
        }
    }

    private func hidesOrigin(of request: Request) -> Bool {
        // Settled before the browser upgrades the URL by itself.
        let written = request.isUpgradedInternally ? request.urlBeforeUpgrade : nil
        let url = written ?? request.currentURL
        return switch request.referrerPolicy {
        case .noReferrer: true
        case .noReferrerWhenDowngrade, .strictOrigin, .strictOriginWhenCrossOrigin:
            policy.fetch.originDowngrade == .hidden && request.origin.scheme == "https"
                && url.scheme != "https"
        case .sameOrigin: !request.origin.isSameOrigin(as: url.origin)
        case .origin, .originWhenCrossOrigin, .unsafeURL: false
        }
    }

    /// https://w3c.github.io/webappsec-fetch-metadata/#abstract-opdef-append-the-fetch-metadata-headers-for-a-request
    func appendFetchMetadata(
        of request: Request,
        context: CookieContext,
        askingFor preflighted: Request? = nil,
        to headers: inout HeaderList
    ) {
        // 1. If the URL is not potentially trustworthy, return.
        guard request.currentURL.isPotentiallyTrustworthy else {
            if preflighted != nil, policy.headers.preflightSendsFetchModeEverywhere {
                headers.append("Sec-Fetch-Mode", "cors")
            }
            return
        }
        if request.mode == .webSocket, !policy.headers.webSocketSendsFetchMetadata { return }
        // 2-5. Set the Dest, Mode, Site and User headers.
        let urls =
            preflighted != nil && policy.headers.preflightFetchSite == .ofTheCurrentURL
            ? [request.currentURL] : request.urlList
        headers.append("Sec-Fetch-Site", ByteString(utf8: fetchSite(of: request, at: urls)))
        headers.append("Sec-Fetch-Mode", ByteString(utf8: request.mode.rawValue))
        if request.hasUserActivation, request.mode == .navigate {
            headers.append("Sec-Fetch-User", "?1")
        }
        let destination = request.destination == .fetch ? "empty" : request.destination.rawValue
        headers.append("Sec-Fetch-Dest", ByteString(utf8: destination))
        let isSent =
            switch policy.headers.storageAccessHeader {
            case .never: false
            case .withRequests: preflighted == nil
            case .withPreflightsToo:
                !request.hasCrossOriginRedirectTaint && !request.keepalive && !request.isFromWorker
            }
        if isSent, (preflighted ?? request).credentials == .include {
            appendStorageAccess(of: request, context: context, to: &headers)
        }
    }

    /// https://privacycg.github.io/storage-access-headers/#sec-fetch-storage-access
    private func appendStorageAccess(
        of request: Request,
        context: CookieContext,
        to headers: inout HeaderList
    ) {
        guard let status = context.storageAccess else { return }
        headers.append("Sec-Fetch-Storage-Access", ByteString(utf8: status.rawValue))
    }

    /// https://w3c.github.io/webappsec-fetch-metadata/#abstract-opdef-set-site
    private func fetchSite(of request: Request, at urls: [WebURL]) -> String {
        // 3. If a user caused the navigation, the value is "none", also over redirects.
        if request.initiator == .navigation(.typed) { return "none" }
        let site = Site(of: request.origin, suffixes: suffixes)
        var value = "same-origin"
        // 5. For each url in the URL list: not same-origin: not same-site is "cross-site" and the
        // end; otherwise "same-site".
        for url in urls where !url.origin.isSameOrigin(as: request.origin) {
            let other = Site(of: url.origin, suffixes: suffixes)
            if !isSameSiteForMetadata(other, site, after: Array(urls.dropLast())) {
                return "cross-site"
            }
            value = "same-site"
        }
        return value
    }

    private func isSameSiteForMetadata(_ site: Site, _ other: Site, after hops: [WebURL]) -> Bool {
        switch policy.headers.fetchSiteComparison {
        case .schemeful: return site.isSameSite(as: other)
        case .byBaseDomain:
            if hops.contains(where: { $0.scheme != "https" }) { return false }
            guard case .tuple(_, let host) = site, suffixes.registrableDomain(of: host) == nil
            else { return site.isSameSite(as: other) }
            return site.isSchemelesslySameSite(as: other)
        }
    }

    /// What the browser says about itself, below any header of the page.
    func appendBrowserHeaders(of request: Request, to headers: inout HeaderList) {
        let isTrustworthy = request.currentURL.isPotentiallyTrustworthy
        if isTrustworthy {
            for hint in policy.headers.clientHints where !headers.contains(hint.name) {
                headers.append(hint.name, hint.value)
            }
        }
        if request.mode == .navigate,
            request.destination != .fetch,
            request.resource.map({ policy.resources[$0].wantsUpgrade }) ?? true,
            policy.headers.sendsUpgradeOverHTTPS || request.currentURL.scheme != "https"
        {
            headers.append("Upgrade-Insecure-Requests", "1")
        }
        if !headers.contains("User-Agent") || !policy.headers.scriptMaySetUserAgent {
            headers.set("User-Agent", ByteString(utf8: policy.headers.userAgent))
        }
        if !headers.contains("Accept-Language") {
            headers.append("Accept-Language", ByteString(utf8: policy.headers.acceptLanguage))
        }
    }

    /// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch, steps 8.16 to 8.18
    ///
    /// `request`: the one that a preflight asks for, where a browser looks at that.
    func appendCacheHeaders(of request: Request, to headers: inout HeaderList) {
        switch cacheMode(of: request) {
        case .noCache:
            if !headers.contains("Cache-Control") { headers.append("Cache-Control", "max-age=0") }
        case .noStore, .reload:
            let isDropped =
                request.hasCrossOriginHop && !policy.fetch.pragmaAfterCrossOriginHop
            if !headers.contains("Pragma"), !isDropped { headers.append("Pragma", "no-cache") }
            if !headers.contains("Cache-Control") { headers.append("Cache-Control", "no-cache") }
        case .default, .forceCache, .onlyIfCached:
            break
        }
    }

    /// Step 8.16: a request that the page made conditional is not for the cache to answer.
    private func cacheMode(of request: Request) -> CacheMode {
        guard request.cache == .default, isConditional(request) else { return request.cache }
        return policy.fetch.conditionalRequestCache
    }

    func appendAcceptEncoding(of request: Request, to headers: inout HeaderList) {
        let codings: String
        if headers.contains("Range") {
            codings = "identity"
        } else if request.currentURL.isPotentiallyTrustworthy {
            codings = policy.headers.acceptEncodingSecure
        } else {
            codings = policy.headers.acceptEncodingInsecure
        }
        headers.append("Accept-Encoding", ByteString(utf8: codings))
    }
}

extension RequestHeaderPolicy {
    /// https://fetch.spec.whatwg.org/#document-accept-header-value
    func accept(for request: Request) -> ByteString {
        if request.mode == .navigate { return ByteString(utf8: acceptDocument) }
        return switch request.destination {
        case .image, .object, .embed: ByteString(utf8: acceptImage)
        case .style: ByteString(utf8: acceptStyle)
        // Fetch 2.2.5; no browser has another one.
        case .json: "application/json,*/*;q=0.5"
        default: "*/*"
        }
    }
}
