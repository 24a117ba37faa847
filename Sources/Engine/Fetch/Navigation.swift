internal import Cookies
package import Infra
internal import WebOrigin

/// A top-level navigation of the tab, with its redirects.
package struct NavigationRequest: Hashable, Sendable {
    /// Relative to the page's URL, or absolute.
    package var url: String
    package var kind: NavigationKind
    /// GET or POST, as a form can send it.
    package var method: String
    package var body: ByteString?
    package var bodyContentType: ByteString?
    package var referrerPolicy: ReferrerPolicy?
    /// Whether a user did it: a click, and not a script of its own accord.
    package var hasUserActivation: Bool

    package init(
        url: String,
        kind: NavigationKind,
        method: String = "GET",
        body: ByteString? = nil,
        bodyContentType: ByteString? = nil,
        referrerPolicy: ReferrerPolicy? = nil,
        hasUserActivation: Bool = true
    ) {
        self.url = url
        self.kind = kind
        self.method = method
        self.body = body
        self.bodyContentType = bodyContentType
        self.referrerPolicy = referrerPolicy
        self.hasUserActivation = hasUserActivation
    }
}

extension Browser {
    /// Navigates the tab; the report's `document` is the page that it ends at.
    ///
    /// https://html.spec.whatwg.org/#create-navigation-params-by-fetching
    ///
    /// `page`: the page that holds the link or form; `nil` for a typed URL.
    package func navigate(
        _ navigation: NavigationRequest,
        from page: Page?
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
            destination: .document,
            initiator: .navigation(navigation.kind),
            asked: .navigation(navigation),
            thirdParty: policy.cookies.thirdParty
        )
        let url: WebURL
        do throws(URLFailure) {
            url = try WebURL(parsing: navigation.url, base: client?.url)
        } catch {
            return template.report(
                .rejected(.invalidURL(input: navigation.url, error)),
                suffixes: suffixes
            )
        }
        let request = Request(
            method: navigation.method,
            urlList: [url],
            headers: .init(navigation),
            body: navigation.body,
            mode: .navigate,
            credentials: .include,
            redirect: .manual,
            cache: navigation.method == "POST" ? policy.fetch.postNavigationCache : .default,
            destination: .document,
            referrer: client == nil ? .none : .client,
            referrerPolicy: navigation.referrerPolicy ?? client?.referrerPolicy ?? .default,
            origin: client?.origin ?? .opaque(OpaqueOrigin()),
            initiator: .navigation(navigation.kind),
            isUnsafeRequest: false,
            hasUserActivation: navigation.hasUserActivation
        )
        let report = await run(request, client: client, template: template)
        if let document = report.document { openProcess(of: document) }
        return report
    }
}
