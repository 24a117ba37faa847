internal import BrowserCookies
package import BrowserFetch
internal import BrowserHTTP
package import BrowserInfra
internal import BrowserJSON
internal import Explanations
internal import WebOrigin

extension HARLog {
    /// Everything that some requests sent on the wire, with an entry for each exchange: preflights
    /// and redirects have their own entries.
    ///
    /// A request that was never sent is an entry without a response, as in DevTools.
    ///
    /// `now`: the start time of requests without an exchange.
    package init(reports: [FetchReport], creator: HARCreator, now: Moment) {
        self.init(creator: creator)
        for report in reports {
            let started = report.exchanges.first?.started ?? now
            let pageref = page(of: report, started: started)
            entries += report.entries(started: started, pageref: pageref)
        }
    }

    /// The page that made the request, or the document that a typed URL led to.
    private mutating func page(of report: FetchReport, started: Moment) -> String? {
        guard let url = (report.page ?? report.document)?.url.href else { return nil }
        if let page = pages.first(where: { $0.title == url }) { return page.id }
        let page = HARPage(id: "page_\(pages.count + 1)", started: started, title: url)
        pages.append(page)
        return page.id
    }
}

extension FetchReport {
    fileprivate func entries(started: Moment, pageref: String?) -> [HAREntry] {
        let report = json(advice: [])
        var entries: [HAREntry] = []
        for (index, exchange) in exchanges.enumerated() {
            let isLast = index == exchanges.count - 1 && httpCache != .hit
            entries.append(
                HAREntry(
                    pageref: pageref,
                    started: exchange.started,
                    request: HARRequest(exchange),
                    response: HARResponse(exchange, error: isLast ? failureText : nil),
                    durationMicroseconds: exchange.response?.durationMicroseconds ?? 0,
                    initiator: harInitiator(of: exchange.kind),
                    resourceType: exchange.kind == .preflight ? "preflight" : resourceType,
                    verdicts: verdicts(of: index, isLast: isLast, in: report)
                )
            )
        }
        if httpCache == .hit || exchanges.isEmpty {
            entries.append(
                HAREntry(
                    pageref: pageref,
                    started: entries.last?.started ?? started,
                    request: HARRequest(self),
                    response: HARResponse(outcome, error: failureText),
                    durationMicroseconds: 0,
                    initiator: harInitiator(of: .request),
                    resourceType: resourceType,
                    fromCache: httpCache == .hit ? "disk" : nil,
                    verdicts: verdicts(of: nil, isLast: true, in: report)
                )
            )
        }
        return entries
    }

    /// DevTools also marks a response that CORS hides as failed.
    private var failureText: String? {
        let failure: FetchFailure
        switch outcome {
        case .rejected(.cors): return "net::ERR_FAILED"
        case .rejected(let rejection): failure = rejection
        case .fulfilled(let response):
            guard let error = response.bodyError else { return nil }
            failure = error
        }
        return "\(failure.code): \(failure.sentence)"
    }

    private func harInitiator(of kind: Exchange.Kind) -> HARInitiator {
        let type: String
        switch (kind, initiator) {
        case (.preflight, _): type = "preflight"
        case (_, .fetch), (_, .xhr), (_, .webSocket), (_, .eventSource), (_, .beacon):
            type = "script"
        case (_, .element), (_, .navigation(.iframe)): type = "parser"
        case (_, .navigation): type = "other"
        }
        return HARInitiator(type: type, url: page?.url.href)
    }

    private var resourceType: String {
        switch initiator {
        case .fetch: "fetch"
        case .xhr: "xhr"
        case .webSocket: "websocket"
        case .eventSource: "eventsource"
        case .beacon: "ping"
        case .navigation: "document"
        case .element(let destination):
            switch destination {
            case .style: "stylesheet"
            case .track: "texttrack"
            case .audio, .video: "media"
            case .image, .script, .font, .manifest: destination.rawValue
            default: "other"
            }
        }
    }

