internal import CCurl
internal import Fetch
internal import HTTP
internal import Infra

/// One request on its way, on the loop's thread only.
final class Transfer {
    /// Not a `Result`: to make its metadata is dear to a process that sends one request.
    enum Outcome: Sendable {
        case response(HTTPResponse)
        case failure(TransportError)
    }

    let id: UInt64
    let easy: EasyHandle
    private let request: HTTPRequest
    private let settings: CurlTransportSettings
    private let collector: ResponseCollector
    private let continuation: CheckedContinuation<Outcome, Never>

    /// Resumes the continuation itself if it throws.
    init?(_ submission: Submission, settings: CurlTransportSettings) {
        id = submission.id
        request = submission.request
        continuation = submission.continuation
        self.settings = settings
        collector = ResponseCollector(
            maxHeaderBytes: settings.maxHeaderBytes,
            maxBodyBytes: settings.maxBodyBytes
        )
        do throws(TransportError) {
            easy = try Self.handle(
                for: request,
                settings: settings,
                collector: collector
            )
        } catch {
            continuation.resume(returning: .failure(error))
            return nil
        }
    }

    private static func handle(
        for request: HTTPRequest,
        settings: CurlTransportSettings,
        collector: ResponseCollector
    ) throws(TransportError) -> EasyHandle {
        guard var easy = EasyHandle(collector: collector) else {
            throw TransportError(CurlFailure(code: CURLE_FAILED_INIT))
        }
        try easy.configure(for: request, settings: settings)
        return easy
    }

    /// The one call that ends a transfer.
    func finish(_ outcome: Outcome) {
        continuation.resume(returning: outcome)
    }

    /// What libcurl's verdict amounts to.
    func outcome(of code: CURLcode) -> Outcome {
        if let overflow = collector.overflow { return .failure(overflow) }
        let elapsed = easy.microseconds(CURLINFO_TOTAL_TIME_T)
        guard code == CURLE_OK else {
            return .failure(
                TransportError(
                    code,
                    text: easy.errorText,
                    request: request,
                    settings: settings,
                    elapsedMicroseconds: elapsed,
                    collector: collector
                )
            )
        }
        let head = collector.head
        guard head.isComplete, (200...999).contains(head.status) else {
            return .failure(
                .network(code: nil, detail: "no final response after status \(head.status)")
            )
        }
        return .response(
            HTTPResponse(
                status: head.status,
                statusText: head.statusText,
                headers: head.headers,
                body: ByteString(collector.body),
                durationMicroseconds: elapsed,
                httpVersion: httpVersion
            )
        )
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

/// A request that waits for the loop's thread to take it.
struct Submission: Sendable {
    let id: UInt64
    let request: HTTPRequest
    let continuation: CheckedContinuation<Transfer.Outcome, Never>
}
