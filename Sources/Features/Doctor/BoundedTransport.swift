package import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import Synchronization
package import WebOrigin

/// The network, for at most so many requests, none of which changes anything on the server unless it
/// may.
package final class BoundedTransport: Transport {
    private let base: any Transport
    private let sendsUnsafeMethods: Bool
    private let limit: Int
    private let count = Mutex(0)
    private let stream = Mutex(false)

    package init(_ base: any Transport, limit: Int, sendsUnsafeMethods: Bool) {
        self.base = base
        self.limit = limit
        self.sendsUnsafeMethods = sendsUnsafeMethods
    }

    /// How many requests went out.
    package var sent: Int { count.withLock { $0 } }

    /// Whether an answer was an event stream.
    var hasSeenEventStream: Bool { stream.withLock { $0 } }

    package func knownAddressSpace(of url: WebURL, _ blocks: AddressBlocks) -> AddressSpace? {
        base.knownAddressSpace(of: url, blocks)
    }

    package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        // The preflight has said what was asked; the request itself is held back.
        guard sendsUnsafeMethods || ["GET", "HEAD", "OPTIONS"].contains(request.method) else {
            throw .cancelled
        }
        try countOne()
        var request = request
        let isRead = request.responseBody == .read || request.responseBody == .unlessRedirect
        if isRead { request.responseBody = .streamed }
        var response = try await base.send(request)
        guard isRead, let stream = response.stream else { return response }
        response.stream = nil
        if response.isEventStream {
            // It need not ever end.
            self.stream.withLock { $0 = true }
            stream.cancel()
        } else {
            await response.read(stream)
        }
        return response
    }

    package func openWebSocket(
        _ handshake: HTTPRequest
    ) async throws(TransportError) -> WebSocketHandshakeResponse {
        try countOne()
        return try await base.openWebSocket(handshake)
    }

    private func countOne() throws(TransportError) {
        let isWithin = count.withLock { count in
            guard count < limit else { return false }
            count += 1
            return true
        }
        guard isWithin else {
            throw .network(code: nil, detail: "the doctor's \(limit) requests are used up")
        }
    }
}

extension HTTPResponse {
    fileprivate var isEventStream: Bool {
        headers.get("Content-Type").flatMap { MIMEType(parsing: $0) }?.essence
            == "text/event-stream"
    }

    /// As much as a diagnosis has use for; that there is more is not a failure.
    fileprivate mutating func read(_ stream: BodyStream) async {
        let enough = 1 << 20
        var bytes: [UInt8] = []
        while let part = await stream.next() {
            bytes += part.bytes
            if bytes.count >= enough { break }
        }
        if bytes.count >= enough { stream.cancel() } else { bodyError = stream.error }
        body = ByteString(bytes)
    }
}
