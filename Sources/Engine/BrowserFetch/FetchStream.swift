package import BrowserInfra

/// A fetch whose response is there, and whose body may still be on its way.
package struct FetchStream: Sendable {
    /// Without the body, where that is in `body`.
    package var report: FetchReport
    /// `nil` where the report has the body, or there is none.
    package var body: BodyStream?
}

extension Browser {
    /// What a page's `fetch(url, init)` does, as soon as the promise settles: the body is the caller's to
    /// read, whether the page may see it or not, and ``finish(_:with:)`` is to be told of its end.
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
            // What is told of it may be asked again, and must not read on.
            guard let stream = report.exchanges[index].response?.stream else { continue }
            report.exchanges[index].response?.stream = nil
            body = stream
        }
        // What came over the wire may have said no more than that the cache's answer is still good.
        guard case .fulfilled = report.outcome, report.httpCache == .none, let body else {
            if let body {
                body.cancel()
                finishResponse(of: body, body: nil)
            }
            return FetchStream(report: report)
        }
        return FetchStream(report: report, body: body)
    }

    /// A body has been read to its end; `bytes` is `nil` where it is not whole, or too long to be kept.
    package func finish(_ body: BodyStream, with bytes: ByteString?) {
        finishResponse(of: body, body: bytes)
    }
}
