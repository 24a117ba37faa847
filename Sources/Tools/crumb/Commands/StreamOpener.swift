internal import BrowserFetch

/// The page that opens a stream, and its browser.
struct StreamOpener {
    let session: Session
    let page: Page
    let browser: Browser

    init(
        _ options: GlobalOptions,
        _ pageOptions: PageOptions,
        _ transportOptions: TransportOptions
    ) async throws {
        session = try Session(options)
        page = try pageOptions.page(in: session, on: transportOptions)
        browser = session.browser(
            transport: try transportOptions.transport(isForStreams: true)
        )
        await pageOptions.prepare(browser)
        try await pageOptions.decide(in: browser, for: page)
    }

    /// The report of one of several browsers, without messages: the difference is the outcome of
    /// the stream.
    ///
    /// `ask`: opens the stream; `nil` when the result cannot be compared.
    func report(_ ask: (Browser, Page) async -> FetchReport?) async throws -> FetchReport? {
        let report = await RequestClock.$current.withValue(RequestClock()) {
            await ask(browser, page)
        }
        guard let report else { return nil }
        try Session.check(report.storageError)
        try await session.save(browser, seen: page, report: report)
        return report
    }
}
