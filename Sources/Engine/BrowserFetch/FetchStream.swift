package import BrowserInfra

/// A fetch whose response has arrived, and whose body may still be on its way.
package struct FetchStream: Sendable {
    /// The report, without the body if `body` is not `nil`.
    package var report: FetchReport
    /// `nil` if the report contains the body, or if there is none.
    package var body: BodyStream?
}

extension Browser {
    /// Performs a page's `fetch(url, init)`, and returns as soon as the promise settles. The caller
    /// must read the body, whether the page may see it or not, and call ``finish(_:with:)`` at its
    /// end.
    package func fetchStream(
        _ fetchRequest: FetchRequest,
        from page: Page
    ) async -> FetchStream {
        var streamed = fetchRequest
        streamed.streamsResponse = true
        var report = await fetch(streamed, from: page)
        report.asked = .fetch(fetchRequest)
        var body: BodyStream?
        for index in report.exchanges.indices {
            // The request in the report may be repeated, and the report must not read from the
            // stream.
            guard let stream = report.exchanges[index].response?.stream else { continue }
            report.exchanges[index].response?.stream = nil
            body = stream
        }
        // The response from the network may only confirm that the cached one is still valid.
        guard case .fulfilled = report.outcome, report.httpCache == .none, let body else {
            if let body {
                body.cancel()
                finishResponse(of: body, body: nil)
            }
            return FetchStream(report: report)
        }
        return FetchStream(report: report, body: body)
    }

    /// Completes a body that was read to its end; `bytes` is `nil` if it is incomplete, or too long
    /// to be kept.
    package func finish(_ body: BodyStream, with bytes: ByteString?) {
        finishResponse(of: body, body: bytes)
    }
}
