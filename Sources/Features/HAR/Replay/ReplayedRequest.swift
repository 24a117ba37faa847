internal import BrowserCookies
package import BrowserFetch
package import BrowserHTTP
package import BrowserInfra
package import Explanations

/// A request of a HAR file: the verdict of a browser's rules, and what happened according to the
/// file.
package struct ReplayedRequest: Sendable {
    /// The request's number in the file, from 1.
    package var number: Int
    package var started: Moment
    package var method: String
    package var url: String
    /// The final status code that the browser received; 0 for none.
    package var status: Int
    package var error: String?
    package var fromCache: String?
    package var skip: SkipReason?
    package var report: FetchReport?
    /// The reconstructed request; `nil` for a skipped one.
    package var question: ReplayableRequest?
    package var credentials: CredentialsEvidence?
    /// The names of cookies that it carried and that no earlier response in the file set.
    package var seeded: [String] = []
    /// Whether the browser had cookies before it, and none from this request on.
    package var startsWithoutCookies = false
    /// The size of its body, if the file does not contain it.
    package var missingBody: Int?
    /// Whether it required a preflight that the file does not have.
    package var hasUnseenPreflight = false
    package var disagreements: [ReplayDifference] = []
    /// The suggested fixes, if they were searched for.
    package var advice: [Advice] = []
    /// The headers in the file that may be secret, even when nothing would be sent.
    package private(set) var archivedHeaders: [Header] = []
    package private(set) var archivedBodies: [ByteString] = []

    init(_ request: ArchivedRequest, of log: HARLog) {
        let first = log.entries[request.first]
        let last = log.entries[request.hops.last ?? request.first]
        number = request.first + 1
        started = first.started
        method = first.request.method
        url = first.request.url
        status = last.response.status
        error = last.response.error
        fromCache = first.fromCache
        let content = last.response.content
        let entries = (request.hops + request.preflights).map { log.entries[$0] }
        archivedHeaders = entries.flatMap { entry in
            entry.request.headers.headers + entry.response.headers.headers
                + (entry.request.cookies + entry.response.cookies).map(\.asHeader)
        }
        archivedBodies = entries.compactMap { entry in
            entry.request.postData.map { ByteString(utf8: $0.text) }
        }
        missingBody = content.body == nil && content.size > 0 ? content.size : nil
    }

    package var isBlocked: Bool {
        guard case .rejected(let failure)? = report?.outcome else { return false }
        return !failure.isNetworkFailure
    }

    package var isFailed: Bool {
        guard case .rejected(let failure)? = report?.outcome else { return false }
        return failure.isNetworkFailure
    }

    var isFailedInBrowser: Bool { error != nil || status == 0 }
}

/// A difference between the replay and what happened in the file's browser.
package enum ReplayDifference: Hashable, Sendable {
    case onlyBrowserSent(cookie: String, isInJar: Bool)
    case onlyCrumbSends(cookie: String)
    case onlyCrumbBlocks
    /// `status`: the response's status code in the file; 0 for none.
    case onlyBrowserFailed(error: String, status: Int)
}

extension ReplayedRequest {
    /// Stores the report, and compares it with the file.
    ///
    /// `answeredBy`: the entry of each exchange.
    mutating func conclude(
        _ report: FetchReport?,
        answeredBy entries: [Int?],
        in log: HARLog
    ) {
        guard let report else { return }
        self.report = report
        for (exchange, number) in zip(report.exchanges, entries) {
            guard let number else {
                if exchange.kind == .preflight { hasUnseenPreflight = true }
                continue
            }
            if exchange.kind != .preflight, log.hasCookies {
                compareCookies(of: exchange, with: log.entries[number])
            }
        }
        compareOutcome(of: report)
    }

    private mutating func compareCookies(of exchange: Exchange, with entry: HAREntry) {
        // Without a response, or from the cache, headers are provisional.
        guard entry.response.status != 0, entry.fromCache == nil else { return }
        let theirs = Set(entry.sentCookieNames)
        let ours = Set(exchange.cookies.filter(\.isSent).map(\.cookie.name.utf8Decoded))
        let stored = Set(exchange.cookies.map(\.cookie.name.utf8Decoded))
        disagreements += theirs.subtracting(ours).sorted().map {
            .onlyBrowserSent(cookie: $0, isInJar: stored.contains($0))
        }
        disagreements += ours.subtracting(theirs).sorted().map { .onlyCrumbSends(cookie: $0) }
    }

    /// Failures of the network itself are in the file, and are replayed as they are.
    private static let networkErrors = [
        "net::ERR_ABORTED", "net::ERR_ADDRESS", "net::ERR_CERT", "net::ERR_CONNECTION",
        "net::ERR_EMPTY", "net::ERR_HTTP2", "net::ERR_INTERNET", "net::ERR_NAME",
        "net::ERR_NETWORK", "net::ERR_SSL", "net::ERR_TIMED", "net::ERR_TUNNEL",
    ]

    private mutating func compareOutcome(of report: FetchReport) {
        if isBlocked {
            if !isFailedInBrowser { disagreements.append(.onlyCrumbBlocks) }
            return
        }
        if case .fulfilled(let response) = report.outcome, response.bodyError != nil { return }
        guard let error, !Self.networkErrors.contains(where: { error.hasPrefix($0) }) else {
            return
        }
        disagreements.append(.onlyBrowserFailed(error: error, status: status))
    }
}

extension HARCookie {
    /// The cookie as a request header.
    fileprivate var asHeader: Header {
        Header(name: "Cookie", value: ByteString(utf8: "\(name)=\(value)"))
    }
}
