internal import BrowserCookies
package import BrowserFetch
package import BrowserHTTP
package import BrowserInfra
package import Explanations

/// One request of a HAR file: what a browser's rules say of it, and what the file says happened.
package struct ReplayedRequest: Sendable {
    /// Where it stands in the file, from 1.
    package var number: Int
    package var started: Moment
    package var method: String
    package var url: String
    /// What the browser had at its end; 0 for nothing.
    package var status: Int
    package var error: String?
    package var fromCache: String?
    package var skip: SkipReason?
    package var report: FetchReport?
    /// What was asked; `nil` for what is left out.
    package var question: ReplayableRequest?
    package var credentials: CredentialsEvidence?
    /// Cookies that it carried, and that nothing in the file set before it.
    package var seeded: [String] = []
    /// Whether the browser had cookies before it, and no more from it on.
    package var startsWithoutCookies = false
    /// The size of its body, where the file does not have it.
    package var missingBody: Int?
    /// Whether a preflight was needed that the file does not have.
    package var hasUnseenPreflight = false
    package var disagreements: [ReplayDifference] = []
    /// What to change, where somebody has looked for it.
    package var advice: [Advice] = []
    /// What the file has of it that may be secret, also where nothing would be sent.
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

/// Where the file shows that its browser did something else.
package enum ReplayDifference: Hashable, Sendable {
    case onlyBrowserSent(cookie: String, isInJar: Bool)
    case onlyCrumbSends(cookie: String)
    case onlyCrumbBlocks
    /// `status`: what the file has of a response; 0 for none.
    case onlyBrowserFailed(error: String, status: Int)
}

extension ReplayedRequest {
    /// Compares the report with the file.
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
        // Without a response, and from the cache, headers are provisional.
        guard entry.response.status != 0, entry.fromCache == nil else { return }
        let theirs = Set(entry.sentCookieNames)
        let ours = Set(exchange.cookies.filter(\.isSent).map(\.cookie.name.utf8Decoded))
        let stored = Set(exchange.cookies.map(\.cookie.name.utf8Decoded))
        disagreements += theirs.subtracting(ours).sorted().map {
            .onlyBrowserSent(cookie: $0, isInJar: stored.contains($0))
        }
        disagreements += ours.subtracting(theirs).sorted().map { .onlyCrumbSends(cookie: $0) }
    }

    /// The network's own failures are in the file, and are the same here.
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
    /// As a request carries it.
    fileprivate var asHeader: Header {
        Header(name: "Cookie", value: ByteString(utf8: "\(name)=\(value)"))
    }
}
