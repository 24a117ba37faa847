internal import BrowserCORS
internal import BrowserCookies
internal import BrowserInfra
internal import WebOrigin

/// One fetch under way, and what it leaves behind for the report.
///
/// https://fetch.spec.whatwg.org/#fetch-params
struct FetchParams {
    var request: Request
    /// The page that asks; `nil` for a typed navigation.
    let client: Page?
    var exchanges: [Exchange] = []
    /// The exchange of the current hop; `nil` where the cache answered, and nothing went out.
    private var currentExchange: Int?
    var preflightCacheUse = PreflightCacheUse.notNeeded
    var httpCacheUse = HTTPCacheUse.none
    var warnings: [RequestWarning]
    /// Whose cookies a preflight's answer wants gone.
    var clearingAfterPreflight: CookieContext?
    var internalRedirects: [InternalRedirect] = []
    var violationReports: [ViolationReport] = []
    /// Those of the reports that are under way, by their place.
    var reportsInFlight: [Int: Task<ViolationReport, Never>] = [:]
    /// What a handshake offers, and what came of it.
    var webSocketProtocols: [String] = []
    var webSocketAnswer: WebSocketHandshakeResponse?
    var webSocketVerdict: Result<String, WebSocketHandshakeFailure>?

    init(request: Request, client: Page?, warnings: [RequestWarning] = []) {
        self.request = request
        self.client = client
        self.warnings = warnings
    }

    /// Whose rules the request has to keep: the document that a frame is in, else the one that asks.
    var environment: Page? { request.target?.ancestors.last ?? client }

    mutating func begin(_ exchange: Exchange) {
        currentExchange = exchanges.count
        exchanges.append(exchange)
    }

    /// The current hop's request was not sent after all.
    mutating func discardExchange() {
        guard let index = currentExchange else { return }
        exchanges.remove(at: index)
        currentExchange = nil
    }

    /// Changes what is known of the current hop's exchange.
    mutating func update(_ change: (inout Exchange) -> Void) {
        guard let currentExchange else { return }
        change(&exchanges[currentExchange])
    }

    /// The browser redirects the request itself: nothing goes out.
    mutating func redirectInternally(_ reason: InternalRedirect.Reason) {
        currentExchange = nil
        let url = request.currentURL
        internalRedirects.append(
            InternalRedirect(from: url, to: url.upgradedToSecureScheme(), reason: reason)
        )
    }

    /// Whether what came last was the browser's own redirect.
    var isRedirectedInternally: Bool {
        internalRedirects.last?.from == request.currentURL
    }

    mutating func answerFromCache() {
        currentExchange = nil
        httpCacheUse = .hit
    }

    /// Notes the CORS check's verdict on the current exchange.
    mutating func record(_ verdict: CORSVerdict) {
        update { $0.cors = verdict }
    }
}
