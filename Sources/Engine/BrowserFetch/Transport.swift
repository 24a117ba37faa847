package import BrowserHTTP
package import BrowserInfra
package import WebOrigin

/// One HTTP request as it is sent over the wire.
package struct HTTPRequest: Hashable, Sendable {
    package var method: String
    /// An http or https URL, or a file URL for a transport that reads files. Fragment and userinfo
    /// are never sent.
    package var url: WebURL
    /// All headers except `Host` and `Content-Length`, which the transport adds.
    package var headers: HeaderList
    /// The body; `nil` sends neither a body nor a `Content-Length` (except `Content-Length: 0` for
    /// POST and PUT).
    package var body: ByteString?
    /// How the body of the response is used; by default, it is read.
    package var responseBody: ResponseBodyUse
    /// Whether to use credentials: client certificates, and connections that are tied to an
    /// identity.
    package var includesCredentials: Bool
    /// Restrictions on the addresses that its connection may use.
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

/// Whether a response must wait for its body.
package enum ResponseBodyUse: Hashable, Sendable {
    case read
    /// A browser follows a redirect as soon as its headers have arrived, whatever happens to the
    /// body.
    case unlessRedirect
    /// Only the headers matter, as for a preflight.
    case unused
    /// The caller reads the body as it arrives, from ``HTTPResponse/stream``; otherwise like
    /// ``unlessRedirect``.
    case streamed
}

/// The protocol version of a response.
package enum HTTPVersion: String, Hashable, Sendable {
    case http10 = "HTTP/1.0"
    case http11 = "HTTP/1.1"
    case http2 = "HTTP/2"
    case http3 = "HTTP/3"
}

/// One HTTP response as it was received, with content codings decoded.
package struct HTTPResponse: Hashable, Sendable {
    /// 200 to 999; 1xx responses are skipped by the transport.
    package var status: Int
    /// The reason phrase; empty over HTTP/2.
    package var statusText: ByteString
    package var headers: HeaderList
    /// The body, or the part of it that arrived if `bodyError` is not `nil`.
    package var body: ByteString
    /// The reason why the body is incomplete. The headers still count.
    package var bodyError: TransportError?
    /// The original size of the body in bytes, if only its beginning was kept.
    package var bodyCutFrom: Int?
    /// The time from the start of the request to the last byte of the body, in microseconds.
    package var durationMicroseconds: Int64
    /// `nil` if the transport does not report it.
    package var httpVersion: HTTPVersion?
    /// The body, if it is still arriving; `body` is empty then.
    package var stream: BodyStream?
    /// The address space of the server; `nil` if the transport does not report it.
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

/// The reason why a response, or the rest of its body, did not arrive. `detail` describes it in the
/// transport's own words.
package enum TransportError: Error, Hashable, Sendable {
    /// A DNS, connection or protocol error, with libcurl's code if there is one.
    case network(code: Int?, detail: String)
    case timeout(detail: String)
    /// The certificate is not trusted, or the handshake failed.
    case tls(code: Int?, detail: String)
    case bodyTooLarge(limit: Int)
    case headersTooLarge(limit: Int)
    /// A single header line exceeds the transport's own limit.
    case headerLineTooLong(limit: Int)
    case cancelled
    /// The connection would lead to a forbidden address space; nothing was sent over it.
    case refusedAddressSpace(AddressSpace)
    /// The address must never be connected to; nothing was sent.
    case refusedAddress(detail: String)
    /// Only for a transport that reads files.
    case unreadableFile(detail: String)
}

/// The network: it sends one request and receives one response. It follows no redirects, stores no
/// cookies and adds no headers except those that HTTP itself requires.
package protocol Transport: Sendable {
    /// Runs on the caller's actor if the implementation is also declared that way; otherwise each request
    /// leaves the browser's actor twice and returns twice, with a job for each.
    ///
    /// - Returns: The response as soon as it has ended, even if it failed: an error after the
    ///   headers arrived is its `bodyError`.
    /// - Throws: The reason why no response arrived.
    nonisolated(nonsending) func send(
        _ request: HTTPRequest
    ) async throws(TransportError) -> HTTPResponse

    /// Sends a WebSocket handshake, with a `Sec-WebSocket-Key` that it generates.
    func openWebSocket(_ handshake: HTTPRequest) async throws(TransportError)
        -> WebSocketHandshakeResponse

    /// Returns the address space of a URL, if it is known without a connection.
    func knownAddressSpace(of url: WebURL, _ blocks: AddressBlocks) -> AddressSpace?

    /// Whether the transport handles `file:` URLs.
    var readsFiles: Bool { get }

    /// Returns the address space configured for a page's host; `nil` if none is.
    func pageAddressSpace(at url: WebURL, _ blocks: AddressBlocks) -> AddressSpace?
}

extension Transport {
    /// Determines the address space from an IP address, or from a name for loopback.
    package func knownAddressSpace(of url: WebURL, _ blocks: AddressBlocks) -> AddressSpace? {
        url.host.flatMap(blocks.space)
    }

    package var readsFiles: Bool { false }

    package func pageAddressSpace(at url: WebURL, _ blocks: AddressBlocks) -> AddressSpace? { nil }

    /// Throws, for a transport that only supports HTTP.
    package func openWebSocket(
        _ handshake: HTTPRequest
    ) async throws(TransportError) -> WebSocketHandshakeResponse {
        throw .network(code: nil, detail: "this transport does not support WebSockets")
    }
}
