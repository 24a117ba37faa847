internal import Fetch
internal import HTTP
internal import Infra

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
    private let maxHeaderBytes: Int
    private let maxBodyBytes: Int
    private let use: ResponseBodyUse
    private let early: EarlyAnswers
    private let stream: BodyStream?
    private var unusedBytes = 0

    init(
        maxHeaderBytes: Int,
        maxBodyBytes: Int,
        use: ResponseBodyUse,
        stream: BodyStream?,
        destination: ConnectionDestination? = nil,
        early: EarlyAnswers
    ) {
        self.maxHeaderBytes = maxHeaderBytes
        self.maxBodyBytes = maxBodyBytes
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
        if needsNoBody || currentStream != nil { early.areThere = true }
        return true
    }

    /// Takes a piece of the decoded body; false if that is too much.
    func receive(bodyBytes: UnsafeRawBufferPointer) -> Bool {
        if needsNoBody {
            // Read to its end, if that is near, for the connection's sake.
            unusedBytes += bodyBytes.count
            return unusedBytes <= Self.largestUnusedBody
        }
        if let currentStream {
            guard currentStream.receive(Array(bodyBytes), limit: maxBodyBytes) else {
                overflow = .bodyTooLarge(limit: maxBodyBytes)
                return false
            }
            return true
        }
        guard bodyBytes.count <= maxBodyBytes - body.count else {
            overflow = .bodyTooLarge(limit: maxBodyBytes)
            body = []
            return false
        }
        body.append(contentsOf: bodyBytes)
        return true
    }
}

/// Whether there are answers whose body nobody waits for, on the loop's thread only.
final class EarlyAnswers {
    var areThere = false
}
