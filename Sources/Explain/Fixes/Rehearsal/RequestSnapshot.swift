internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// The requests and responses of a report, which suffice to repeat it without a network.
struct RequestSnapshot: Sendable {
    /// A request on its way through redirects, with its responses.
    struct Hop: Hashable, Sendable {
        var url: WebURL
        /// The response to the preflight; `nil` if none was sent.
        var preflight: HTTPResponse?
        /// The response; `nil` if the request was not sent, or there was none.
        var response: HTTPResponse?
    }

    var page: Page?
    var asked: OriginalRequest
    /// The hops that the request reached; empty if nothing was sent.
    var hops: [Hop]
    /// The cookies of every requested site, before the request.
    var jar: [Cookie]
    var started: Moment
    /// The address spaces of hosts, as far as refusals mention them.
    var addressSpaces: [String: AddressSpace] = [:]
    /// Whether the user had granted the page access to the local network, because a request that was
    /// sent was allowed.
    var isPermitted = true

    /// Creates the snapshot; `nil` for a report that was not made by a browser.
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

    /// Whether the cookie is not in the list yet, and was not set by this request.
    private func isNew(_ cookie: Cookie, in report: FetchReport) -> Bool {
        !jar.contains { $0.identity == cookie.identity }
            && !report.exchanges.contains { exchange in
                exchange.setCookies.contains {
                    $0.effect == .created && $0.cookie?.identity == cookie.identity
                }
            }
    }

    /// The URL of the request; `nil` if it could not be parsed.
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

    /// Whether the request navigates the tab.
    var isNavigationOfTheTab: Bool {
        if case .navigation(_, let target) = asked { target.isTopLevel } else { false }
    }
}

extension FetchReport {
    /// The time of the first request; an arbitrary moment if there was none.
    fileprivate var started: Moment? { exchanges.first?.started ?? .epoch }
}
