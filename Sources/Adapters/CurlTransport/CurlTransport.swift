package import BrowserFetch
internal import CCurl

/// The network through libcurl: one request out, one response in.
///
/// libcurl only transfers bytes here and makes no decisions: it stores no cookies, follows no
/// redirects, and reads neither files nor the environment. Requests run in parallel on one thread,
/// which the first request starts or borrows, and connections are reused. Canceling the task
/// cancels the request.
///
/// https://curl.se/libcurl/c/libcurl-multi.html
package final class CurlTransport: Transport {
    private let loop: TransferLoop
    let settings: CurlTransportSettings

    /// `thread` is one that may be borrowed; without one, or if it is already in use, the first
    /// request starts a thread.
    package init(
        _ settings: CurlTransportSettings = CurlTransportSettings(),
        on thread: (any EventLoopThread)? = nil
    ) throws(CurlTransportSettingsError) {
        try settings.validate()
        self.settings = settings
        loop = TransferLoop(settings: settings, eventLoop: thread)
    }

    deinit {
        loop.close()
    }

    /// Closes every connection and ends or returns the thread; requests in progress fail as
    /// canceled.
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

    /// `actor` keeps the closures below on the caller's actor.
    private func outcome(
        on actor: isolated (any Actor)?,
        of id: UInt64,
        _ submission: (CheckedContinuation<Transfer.Outcome, Never>) -> Submission
    ) async -> Transfer.Outcome {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                loop.submit(submission(continuation))
                // The handler below may have run before the request was submitted.
                if Task.isCancelled { loop.cancel(id) }
            }
        } onCancel: {
            loop.cancel(id)
        }
    }

    /// The versions of libcurl and of the libraries it uses for http and https, such as
    /// `libcurl/7.88.1 OpenSSL/3.0 zlib/1.2 …`.
    package static var versions: String {
        // Libraries for other protocols, which are only stubs if libcurl is linked statically
        // (CCurl/ForeignProtocols.c).
        let foreign = ["libssh", "librtmp/", "OpenLDAP/"]
        return String(cString: curl_version()).split(separator: " ")
            .filter { part in !foreign.contains { part.hasPrefix($0) } }
            .joined(separator: " ")
    }
}
