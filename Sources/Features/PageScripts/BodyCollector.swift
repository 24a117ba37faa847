internal import BrowserFetch
internal import BrowserInfra

/// Collects the first part of a streamed body for the report and the cache.
struct BodyCollector {
    /// The maximum size that the cache and a report keep, in bytes.
    private static let limit = 1 << 20

    private var kept: [UInt8] = []
    private var count = 0

    mutating func append(_ bytes: ByteString) {
        count += bytes.count
        let room = Self.limit - kept.count
        if room > 0 { kept += bytes.bytes.prefix(room) }
    }

    /// The first bytes of the body, up to the limit.
    var bytes: [UInt8] { kept }

    /// The whole body; `nil` if it exceeds the limit.
    var whole: ByteString? { count == kept.count ? ByteString(kept) : nil }

    /// Adds the collected body to the report, which was created before the body arrived.
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
