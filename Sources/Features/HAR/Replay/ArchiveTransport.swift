internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import Synchronization
internal import WebOrigin

/// A network that answers from a HAR file. Nothing is sent.
///
/// Every answer waits until the clock of the replay has reached the moment at which the file has it,
/// so that what a response sets is there for those requests that began after it, and for no others.
final class ArchiveTransport: Transport {
    /// The request whose task this is.
    @TaskLocal static var current: ReplayState?

    private let wait: @Sendable (Moment) async -> Void

    /// `wait`: returns when the clock shows that moment.
    init(wait: @escaping @Sendable (Moment) async -> Void) {
        self.wait = wait
    }

    /// What is in an archive went out.
    func knownAddressSpace(of url: WebURL, _ blocks: AddressBlocks) -> AddressSpace? { nil }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        guard let replay = Self.current else { throw .cancelled }
        guard let entry = replay.take(request) else {
            // The browser had the server's consent from before, or the file leaves it out.
            let consent = DryRunTransport()
            if request.headers.contains("Access-Control-Request-Method") {
                return try await consent.send(request)
            }
            throw .network(code: nil, detail: "the file has no answer for it")
        }
        await wait(entry.ended)
        return try HTTPResponse(entry)
    }
}

/// The entries of one request, as long as they have not been asked for.
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

    /// The entry of each exchange, in order; `nil` where the file had none.
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
    /// What an entry has; a request without a response failed.
    fileprivate init(_ entry: HAREntry) throws(TransportError) {
        let response = entry.response
        guard response.status >= 200 else {
            throw .network(code: nil, detail: response.error ?? "the file has no response to it")
        }
        var headers = response.headers
        // What the cache has set its cookies when it came.
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

/// How `_error` begins where there is a response and its body failed: in DevTools' words, and in
/// crumb's. Other errors beside a response are of a rule that hid it, which is judged anew.
private let bodyErrors = [
    "net::ERR_CONTENT_LENGTH_MISMATCH", "net::ERR_INCOMPLETE_CHUNKED_ENCODING",
    "net::ERR_INVALID_CHUNKED_ENCODING", "net::ERR_CONTENT_DECODING", "net::ERR_CONNECTION_",
    "net::ERR_TIMED_OUT", "net::ERR_HTTP2_", "net::ERR_QUIC_", "net::ERR_NETWORK_CHANGED",
    "net::ERR_INTERNET_DISCONNECTED", "NetworkError: ", "Timeout: ", "TLSError: ", "BodyTooLarge: ",
    "HeadersTooLarge: ",
]
