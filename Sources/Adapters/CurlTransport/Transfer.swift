internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import CCurl
internal import WebOrigin

/// One request in progress; used on the loop's thread only.
final class Transfer {
    /// Not a `Result`: instantiating its metadata is expensive in a process that sends one request.
    enum Outcome: Sendable {
        case response(HTTPResponse)
        case failure(TransportError)
    }

    let id: UInt64
    let easy: EasyHandle
    private let request: HTTPRequest
    private let settings: CurlTransportSettings
    private let collector: ResponseCollector
    /// `nil` after it has been resumed.
    private var continuation: CheckedContinuation<Outcome, Never>?
    private let time: RemainingTime
    /// Kept alive for as long as the handle that uses it.
    private let share: ConnectionShare?
    private let memory: TransferCache

    /// Resumes the continuation itself if it fails.
    init?(
        _ submission: Submission,
        settings: CurlTransportSettings,
        share: ConnectionShare?,
        memory: TransferCache
    ) {
        self.share = share
        self.memory = memory
        time = RemainingTime(of: settings, since: submission.start)
        id = submission.id
        request = submission.request
        continuation = submission.continuation
        self.settings = settings
        collector = ResponseCollector(
            for: request,
            settings: settings,
            use: request.responseBody,
            stream: submission.stream,
            destination: ConnectionDestination(limiting: request, settings),
            early: memory.early
        )
        do throws(TransportError) {
            easy = try Self.handle(
                for: request,
                settings: settings,
                collector: collector,
                time: time,
                share: share,
                memory: memory
            )
        } catch {
            submission.continuation.resume(returning: .failure(error))
            return nil
        }
    }

    private static func handle(
        for request: HTTPRequest,
        settings: CurlTransportSettings,
        collector: ResponseCollector,
        time: RemainingTime,
        share: ConnectionShare?,
        memory: TransferCache
    ) throws(TransportError) -> EasyHandle {
        if time.isUp { throw time.error(detail: "earlier requests used up the time") }
        if let easy = memory.handles.take(for: request, settings, share: share) {
            do throws(CurlFailure) {
                try easy.connect(collector)
            } catch {
                throw TransportError(error)
            }
            try easy.configureAgain(for: request, settings: settings, time: time, memory: memory)
            return easy
        }
        guard let easy = EasyHandle(collector: collector) else {
            throw TransportError(CurlFailure(code: CURLE_FAILED_INIT))
        }
        try easy.configure(for: request, settings: settings, time: time, memory: memory)
        do throws(CurlFailure) {
            if let share { try easy.share(share) }
        } catch {
            throw TransportError(error)
        }
        return easy
    }

    /// Whether the caller has its response, and nothing waits for what arrives from now on.
    var hasResponded: Bool { continuation == nil }

    /// Whether the response can be delivered before the body is complete.
    var canRespondEarly: Bool {
        !hasResponded && (collector.needsNoBody || collector.currentStream != nil)
    }

    /// Whether the caller has the response and is reading its body as it arrives.
    var isStreamed: Bool { hasResponded && collector.currentStream != nil }

    /// Delivers the outcome to the caller, unless that has been done.
    func finish(_ outcome: Outcome) {
        continuation?.resume(returning: outcome)
        continuation = nil
    }

    /// Ends the transfer: a reader that streams the body must be notified too.
    func end(_ outcome: Outcome) {
        switch outcome {
        case .response(let response): collector.currentStream?.finish(response.bodyError)
        case .failure(let error): collector.currentStream?.finish(error)
        }
        finish(outcome)
    }

    /// Keeps the handle for later requests, if it retains nothing of this one.
    func keepHandle() {
        guard easy.use != nil, collector.head.isComplete, easy.errorText.isEmpty,
            ![401, 407].contains(collector.head.status)
        else { return }
        memory.handles.keep(easy)
    }

    /// The outcome that corresponds to libcurl's result code.
    ///
    /// An error after the headers is an error of the body, and the headers are valid.
    func outcome(of code: CURLcode) -> Outcome {
        let failure = failure(of: code)
        // Chromium's HttpStreamParser: a connection that closes within the headers ends them,
        // except over TLS, where an attacker may have truncated it.
        if failure == nil, request.url.scheme == "http" { collector.endHead() }
        let head = collector.head
        guard head.isComplete, (200...999).contains(head.status) else {
            return .failure(
                failure
                    ?? .network(code: nil, detail: "no final response after status \(head.status)")
            )
        }
        return .response(
            HTTPResponse(
                status: head.status,
                statusText: head.statusText,
                headers: head.headers,
                body: ByteString(collector.body),
                bodyError: collector.needsNoBody ? nil : failure,
                durationMicroseconds: easy.microseconds(CURLINFO_TOTAL_TIME_T),
                httpVersion: httpVersion,
                stream: collector.currentStream,
                addressSpace: ConnectionDestination(request, settings)
                    .space(at: easy.address, memory: memory)
            )
        )
    }

    private func failure(of code: CURLcode) -> TransportError? {
        if let overflow = collector.overflow { return overflow }
        if let space = collector.refusedSpace { return .refusedAddressSpace(space) }
        if code != CURLE_OK, !collector.head.isComplete, let refusal = collector.refusedAddress {
            return .refusedAddress(detail: refusal)
        }
        let text = easy.errorText
        if code == CURLE_OK || (collector.head.isComplete && isIgnorable(code, text: text)) {
            return nil
        }
        return TransportError(
            code,
            text: text,
            request: request,
            settings: settings,
            time: time,
            isConnected: easy.microseconds(CURLINFO_PRETRANSFER_TIME_T) > 0,
            socketError: easy.socketError,
            collector: collector
        )
    }

    /// Whether it is an error that browsers ignore after a complete compressed body: additional
    /// bytes, or a wrong checksum. Recorded in Chromium.
    ///
    /// libcurl reports the former as if a write callback had failed, which none does without an
    /// overflow; the latter has zlib's message.
    private func isIgnorable(_ code: CURLcode, text: String) -> Bool {
        switch code {
        case CURLE_WRITE_ERROR: true
        case CURLE_BAD_CONTENT_ENCODING:
            text.hasSuffix("incorrect data check") || text.hasSuffix("incorrect length check")
        default: false
        }
    }

    private var httpVersion: HTTPVersion? {
        switch easy.number(CURLINFO_HTTP_VERSION) {
        case Int(CURL_HTTP_VERSION_1_0): .http10
        case Int(CURL_HTTP_VERSION_1_1): .http11
        case Int(CURL_HTTP_VERSION_2_0): .http2
        case Int(CURL_HTTP_VERSION_3): .http3
        default: nil
        }
    }
}

/// A request waiting to be taken by the loop's thread.
struct Submission: Sendable {
    let id: UInt64
    let request: HTTPRequest
    /// The moment from which the maximum time is counted.
    let start: ContinuousClock.Instant
    /// The stream that receives the body as it arrives, if the caller requests that.
    var stream: BodyStream?
    let continuation: CheckedContinuation<Transfer.Outcome, Never>
}
