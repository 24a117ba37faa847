internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import Synchronization
internal import WebOrigin

/// A transport that responds from a HAR file. Nothing is sent.
///
/// Every response waits until the replay's clock has reached its time in the file, so that the
/// cookies it sets are stored for exactly those requests that began after it.
final class ArchiveTransport: Transport {
    /// The request that the current task replays.
    @TaskLocal static var current: ReplayState?

    private let wait: @Sendable (Moment) async -> Void

    /// `wait`: a function that returns when the clock has reached the moment.
    init(wait: @escaping @Sendable (Moment) async -> Void) {
        self.wait = wait
    }

    /// The address space is unknown, and irrelevant: the requests of an archive were sent.
    func knownAddressSpace(of url: WebURL, _ blocks: AddressBlocks) -> AddressSpace? { nil }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        guard let replay = Self.current else { throw .cancelled }
        guard let entry = replay.take(request) else {
            // The browser had cached the preflight's result from before, or the file omits the
            // preflight.
            let consent = DryRunTransport()
            if request.headers.contains("Access-Control-Request-Method") {
                return try await consent.send(request)
            }
            throw .network(code: nil, detail: "the file has no response for it")
        }
        await wait(entry.ended)
        return try HTTPResponse(entry)
    }
}

/// The entries of one request that have not been used yet.
final class ReplayState: Sendable {
    private struct State {
        var rest: [Int]
        var answered: [Int?] = []
    }

    private let log: HARLog
    private let state: Mutex<State>

    init(_ request: ArchivedRequest, in log: HARLog) {
        self.log = log
        state = Mutex(State(rest: request.preflights + request.hops))
    }

    /// The entry of each exchange, in order; `nil` when the file had none.
    var answered: [Int?] { state.withLock { $0.answered } }

    func take(_ request: HTTPRequest) -> HAREntry? {
        let url = request.url.strippingCredentialsAndFragment().href
        let isPreflight = request.headers.contains("Access-Control-Request-Method")
        return state.withLock { state in
            let index = state.rest.firstIndex { number in
                let entry = log.entries[number]
                return entry.request.url == url && entry.isPreflight == isPreflight
            }
            guard let index else {
                state.answered.append(nil)
                return nil
            }
            let number = state.rest.remove(at: index)
            state.answered.append(number)
            return log.entries[number]
        }
    }
}

extension HTTPResponse {
    /// Creates the response of an entry; a request without one failed.
    fileprivate init(_ entry: HAREntry) throws(TransportError) {
        let response = entry.response
        guard response.status >= 200 else {
            throw .network(code: nil, detail: response.error ?? "the file has no response for it")
        }
        var headers = response.headers
        // The cookies of a cached response were set when it was first received.
        if entry.fromCache != nil { headers.delete("Set-Cookie") }
        if Status.isRedirect(response.status), !headers.contains("Location"),
            let location = response.location
        {
            headers.append("Location", ByteString(utf8: location))
        }
        self.init(
            status: response.status,
            statusText: ByteString(utf8: response.statusText),
            headers: headers,
            body: response.content.body ?? "",
            bodyError: response.error.flatMap { error in
                bodyErrors.contains(where: error.hasPrefix)
                    ? .network(code: nil, detail: error) : nil
            },
            durationMicroseconds: entry.durationMicroseconds
        )
    }
}

/// The prefixes of `_error` when there is a response whose body failed: in DevTools' words, and in
/// crumb's. Other errors beside a response are from a rule that hid it, which is evaluated again.
private let bodyErrors = [
    "net::ERR_CONTENT_LENGTH_MISMATCH", "net::ERR_INCOMPLETE_CHUNKED_ENCODING",
    "net::ERR_INVALID_CHUNKED_ENCODING", "net::ERR_CONTENT_DECODING", "net::ERR_CONNECTION_",
    "net::ERR_TIMED_OUT", "net::ERR_HTTP2_", "net::ERR_QUIC_", "net::ERR_NETWORK_CHANGED",
    "net::ERR_INTERNET_DISCONNECTED", "NetworkError: ", "Timeout: ", "TLSError: ", "BodyTooLarge: ",
    "HeadersTooLarge: ",
]
