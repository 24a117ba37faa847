package import Fetch
internal import HTTP
internal import Synchronization
package import WebOrigin

/// The network, for at most so many requests, none of which changes anything on the server unless it
/// may.
package final class BoundedTransport: Transport {
    private let base: any Transport
    private let sendsUnsafeMethods: Bool
    private let limit: Int
    private let count = Mutex(0)

    package init(_ base: any Transport, limit: Int, sendsUnsafeMethods: Bool) {
        self.base = base
        self.limit = limit
        self.sendsUnsafeMethods = sendsUnsafeMethods
    }

    /// How many requests went out.
    package var sent: Int { count.withLock { $0 } }

    package func knownAddressSpace(of url: WebURL, _ blocks: AddressBlocks) -> AddressSpace? {
        base.knownAddressSpace(of: url, blocks)
    }

    package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        // The preflight has said what was asked; the request itself is held back.
        guard sendsUnsafeMethods || ["GET", "HEAD", "OPTIONS"].contains(request.method) else {
            throw .cancelled
        }
        let isWithin = count.withLock { count in
            guard count < limit else { return false }
            count += 1
            return true
        }
        guard isWithin else {
            throw .network(code: nil, detail: "the doctor's \(limit) requests are used up")
        }
        return try await base.send(request)
    }
}
