package import BrowserFetch
internal import CCurl

/// The network through libcurl: one request out, one response in.
///
/// libcurl is a wire here, not a brain: it keeps no cookie, follows no redirect, reads no file of
/// its own and no environment. Requests run in parallel on one thread, which the first of them
/// starts or borrows, and connections are reused. Cancelling the task cancels the request.
///
/// https://curl.se/libcurl/c/libcurl-multi.html
package final class CurlTransport: Transport {
    private let loop: TransferLoop
    let settings: CurlTransportSettings

    /// `host`: a thread that may be lent; without one, or if somebody else has it, the first request
    /// starts a thread.
    package init(
        _ settings: CurlTransportSettings = CurlTransportSettings(),
        on host: (any EventLoopThread)? = nil
    ) throws(CurlTransportSettingsError) {
        try settings.validate()
        self.settings = settings
        loop = TransferLoop(settings: settings, host: host)
    }

    deinit {
        loop.close()
    }

    /// Closes every connection and ends or returns the thread; what is under way ends as cancelled.
    package func close() {
        loop.close()
    }

    package nonisolated(nonsending) func send(
        _ request: HTTPRequest
    ) async throws(TransportError) -> HTTPResponse {
        let id = loop.nextID()
        let start = RequestClock.current?.start ?? ContinuousClock.now
        let stream: BodyStream? =
            request.responseBody == .streamed
            ? BodyStream(
                stop: { [loop] in loop.cancel(id) },
                resume: { [loop] in loop.resume(id) }
            ) : nil
        let outcome = await outcome(on: #isolation, of: id) { continuation in
            Submission(
                id: id,
                request: request,
                start: start,
                stream: stream,
                continuation: continuation
            )
        }
        switch outcome {
        case .response(let response): return response
        case .failure(let error): throw error
        }
    }

    /// `actor`: the caller's, which the closures in here would leave without it.
    private func outcome(
        on actor: isolated (any Actor)?,
        of id: UInt64,
        _ submission: (CheckedContinuation<Transfer.Outcome, Never>) -> Submission
    ) async -> Transfer.Outcome {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                loop.submit(submission(continuation))
                // The handler below may have run before there was anything to cancel.
                if Task.isCancelled { loop.cancel(id) }
            }
        } onCancel: {
            loop.cancel(id)
        }
    }

    /// libcurl and what it is built with: `libcurl/7.88.1 OpenSSL/3.0 zlib/1.2 …`.
    package static var versions: String {
        String(cString: curl_version())
    }
}
