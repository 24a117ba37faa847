internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// The parts of one response that have arrived, within its limits.
///
/// It is filled by libcurl's callbacks, and lives as long as the easy handle that refers to it.
final class ResponseCollector {
    private(set) var head = ResponseHead()
    private(set) var body: [UInt8] = []
    /// The limit that was exceeded, if any, in which case libcurl is stopped.
    private(set) var overflow: TransportError?
    private(set) var headerBytes = 0
    /// The address space to which the connection leads, if it must not lead there.
    private(set) var refusedSpace: AddressSpace?
    /// Checks where a connection leads; `nil` if that does not matter.
    private let destination: ConnectionDestination?
    /// The same limit as in Chromium's `HttpResponseBodyDrainer`, which reads the rest so that the
    /// connection can be reused.
    private static let largestUnusedBody = 16 << 10
    /// The reason why an address was not connected to.
    private(set) var refusedAddress: String?
    private let reachable: ReachableAddresses?
    private let host: Host?
    private let maxHeaderBytes: Int
    private let maxBodyBytes: Int
    private let use: ResponseBodyUse
    private let early: EarlyResponses
    private let stream: BodyStream?
    private var unusedBytes = 0

    init(
        for request: HTTPRequest,
        settings: CurlTransportSettings,
        use: ResponseBodyUse,
        stream: BodyStream?,
        destination: ConnectionDestination? = nil,
        early: EarlyResponses
    ) {
        reachable = settings.reachable
        host = request.url.host
        maxHeaderBytes = settings.maxHeaderBytes
        maxBodyBytes = settings.maxBodyBytes
        self.use = use
        self.early = early
        self.stream = stream
        self.destination = destination
    }

    /// Whether anything may be sent to that address.
    func allows(connectionTo address: String) -> Bool {
        refusedSpace = destination?.refusedSpace(at: address)
        return refusedSpace == nil
    }

    /// Whether that address may be connected to.
    func reaches(_ address: Host) -> Bool {
        let refusal = reachable?.refusal(of: address, for: host)
        refusedAddress = refusal ?? refusedAddress
        return refusal == nil
    }

    /// Whether nothing needs the body: the head has arrived, and only the head matters.
    var needsNoBody: Bool {
        guard head.isComplete else { return false }
        return switch use {
        case .read: false
        case .unused: true
        case .unlessRedirect, .streamed:
            Status.isRedirect(head.status) && head.headers.get("Location")?.isEmpty == false
        }
    }

    /// The stream that receives the body, once the head has arrived; `nil` if the body is
    /// collected.
    var currentStream: BodyStream? { head.isComplete && !needsNoBody ? stream : nil }

    /// Ends the head, because there are no more lines.
    func endHead() { head.end() }

    /// Receives one header line; returns false if it exceeds the limit.
    func receive(headerLine: UnsafeRawBufferPointer) -> Bool {
        headerBytes += headerLine.count
        guard headerBytes <= maxHeaderBytes else {
            overflow = .headersTooLarge(limit: maxHeaderBytes)
            return false
        }
        head.receive(line: headerLine)
        if needsNoBody || currentStream != nil { early.exist = true }
        return true
    }

    /// What happens to a chunk of the body.
    enum Reception {
        case taken
        /// The chunk exceeds the limit.
        case refused
        /// The chunk must be delivered again after the reader of the body has read more.
        case postponed
    }

    /// Receives a chunk of the decoded body.
    func receive(bodyBytes: UnsafeRawBufferPointer) -> Reception {
        if needsNoBody {
            // Read it to its end if that is near, so that the connection can be reused.
            unusedBytes += bodyBytes.count
            return unusedBytes <= Self.largestUnusedBody ? .taken : .refused
        }
        // A streamed body has no limit: it waits.
        if let currentStream { return currentStream.receive(bodyBytes) ? .taken : .postponed }
        guard bodyBytes.count <= maxBodyBytes - body.count else {
            overflow = .bodyTooLarge(limit: maxBodyBytes)
            body = []
            return .refused
        }
        body.append(contentsOf: bodyBytes)
        return .taken
    }
}

/// Whether there are responses whose body nothing waits for; used on the loop's thread only.
final class EarlyResponses {
    var exist = false
}
