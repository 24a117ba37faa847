internal import CORS
internal import Infra

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

    init(request: Request, client: Page?, warnings: [RequestWarning] = []) {
        self.request = request
        self.client = client
        self.warnings = warnings
    }

    mutating func begin(_ exchange: Exchange) {
        currentExchange = exchanges.count
        exchanges.append(exchange)
    }

    /// Changes what is known of the current hop's exchange.
    mutating func update(_ change: (inout Exchange) -> Void) {
        guard let currentExchange else { return }
        change(&exchanges[currentExchange])
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
