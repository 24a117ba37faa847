internal import CORS
internal import HTTP
internal import Infra
internal import WebOrigin

/// A response on its way to the page.
///
/// https://fetch.spec.whatwg.org/#concept-response
struct Response {
    var kind: PageResponse.Kind = .default
    var message: HTTPResponse
    var urlList: [WebURL]

    /// What the page sees of it.
    ///
    /// https://fetch.spec.whatwg.org/#concept-filtered-response
    func filtered(for request: Request, policy: FetchPolicy) -> PageResponse {
        switch kind {
        case .opaque, .opaqueredirect:
            // An opaque-redirect response keeps its URL; an opaque one has none.
            PageResponse(
                kind: kind,
                status: 0,
                statusText: "",
                headers: [],
                body: nil,
                bodyError: kind == .opaqueredirect ? nil : bodyError(for: request, policy),
                url: kind == .opaqueredirect ? visibleURL : "",
                isRedirected: false
            )
        case .basic, .cors, .default:
            PageResponse(
                kind: kind,
                status: message.status,
                statusText: message.statusText,
                headers: exposedHeaders(to: request).sortedAndCombined,
                body: hasNullBody(for: request, policy) ? ByteString() : message.body,
                bodyError: bodyError(for: request, policy),
                url: visibleURL,
                isRedirected: urlList.count > 1
            )
        }
    }

    private var visibleURL: String {
        urlList.last?.serialized(excludingFragment: true) ?? ""
    }

    private func exposedHeaders(to request: Request) -> HeaderList {
        kind == .cors
            ? corsExposedHeaders(
                message.headers,
                includesCredentials: request.credentials == .include
            )
            : basicExposedHeaders(message.headers)
    }

    /// A page may not read an opaque body; that it failed is no secret of the other origin's.
    private func bodyError(for request: Request, _ policy: FetchPolicy) -> FetchFailure? {
        hasNullBody(for: request, policy) ? nil : message.bodyError.map { .transport($0) }
    }

    private func hasNullBody(for request: Request, _ policy: FetchPolicy) -> Bool {
        if message.status == 205, policy.resetContentBody == .asSent { return false }
        return request.method == "HEAD" || Status.isNullBody(message.status)
    }
}
