package import BrowserHTTP
package import BrowserInfra
package import WebOrigin

/// One HTTP request as it goes on the wire.
package struct HTTPRequest: Hashable, Sendable {
    package var method: String
    /// http or https; file for a transport that reads files. The fragment and userinfo are never sent.
    package var url: WebURL
    /// All headers but `Host` and `Content-Length`, which the transport writes.
    package var headers: HeaderList
    /// `nil` sends no body and no `Content-Length` (but `Content-Length: 0` for POST and PUT).
    package var body: ByteString?
    /// What becomes of the response's body; the default is that it is read.
    package var responseBody: ResponseBodyUse
    /// Whether credentials go along: client certificates, and connections that know who asks.
    package var includesCredentials: Bool
    /// Where its connection must not lead.
    package var connectionRules: ConnectionRules

    package init(
        method: String,
        url: WebURL,
        headers: HeaderList = HeaderList(),
        body: ByteString? = nil,
        responseBody: ResponseBodyUse = .read,
        includesCredentials: Bool = true,
        connectionRules: ConnectionRules = ConnectionRules()
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.responseBody = responseBody
        self.includesCredentials = includesCredentials
        self.connectionRules = connectionRules
    }
}

/// Whether a response has to wait for its body.
package enum ResponseBodyUse: Hashable, Sendable {
    case read
    /// A browser follows a redirect as soon as its headers are there, whatever becomes of the body.
    case unlessRedirect
    /// The headers say it all, as those of a preflight do.
    case unused
    /// Read by who asked, while it comes: ``HTTPResponse/stream``. As ``unlessRedirect`` besides.
    case streamed
}

/// The protocol version that a response came in.
package enum HTTPVersion: String, Hashable, Sendable {
    case http10 = "HTTP/1.0"
    case http11 = "HTTP/1.1"
    case http2 = "HTTP/2"
    case http3 = "HTTP/3"
}

/// One HTTP response as it came off the wire, content codings undone.
package struct HTTPResponse: Hashable, Sendable {
    /// 200 to 999; 1xx responses are skipped by the transport.
    package var status: Int
    /// The reason phrase; empty over HTTP/2.
    package var statusText: ByteString
    package var headers: HeaderList
    /// What came of it, where `bodyError` is not `nil`.
    package var body: ByteString
    /// Why the body is not whole. The headers count all the same.
    package var bodyError: TransportError?
    /// How many bytes the body had, where only its beginning was kept.
    package var bodyCutFrom: Int?
    /// From the request's start to the last byte of the body, in microseconds.
    package var durationMicroseconds: Int64
    /// `nil` where the transport does not say.
    package var httpVersion: HTTPVersion?
    /// The body, where it comes only now; `body` is empty then.
    package var stream: BodyStream?
    /// Where it came from; `nil` where the transport does not say.
    package var addressSpace: AddressSpace?

    package init(
        status: Int,
        statusText: ByteString = "",
        headers: HeaderList = HeaderList(),
        body: ByteString = "",
        bodyError: TransportError? = nil,
        durationMicroseconds: Int64 = 0,
        httpVersion: HTTPVersion? = nil,
        stream: BodyStream? = nil,
        addressSpace: AddressSpace? = nil
    ) {
        self.status = status
        self.statusText = statusText
        self.headers = headers
        self.body = body
        self.bodyError = bodyError
        self.durationMicroseconds = durationMicroseconds
        self.httpVersion = httpVersion
        self.stream = stream
        self.addressSpace = addressSpace
    }
}

/// What keeps a response, or the rest of its body, from arriving. `detail` says it in the transport's
/// own words.
package enum TransportError: Error, Hashable, Sendable {
    /// DNS, connection or protocol; libcurl's code where there is one.
    case network(code: Int?, detail: String)
    case timeout(detail: String)
    /// The certificate is not trusted, or the handshake failed.
    case tls(code: Int?, detail: String)
    case bodyTooLarge(limit: Int)
    case headersTooLarge(limit: Int)
    /// A single line; the transport's own limit.
    case headerLineTooLong(limit: Int)
    case cancelled
    /// The connection leads where it must not; nothing was sent over it.
    case refusedAddressSpace(AddressSpace)
    /// The address is not one that may be connected to at all; nothing was sent.
    case refusedAddress(detail: String)
    /// Of a transport that reads files.
    case unreadableFile(detail: String)
}

/// The network: one request out, one response in. It follows no redirect, keeps no cookie and
/// adds no header but those that HTTP itself needs.
package protocol Transport: Sendable {
    /// - Returns: the response as soon as it has come to its end, however that was: what fails after
    ///   the headers were there is its `bodyError`.
    /// - Throws: why no response has come.
    ///
    /// On the caller's actor, if its implementation says so, too: else each request leaves the browser
    /// twice, and comes back twice, as a job of its own each time.
    nonisolated(nonsending) func send(
        _ request: HTTPRequest
    ) async throws(TransportError) -> HTTPResponse

    /// Sends a WebSocket's handshake, with a `Sec-WebSocket-Key` of its own making.
    func openWebSocket(_ handshake: HTTPRequest) async throws(TransportError) -> WebSocketHandshakeResponse

    /// Where a URL leads, if that is known without a connection.
    func knownAddressSpace(of url: WebURL, _ blocks: AddressBlocks) -> AddressSpace?

    /// Whether it answers for `file:` URLs.
    var readsFiles: Bool { get }

    /// Where a page's host is said to be; `nil` where nothing says so.
    func pageAddressSpace(at url: WebURL, _ blocks: AddressBlocks) -> AddressSpace?
}

extension Transport {
    /// An address, or a name for loopback, says it.
    package func knownAddressSpace(of url: WebURL, _ blocks: AddressBlocks) -> AddressSpace? {
        url.host.flatMap(blocks.space)
    }

    package var readsFiles: Bool { false }

    package func pageAddressSpace(at url: WebURL, _ blocks: AddressBlocks) -> AddressSpace? { nil }

    /// For a transport that is only for HTTP.
    package func openWebSocket(
        _ handshake: HTTPRequest
    ) async throws(TransportError) -> WebSocketHandshakeResponse {
        throw .network(code: nil, detail: "no WebSockets here")
    }
}
