internal import BrowserFetch
internal import BrowserHTTP
internal import WebOrigin

/// Easy handles of finished requests, kept for reuse; used on the loop's thread only.
///
/// Creating a handle, configuring it and parsing its URL takes a tenth of the cost of a small request.
///
/// A handle also holds TLS sessions, with which a server could link a request without credentials to
/// an earlier one, and the state of HTTP authentication. Therefore only handles for plain http are
/// kept, and none whose response asked for authentication. libcurl resets all other state when a
/// transfer starts (`Curl_pretransfer`). Connections belong to the multi handle or to a share whether
/// or not handles are kept.
struct KeptHandles {
    private var handles: [EasyHandle] = []

    /// The limit of connections to one host.
    private static let most = 6

    mutating func keep(_ handle: EasyHandle) {
        handle.disconnectCollector()
        handles.append(handle)
        if handles.count > Self.most { handles.removeFirst() }
    }

    /// Removes and returns a handle on which only the URL, the headers and the time must be set for
    /// the request; `nil` if there is none.
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

/// The options of an easy handle that differ between requests.
struct HandleUse {
    let method: String
    let includesCredentials: Bool
    /// Whether the connection is checked before anything is sent over it.
    let isLimited: Bool
    /// The share whose connections the handle uses, kept alive for as long as the handle.
    var share: ConnectionShare?
    var url: WebURL
    var headers: HeaderList

    /// `nil` if the handle must not be used for another request.
    init?(_ request: HTTPRequest, _ settings: CurlTransportSettings, share: ConnectionShare?) {
        guard Self.isOfPlainHTTP(request, settings), request.body == nil else { return nil }
        method = request.method
        includesCredentials = request.includesCredentials
        isLimited = ConnectionDestination.isLimited(request, settings)
        self.share = share
        url = request.url
        headers = request.headers
    }

    /// Whether the request uses neither TLS nor a proxy, which could require TLS or authentication
    /// itself.
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
