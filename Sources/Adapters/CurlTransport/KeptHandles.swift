internal import BrowserFetch
internal import BrowserHTTP
internal import WebOrigin

/// Easy handles whose request is over, for the next ones, on the loop's thread only.
///
/// To make one, to configure it and to have it take the URL apart is a tenth of what a small request costs.
/// With a handle libcurl keeps its TLS sessions, by which a server could tell a request without credentials
/// from the one before, and what a server said of authentication; so only those of plain http are kept, and
/// none that was asked to authenticate itself. What else one request sets for another to find, libcurl
/// resets when it begins (`Curl_pretransfer`); connections belong to the multi handle, or to a share, as
/// they do without this.
struct KeptHandles {
    private var handles: [EasyHandle] = []

    /// As many as there may be connections to a host.
    private static let most = 6

    mutating func keep(_ handle: EasyHandle) {
        handle.disconnectCollector()
        handles.append(handle)
        if handles.count > Self.most { handles.removeFirst() }
    }

    /// One that needs to be told no more of the request than its URL, its headers and its time.
    mutating func take(
        for request: HTTPRequest,
        _ settings: CurlTransportSettings,
        share: ConnectionShare?
    ) -> EasyHandle? {
        guard !handles.isEmpty, HandleUse.isOfPlainHTTP(request, settings), request.body == nil,
            let index = handles.lastIndex(where: { handle in
                handle.use.map { $0.suits(request, settings, share: share) } ?? false
            })
        else { return nil }
        return handles.remove(at: index)
    }
}

/// What an easy handle is configured for, as far as requests differ in it.
struct HandleUse {
    let method: String
    let includesCredentials: Bool
    /// Whether the connection is looked at.
    let isLimited: Bool
    /// Whose connections it uses; held as long as the handle.
    var share: ConnectionShare?
    var url: WebURL
    var headers: HeaderList

    /// `nil` where no other request is made with the handle.
    init?(_ request: HTTPRequest, _ settings: CurlTransportSettings, share: ConnectionShare?) {
        guard Self.isOfPlainHTTP(request, settings), request.body == nil else { return nil }
        method = request.method
        includesCredentials = request.includesCredentials
        isLimited = ConnectionDestination.isLimited(request, settings)
        self.share = share
        url = request.url
        headers = request.headers
    }

    /// Without TLS, to the server or to a proxy, and without a proxy that is told who asks.
    static func isOfPlainHTTP(_ request: HTTPRequest, _ settings: CurlTransportSettings) -> Bool {
        request.url.scheme == "http" && settings.proxy == nil && settings.httpVersion != .http2
    }

    func suits(
        _ request: HTTPRequest,
        _ settings: CurlTransportSettings,
        share: ConnectionShare?
    ) -> Bool {
        method == request.method && includesCredentials == request.includesCredentials
            && self.share === share
            && isLimited == ConnectionDestination.isLimited(request, settings)
    }
}
