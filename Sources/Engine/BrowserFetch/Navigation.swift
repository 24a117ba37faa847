internal import BrowserCookies
package import BrowserInfra
internal import WebOrigin

/// What is navigated to: a URL, how that came about, and what is sent along.
package struct NavigationRequest: Hashable, Sendable {
    /// Relative to the page's URL, or absolute.
    package var url: String
    package var kind: NavigationKind
    /// GET or POST, as a form can send it.
    package var method: String
    package var body: ByteString?
    package var bodyContentType: ByteString?
    package var referrer: RequestReferrer
    package var referrerPolicy: ReferrerPolicy?
    /// Whether a user did it: a click, and not a script of its own accord.
    package var hasUserActivation: Bool
    /// Whether what is there already is asked for again.
    package var isReload = false

    package init(
        url: String,
        kind: NavigationKind,
        method: String = "GET",
        body: ByteString? = nil,
        bodyContentType: ByteString? = nil,
        referrer: RequestReferrer = .client,
        referrerPolicy: ReferrerPolicy? = nil,
        hasUserActivation: Bool = true
    ) {
        self.url = url
        self.kind = kind
        self.method = method
        self.body = body
        self.bodyContentType = bodyContentType
        self.referrer = referrer
        self.referrerPolicy = referrerPolicy
        self.hasUserActivation = hasUserActivation
    }
}

extension Browser {
    /// Navigates the tab, or a frame; the report's `document` is the page that it ends at.
    ///
    /// https://html.spec.whatwg.org/#create-navigation-params-by-fetching
    ///
    /// `page`: the page that holds the link or form; `nil` for a typed URL.
    package func navigate(
        _ navigation: NavigationRequest,
        from page: Page?,
        in target: NavigationTarget = NavigationTarget()
    ) async -> FetchReport {
        await navigate(
            navigation,
            from: page,
            in: target,
            destination: target.isTopLevel ? .document : .iframe,
            asked: .navigation(navigation, in: target)
        )
    }

    /// `asked`: what asked for it, where that was an element.
    func navigate(
        _ navigation: NavigationRequest,
        from page: Page?,
        in target: NavigationTarget,
        destination: Destination,
        asked: OriginalRequest
    ) async -> FetchReport {
        // A typed URL has no initiator: no page's origin, no referrer.
        let client = navigation.kind == .typed ? nil : page
        let template = FetchReport.Template(
            browser: policy.name,
            page: client,
            urlText: navigation.url,
            method: navigation.method,
            mode: .navigate,
            credentials: .include,
            redirect: .manual,
            destination: destination,
            initiator: .navigation(navigation.kind),
            asked: asked,
            thirdParty: policy.cookies.thirdParty
        )
        let url: WebURL
        do throws(URLFailure) {
            url = try WebURL(parsing: navigation.url, base: client?.baseURL)
        } catch {
            return template.report(
                .rejected(.invalidURL(input: navigation.url, error)),
                suffixes: suffixes
            )
        }
        var request = Request(
            method: navigation.method,
            urlList: [url],
            headers: .init(navigation),
            body: navigation.body,
            mode: .navigate,
            credentials: .include,
            redirect: .manual,
            cache: cacheMode(of: navigation),
            destination: isDownload(navigation, of: url, from: client) ? .fetch : destination,
            referrer: client == nil ? .none : navigation.referrer,
            referrerPolicy: navigation.referrerPolicy ?? client?.referrerPolicy ?? .default,
            origin: client?.origin ?? .opaque(OpaqueOrigin()),
            initiator: .navigation(navigation.kind),
            isUnsafeRequest: false,
            hasUserActivation: false,
            target: target
        )
        if case .load(let load) = asked { request.resource = load.kind }
        request.keepsStorageAccess = keepsStorageAccess(navigation, from: client, in: target)
        request.hasUserActivation = sendsFetchUser(
            of: navigation,
            request,
            from: client,
            in: target
        )
        if let refusal = sandboxRefusal(of: navigation, from: client, in: target) {
            return template.report(
                .rejected(.sandboxedNavigation(url: url, refusal)),
                of: FetchParams(request: request, client: client),
                suffixes: suffixes
            )
        }
        let report = await run(request, client: client, template: template)
        if let document = report.document { openProcess(of: document) }
        return report
    }

    private func cacheMode(of navigation: NavigationRequest) -> CacheMode {
        if navigation.isReload { return policy.navigation.reloadCache }
        return navigation.method == "POST" ? policy.fetch.postNavigationCache : .default
    }

    /// Whether the request is a download's from the start, by the link's attribute.
    ///
    /// https://html.spec.whatwg.org/#downloading-hyperlinks
    private func isDownload(
        _ navigation: NavigationRequest,
        of url: WebURL,
        from page: Page?
    ) -> Bool {
        navigation.kind == .download && policy.navigation.downloadLink == .ownRequest
            && page?.origin.isSameOrigin(as: url.origin) == true
    }

    /// Whether `Sec-Fetch-User` tells of what the user did.
    private func sendsFetchUser(
        of navigation: NavigationRequest,
        _ request: Request,
        from client: Page?,
        in target: NavigationTarget
    ) -> Bool {
        if navigation.kind == .typed { return true }
        guard navigation.hasUserActivation, request.destination != .fetch else { return false }
        if navigation.isReload { return true }
        if !target.isTopLevel, target.isInitial { return policy.headers.sendsFetchUserForFrames }
        guard !policy.navigation.fetchUserAcrossSites, let client,
            let document = target.document, document != client
        else { return true }
        // Who asks lives in another process than what is there.
        return document.sandbox.contains(.origin) == client.sandbox.contains(.origin)
            && Site(of: document.documentURL.origin, suffixes: suffixes)
                .isSameSite(as: Site(of: client.documentURL.origin, suffixes: suffixes))
    }
}
