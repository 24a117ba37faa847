package import HTTP
package import Infra
package import WebOrigin

/// One HTTP request as it goes on the wire.
package struct HTTPRequest: Hashable, Sendable {
    package var method: String
    /// http or https. The fragment and userinfo are never sent.
    package var url: WebURL
    /// All headers but `Host` and `Content-Length`, which the transport writes.
    package var headers: HeaderList
    /// `nil` sends no body and no `Content-Length` (but `Content-Length: 0` for POST and PUT).
    package var body: ByteString?

    package init(
        method: String,
        url: WebURL,
        headers: HeaderList = HeaderList(),
        body: ByteString? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
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
    package var body: ByteString
    /// From the request's start to the last byte of the body, in microseconds.
    package var durationMicroseconds: Int64
    /// `nil` where the transport does not say.
    package var httpVersion: HTTPVersion?

    package init(
        status: Int,
        statusText: ByteString = "",
        headers: HeaderList = HeaderList(),
        body: ByteString = "",
        durationMicroseconds: Int64 = 0,
        httpVersion: HTTPVersion? = nil
    ) {
        self.status = status
        self.statusText = statusText
        self.headers = headers
        self.body = body
        self.durationMicroseconds = durationMicroseconds
        self.httpVersion = httpVersion
    }
}

/// What keeps a response from arriving. `detail` says it in the transport's own words.
package enum TransportError: Error, Hashable, Sendable {
    /// DNS, connection or protocol; libcurl's code where there is one.
    case network(code: Int?, detail: String)
    case timeout(detail: String)
    /// The certificate is not trusted, or the handshake failed.
    case tls(code: Int?, detail: String)
    case bodyTooLarge(limit: Int)
    case headersTooLarge(limit: Int)
    case cancelled
}

/// The network: one request out, one response in. It follows no redirect, keeps no cookie and
/// adds no header but those that HTTP itself needs.
package protocol Transport: Sendable {
    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse
}
