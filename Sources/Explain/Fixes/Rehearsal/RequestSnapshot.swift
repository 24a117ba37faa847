internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// What was asked, and what was answered: enough to ask again without a network.
struct RequestSnapshot: Sendable {
    /// A request on its way through redirects, with what came back.
    struct Hop: Hashable, Sendable {
        var url: WebURL
        /// The answer to the preflight; `nil` where none was sent.
        var preflight: HTTPResponse?
        /// `nil` where the request was not sent, or nothing came.
        var response: HTTPResponse?
    }

    var page: Page?
    var asked: OriginalRequest
    /// As far as the request came; empty where nothing was sent.
    var hops: [Hop]
    /// The cookies of every site that was asked, before it was.
    var jar: [Cookie]
    var started: Moment
    /// Where hosts are, as far as a refusal has told.
    var addressSpaces: [String: AddressSpace] = [:]
    /// Whether the page's user had allowed what it asks for: what went out was allowed to.
    var isPermitted = true

    /// `nil` for a report that no browser made.
    init?(_ report: FetchReport) {
        guard let asked = report.asked, let started = report.started else { return nil }
        page = report.page
        self.asked = asked
        self.started = started
        hops = []
        jar = []
        if case .rejected(.localNetwork(let refusal)) = report.outcome, let host = refusal.url.host
        {
            addressSpaces[host.serialized] = refusal.space
            isPermitted = false
        }
        var preflight: Exchange?
        for exchange in report.exchanges {
            if exchange.kind == .preflight {
                preflight = exchange
                continue
            }
            hops.append(
                Hop(url: exchange.url, preflight: preflight?.response, response: exchange.response)
            )
            preflight = nil
            for cookie in exchange.cookies.map(\.cookie) where isNew(cookie, in: report) {
                jar.append(cookie)
            }
        }
        if let preflight { hops.append(Hop(url: preflight.url, preflight: preflight.response)) }
        for cookie in report.unsentCookies.map(\.cookie) where !jar.contains(cookie) {
            jar.append(cookie)
        }
    }

    /// Whether it is not known yet, and was not set by this very request.
    private func isNew(_ cookie: Cookie, in report: FetchReport) -> Bool {
        !jar.contains { $0.identity == cookie.identity }
            && !report.exchanges.contains { exchange in
                exchange.setCookies.contains {
                    $0.effect == .created && $0.cookie?.identity == cookie.identity
                }
            }
    }

    /// The URL that was asked for; `nil` where it could not be parsed.
    var target: WebURL? {
        if let first = hops.first { return first.url }
        let text =
            switch asked {
            case .fetch(let request): request.url
            case .load(let request): request.url
            case .navigation(let request, _): request.url
            case .beacon(let request): request.url
            case .eventSource(let request): request.url
            case .webSocket(let request): request.url
            }
        return try? WebURL(parsing: text, base: page?.url)
    }

    /// Whether the whole tab navigates.
    var isNavigationOfTheTab: Bool {
        if case .navigation(_, let target) = asked { target.isTopLevel } else { false }
    }
}

extension FetchReport {
    /// When its first request was sent; any moment does where none was.
    fileprivate var started: Moment? { exchanges.first?.started ?? .epoch }
}
