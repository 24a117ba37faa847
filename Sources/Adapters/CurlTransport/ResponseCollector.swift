internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// What has come of one response, within its limits.
///
/// libcurl's callbacks fill it; it lives as long as the easy handle that knows it.
final class ResponseCollector {
    private(set) var head = ResponseHead()
    private(set) var body: [UInt8] = []
    /// The limit that was passed, if one was: then libcurl is told to stop.
    private(set) var overflow: TransportError?
    private(set) var headerBytes = 0
    /// Where the connection leads, if that is where it must not.
    private(set) var refusedSpace: AddressSpace?
    /// Where a connection leads; `nil` where that does not matter.
    private let destination: ConnectionDestination?
    /// As Chromium's `HttpResponseBodyDrainer` reads on for the next request's sake.
    private static let largestUnusedBody = 16 << 10
    /// What is said of an address that was not connected to.
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

    /// Whether nobody waits for the body: the head is there, and it is all that counts.
    var needsNoBody: Bool {
        guard head.isComplete else { return false }
        return switch use {
        case .read: false
        case .unused: true
        case .unlessRedirect, .streamed:
            Status.isRedirect(head.status) && head.headers.get("Location")?.isEmpty == false
        }
    }

    /// What takes the body, once the head is there; `nil` where it is collected.
    var currentStream: BodyStream? { head.isComplete && !needsNoBody ? stream : nil }

    /// There are no more lines.
    func endHead() { head.end() }

    /// Takes one header line; false if that is too much.
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

    /// What is to become of a piece of the body.
    enum Reception {
        case taken
        /// It is too much.
        case refused
        /// It is to come again once who reads the body has read more.
        case postponed
    }

    /// Takes a piece of the decoded body.
    func receive(bodyBytes: UnsafeRawBufferPointer) -> Reception {
        if needsNoBody {
            // Read to its end, if that is near, for the connection's sake.
            unusedBytes += bodyBytes.count
            return unusedBytes <= Self.largestUnusedBody ? .taken : .refused
        }
        // A body that is read while it comes has no limit: it waits.
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

/// Whether there are answers whose body nobody waits for, on the loop's thread only.
final class EarlyResponses {
    var exist = false
}
