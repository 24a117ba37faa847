internal import BrowserCookies
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// What the latest request was made of, for the next: who asks for the same again, as a page that polls or a
/// step that is repeated, need not be judged again in what nothing has changed.
///
/// Each value here follows from what stands beside it, from the browser's policy and from the public
/// suffixes, and these never change. What may be another each time, such as cookies, caches, permissions
/// and the clock, is in none of them, and is looked at for each request.
///
/// The larger ones are objects, because to look at a value in an actor is to copy it.
struct LatestRequest {
    /// What the constructor of `Request` made of a call.
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

    /// The referrer of a request to a URL.
    struct Referrer {
        let source: WebURL?
        let policy: ReferrerPolicy
        let url: WebURL
        let determined: WebURL?
    }

    /// What the network is told of a request.
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

    /// In bytes: no larger body is kept, nor compared.
    static let largestBody = 4096
}

extension Browser {
    /// What the constructor of `Request` makes of a call.
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

    /// What the network is told of a request, but for its cookies and what the cache says of it.
    func prepared(_ request: Request, client: Page?) -> PreparedRequest {
        guard request.isOfScript else { return prepare(request, client: client) }
        if let latest = latest.prepared, latest.client == client, latest.request == request,
            // Storage access may have been given or taken in between.
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
    /// Whether it is one of `fetch()` or XHR, and so none of an element, a frame or a navigation.
    fileprivate var isOfScript: Bool {
        (initiator == .fetch || initiator == .xhr) && resource == nil && target == nil
    }
}