    /// The report's own members for an exchange, and for the last one also those for the outcome.
    private func verdicts(of index: Int?, isLast: Bool, in report: JSONValue) -> JSONValue {
        var members = [JSONValue.Member("browser", .string(browser))]
        if let index, let exchanges = report["exchanges"].elements {
            for key in [
                "kind", "includesCredentials", "sameSiteContext", "cookies", "setCookies", "cors",
            ] {
                if let value = exchanges[index].member(key) {
                    members.append(JSONValue.Member(key, value))
                }
            }
            // HAR does not define an encoding for request bodies.
            if let body = self.exchanges[index].requestBody, body.utf8Validated == nil {
                members.append(JSONValue.Member("requestBodyBase64", .string(body.base64Encoded)))
            }
        }
        if isLast {
            for key in [
                "page", "request", "relation", "preflightCache", "httpCache", "console", "basis",
            ] {
                if let value = report.member(key) { members.append(JSONValue.Member(key, value)) }
            }
            let outcome = report["outcome"]
            if let error = outcome.member("error") {
                members.append(JSONValue.Member("error", error))
            }
            if let error = outcome["response"].member("bodyError"), error != .null {
                members.append(JSONValue.Member("bodyError", error))
            }
        }
        return .object(members)
    }
}

extension HARRequest {
    fileprivate init(_ exchange: Exchange) {
        method = exchange.method
        url = exchange.url.strippingCredentialsAndFragment().href
        httpVersion = exchange.response?.httpVersion.harName ?? ""
        headers = exchange.requestHeaders
        cookies = exchange.cookies.filter(\.isSent).map { HARCookie($0.cookie) }
        postData = exchange.requestBody.map { body in
            let type = exchange.requestHeaders.get("Content-Type")?.isomorphicDecoded
            return HARPostData(mimeType: type ?? "", text: body.utf8Decoded)
        }
    }

    /// The intended request, when nothing was sent.
    fileprivate init(_ report: FetchReport) {
        method = report.method
        url = report.url?.strippingCredentialsAndFragment().href ?? report.urlText
        httpVersion = ""
        headers = HeaderList()
        cookies = []
    }
}

extension HARResponse {
    fileprivate init(_ exchange: Exchange, error: String?) {
        self.init(nothing: error)
        guard let response = exchange.response else { return }
        status = response.status
        statusText = response.statusText.isomorphicDecoded
        httpVersion = response.httpVersion.harName
        headers = response.headers
        cookies = exchange.setCookies.compactMap(\.cookie).map { HARCookie($0) }
        content = HARContent(body: response.body, headers: response.headers)
        content.cut(from: response.bodyCutFrom)
        redirectURL = response.headers.get("Location")?.isomorphicDecoded ?? ""
    }

    /// The response that the page received without an exchange.
    fileprivate init(_ outcome: FetchOutcome, error: String?) {
        self.init(nothing: error)
        guard case .fulfilled(let response) = outcome else { return }
        status = response.status
        statusText = response.statusText.isomorphicDecoded
        headers = HeaderList(response.headers)
        content = HARContent(body: response.body ?? "", headers: headers)
        content.cut(from: response.bodyCutFrom)
    }

    private init(nothing error: String?) {
        self.init(
            status: 0,
            statusText: "",
            httpVersion: "",
            headers: HeaderList(),
            cookies: [],
            content: HARContent(size: 0, mimeType: "x-unknown"),
            redirectURL: "",
            error: error
        )
    }
}

extension HTTPVersion? {
    /// The HTTP version as in HAR's examples, which DevTools recognizes.
    fileprivate var harName: String {
        switch self {
        case nil: ""
        case .http10: "HTTP/1.0"
        case .http11: "HTTP/1.1"
        case .http2: "HTTP/2.0"
        case .http3: "HTTP/3.0"
        }
    }
}

extension HARContent {
    fileprivate init(body: ByteString, headers: HeaderList) {
        size = body.count
        mimeType = headers.get("Content-Type")?.isomorphicDecoded ?? "x-unknown"
        self.body = body
    }

    fileprivate mutating func cut(from size: Int?) {
        guard let size else { return }
        self.size = size
        isCut = true
    }
}

extension HARCookie {
    fileprivate init(_ cookie: Cookie) {
        name = cookie.name.utf8Decoded
        value = cookie.value.utf8Decoded
        path = cookie.path.utf8Decoded
        domain = cookie.isHostOnly ? cookie.domain : ".\(cookie.domain)"
        expires = cookie.expiry
        isHTTPOnly = cookie.isHTTPOnly
        isSecure = cookie.isSecure
        sameSite = cookie.sameSite.displayName
    }
}
