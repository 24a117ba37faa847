internal import BrowserFetch

/// Who opens a page's stream: the page, and the browser that it is in.
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

    /// One of several browsers, without its messages: what differs is what becomes of the stream.
    ///
    /// `ask`: `nil` where nothing came of it that could be compared.
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
