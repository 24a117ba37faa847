internal import BrowserCORS
internal import BrowserCookies
internal import BrowserInfra
internal import WebOrigin

/// One fetch in progress, and what it records for the report.
///
/// https://fetch.spec.whatwg.org/#fetch-params
struct FetchParams {
    var request: Request
    /// The page that makes the request; `nil` for a typed navigation.
    let client: Page?
    var exchanges: [Exchange] = []
    /// The index of the current hop's exchange; `nil` if the cache responded and nothing was sent.
    private var currentExchange: Int?
    var preflightCacheUse = PreflightCacheUse.notNeeded
    var httpCacheUse = HTTPCacheUse.none
    var warnings: [RequestWarning]
    /// The context whose cookies are cleared because a preflight's response requests it.
    var clearingAfterPreflight: CookieContext?
    var internalRedirects: [InternalRedirect] = []
    var violationReports: [ViolationReport] = []
    /// The violation reports in flight, by their index in `violationReports`.
    var reportsInFlight: [Int: Task<ViolationReport, Never>] = [:]
    /// The subprotocols that a WebSocket handshake offers, and its result.
    var webSocketProtocols: [String] = []
    var webSocketAnswer: WebSocketHandshakeResponse?
    var webSocketVerdict: Result<String, WebSocketHandshakeFailure>?

    init(request: Request, client: Page?, warnings: [RequestWarning] = []) {
        self.request = request
        self.client = client
        self.warnings = warnings
    }

    /// The page whose rules apply to the request: the document that contains the frame, or else the
    /// client.
    var environment: Page? { request.target?.ancestors.last ?? client }

    mutating func begin(_ exchange: Exchange) {
        currentExchange = exchanges.count
        exchanges.append(exchange)
    }

    /// Removes the current hop's exchange, because its request was not sent after all.
    mutating func discardExchange() {
        guard let index = currentExchange else { return }
        exchanges.remove(at: index)
        currentExchange = nil
    }

    /// Changes the current hop's exchange.
    mutating func update(_ change: (inout Exchange) -> Void) {
        guard let currentExchange else { return }
        change(&exchanges[currentExchange])
    }

    /// Redirects the request within the browser, so that nothing is sent.
    mutating func redirectInternally(_ reason: InternalRedirect.Reason) {
        currentExchange = nil
        let url = request.currentURL
        internalRedirects.append(
            InternalRedirect(from: url, to: url.upgradedToSecureScheme(), reason: reason)
        )
    }

    /// Whether the browser has just redirected the current URL itself.
    var isRedirectedInternally: Bool {
        internalRedirects.last?.from == request.currentURL
    }

    mutating func answerFromCache() {
        currentExchange = nil
        httpCacheUse = .hit
    }

    /// Records the CORS check's verdict on the current exchange.
    mutating func record(_ verdict: CORSVerdict) {
        update { $0.cors = verdict }
    }
}
