internal import BrowserCORS
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// A response before it is filtered for the page.
///
/// https://fetch.spec.whatwg.org/#concept-response
struct Response {
    var kind: PageResponse.Kind = .default
    var message: HTTPResponse
    var urlList: [WebURL]

    /// Returns the part of the response that the page sees.
    ///
    /// https://fetch.spec.whatwg.org/#concept-filtered-response
    func filtered(for request: Request, policy browser: BrowserPolicy) -> PageResponse {
        let policy = browser.fetch
        return filtered(
            for: request,
            policy: policy,
            showing: browser.clearSiteData.showsClearSiteData
                ? message.headers : message.headers.without("Clear-Site-Data")
        )
    }

    private func filtered(
        for request: Request,
        policy: FetchPolicy,
        showing headers: HeaderList
    ) -> PageResponse {
        switch kind {
        case .opaque, .opaqueredirect:
            // An opaque-redirect response keeps its URL; an opaque one does not.
            PageResponse(
                kind: kind,
                status: 0,
                statusText: "",
                headers: [],
                body: nil,
                bodyError: kind == .opaqueredirect ? nil : bodyError(for: request, policy),
                url: kind == .opaqueredirect ? visibleURL(for: request) : "",
                isRedirected: false
            )
        case .basic, .cors, .default:
            PageResponse(
                kind: kind,
                status: message.status,
                statusText: message.statusText,
                headers: exposed(headers, to: request).sortedAndCombined,
                body: hasNullBody(for: request, policy) ? ByteString() : message.body,
                bodyError: bodyError(for: request, policy),
                url: visibleURL(for: request),
                isRedirected: urlList.count > 1 || request.isUpgradedInternally
            )
        }
    }

    private func visibleURL(for request: Request) -> String {
        urlList.last.map { request.shownURLs[$0] ?? $0 }?.serialized(excludingFragment: true) ?? ""
    }

    private func exposed(_ headers: HeaderList, to request: Request) -> HeaderList {
        kind == .cors
            ? corsExposedHeaders(
                headers,
                includesCredentials: request.credentials == .include
            )
            : basicExposedHeaders(headers)
    }

    /// A page may not read an opaque body, but it may see that reading it failed.
    private func bodyError(for request: Request, _ policy: FetchPolicy) -> FetchFailure? {
        hasNullBody(for: request, policy) ? nil : message.bodyError.map { .transport($0) }
    }

    private func hasNullBody(for request: Request, _ policy: FetchPolicy) -> Bool {
        if message.status == 205, policy.resetContentBody == .asSent { return false }
        return request.method == "HEAD" || Status.isNullBody(message.status)
    }
}

extension HeaderList {
    fileprivate func without(_ name: String) -> HeaderList {
        guard contains(name) else { return self }
        var rest = self
        rest.delete(name)
        return rest
    }
}
