internal import BrowserCookies
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// Intermediate results of the latest request, reused if the next request is the same, as with a page
/// that polls or a step that is repeated.
///
/// Each result depends only on the inputs stored next to it, on the browser's policy and on the public
/// suffixes, and these two never change. Nothing here depends on cookies, caches, permissions or the
/// clock; these are consulted for each request.
///
/// The larger results are objects, because reading a value from an actor copies it.
struct LatestRequest {
    /// A call of `fetch()` or XHR, and the request that the constructor of `Request` created from it.
    final class Constructed {
        let input: FetchRequest
        let page: Page
        let request: Request
        let warnings: [RequestWarning]

        init(_ input: FetchRequest, _ page: Page, _ request: Request, _ warnings: [RequestWarning])
        {
            (self.input, self.page, self.request) = (input, page, request)
            self.warnings = warnings
        }
    }

    /// The inputs and the result of determining a request's referrer.
    struct Referrer {
        let source: WebURL?
        let policy: ReferrerPolicy
        let url: WebURL
        let determined: WebURL?
    }

    /// A request, and the same request prepared for the network.
    final class Prepared {
        let request: Request
        let client: Page?
        let result: PreparedRequest

        init(_ request: Request, _ client: Page?, _ result: PreparedRequest) {
            (self.request, self.client, self.result) = (request, client, result)
        }
    }

    var constructed: Constructed?
    var referrer: Referrer?
    var prepared: Prepared?

    /// The largest body that is kept and compared, in bytes.
    static let largestBody = 4096
}

extension Browser {
    /// Returns the request that the constructor of `Request` creates from a call.
    func request(
        of input: FetchRequest,
        page: Page,
        warnings: inout [RequestWarning]
    ) throws(FetchFailure) -> Request {
        if let latest = latest.constructed, latest.page == page, latest.input == input {
            warnings += latest.warnings
            return latest.request
        }
        var own: [RequestWarning] = []
        defer { warnings += own }
        let request = try constructRequest(input, page: page, warnings: &own)
        if input.body?.count ?? 0 <= LatestRequest.largestBody {
            latest.constructed = .init(input, page, request, own)
        }
        return request
    }

    func referrer(
        from source: WebURL?,
        under referrerPolicy: ReferrerPolicy,
        to url: WebURL
    ) -> WebURL? {
        if let latest = latest.referrer, latest.policy == referrerPolicy, latest.source == source,
            latest.url == url
        {
            return latest.determined
        }
        let determined = determineReferrer(
            source: source,
            policy: referrerPolicy,
            currentURL: url,
            downgrade: policy.fetch.referrerDowngrade
        )
        latest.referrer = .init(
            source: source,
            policy: referrerPolicy,
            url: url,
            determined: determined
        )
        return determined
    }

    /// Returns the request with everything that the browser adds except cookies and cache validators.
    func prepared(_ request: Request, client: Page?) -> PreparedRequest {
        guard request.isOfScript else { return prepare(request, client: client) }
        if let latest = latest.prepared, latest.client == client, latest.request == request,
            // Storage access may have been granted or revoked since.
            storageAccess(of: request, client: client, top: client?.top, latest.result.context)
                == latest.result.context.storageAccess
        {
            return latest.result
        }
        let result = prepare(request, client: client)
        if request.body?.count ?? 0 <= LatestRequest.largestBody {
            latest.prepared = .init(request, client, result)
        }
        return result
    }
}

extension Request {
    /// Whether `fetch()` or XHR made the request, as opposed to an element, a frame or a navigation.
    fileprivate var isOfScript: Bool {
        (initiator == .fetch || initiator == .xhr) && resource == nil && target == nil
    }
}
