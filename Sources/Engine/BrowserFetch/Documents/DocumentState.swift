internal import BrowserHTTP
package import BrowserInfra
package import WebOrigin

/// How a document came into its place: what a reload, or going back to it, asks for again.
///
/// https://html.spec.whatwg.org/#document-state-2
package struct DocumentState: Hashable, Sendable {
    package var url: WebURL
    package var kind: NavigationKind
    package var method: String
    package var body: ByteString?
    package var bodyContentType: ByteString?
    /// What was sent as `Referer`; `nil` where nothing was.
    package var referrer: WebURL?
    package var referrerPolicy: ReferrerPolicy?
    /// Who started it; `nil` of a typed address.
    package var initiator: Page?
    /// Whether the response may be kept at all.
    package var isStorable: Bool

    package init(
        url: WebURL,
        kind: NavigationKind,
        method: String,
        body: ByteString?,
        bodyContentType: ByteString?,
        referrer: WebURL?,
        referrerPolicy: ReferrerPolicy?,
        initiator: Page?,
        isStorable: Bool
    ) {
        self.url = url
        self.kind = kind
        self.method = method
        self.body = body
        self.bodyContentType = bodyContentType
        self.referrer = referrer
        self.referrerPolicy = referrerPolicy
        self.initiator = initiator
        self.isStorable = isStorable
    }

    /// What the last hop asked, and who had started it.
    package init(_ navigation: NavigationRequest, from initiator: Page?, _ report: FetchReport) {
        let last = report.exchanges.last { $0.kind != .preflight }
        url = report.document?.url ?? last?.url ?? report.url ?? Self.blank
        kind = navigation.kind
        method = last?.method ?? navigation.method
        body = last.map(\.requestBody) ?? navigation.body
        bodyContentType = body == nil ? nil : navigation.bodyContentType
        referrer = (last?.requestHeaders.get("Referer")).flatMap {
            try? WebURL(parsing: $0.utf8Decoded)
        }
        referrerPolicy = navigation.referrerPolicy
        self.initiator = navigation.kind == .typed ? nil : initiator
        let control = last?.response?.headers.get("Cache-Control")?.isomorphicDecoded ?? ""
        isStorable = !control.asciiLowercased.contains("no-store")
    }

    private static let blank = {
        guard let url = try? WebURL(parsing: "about:blank") else { preconditionFailure() }
        return url
    }()

    /// The same again.
    package var repeatedNavigation: NavigationRequest {
        var request = NavigationRequest(
            url: url.href,
            kind: kind,
            method: method,
            body: body,
            bodyContentType: bodyContentType,
            referrer: referrer.map { .url($0.href) } ?? .none,
            referrerPolicy: referrerPolicy
        )
        request.isReload = true
        return request
    }

    /// The same page, asked for by a script in it.
    package var reloadByScript: NavigationRequest {
        var request = repeatedNavigation
        request.kind = .reload
        request.referrer = .client
        request.referrerPolicy = nil
        return request
    }
}
