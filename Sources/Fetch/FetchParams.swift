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
    var preflightCacheUse = PreflightCacheUse.notNeeded
    var warnings: [RequestWarning]

    init(request: Request, client: Page?, warnings: [RequestWarning] = []) {
        self.request = request
        self.client = client
        self.warnings = warnings
    }

    /// Notes the CORS check's verdict on the latest exchange.
    mutating func record(_ verdict: CORSVerdict) {
        guard !exchanges.isEmpty else { return }
        exchanges[exchanges.count - 1].cors = verdict
    }
}
