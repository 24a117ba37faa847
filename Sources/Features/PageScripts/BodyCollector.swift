internal import BrowserFetch
internal import BrowserInfra

/// The beginning of a body that goes by, for the report and the cache.
struct BodyCollector {
    /// What the cache and a report keep at most, in bytes.
    private static let limit = 1 << 20

    private var kept: [UInt8] = []
    private var count = 0

    mutating func append(_ bytes: ByteString) {
        count += bytes.count
        let room = Self.limit - kept.count
        if room > 0 { kept += bytes.bytes.prefix(room) }
    }

    /// What came first.
    var bytes: [UInt8] { kept }

    /// All of it; `nil` where that is more than is kept.
    var whole: ByteString? { count == kept.count ? ByteString(kept) : nil }

    /// Puts what came of the body into the report, which was made before it.
    func complete(_ report: inout FetchReport, failure: FetchFailure?) {
        let cutFrom = count == kept.count ? nil : count
        if let last = report.exchanges.indices.last {
            report.exchanges[last].response?.body = ByteString(kept)
            report.exchanges[last].response?.bodyCutFrom = cutFrom
            if case .transport(let error)? = failure {
                report.exchanges[last].response?.bodyError = error
            }
        }
        guard case .fulfilled(var response) = report.outcome else { return }
        if response.body != nil {
            response.body = ByteString(kept)
            response.bodyCutFrom = cutFrom
            response.bodyError = failure
        }
        report.outcome = .fulfilled(response)
    }
}
