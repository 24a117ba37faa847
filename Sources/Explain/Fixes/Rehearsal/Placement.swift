internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import Explanations
internal import WebOrigin

/// Where page and API live, as far as it differs from where they are.
struct Placement: Hashable, Sendable {
    enum Move: Hashable, Sendable {
        case none
        /// This machine has several names; all are this one then.
        case oneName(Host)
        /// Both below one registrable domain.
        case oneSite(page: Host, target: Host)
        /// The page's own server passes the calls on, and rewrites the cookies' Domain; a
        /// developer's has it built in.
        case proxy(isDevelopers: Bool)
        /// The page in a tab of its own, not in a frame of another site.
        case ownTab
        /// A page that was opened as a file comes over http.
        case served(WebURL)
        /// A frame with allow-same-origin.
        case unsandboxed

        var renamesPage: Bool {
            switch self {
            case .oneSite, .served, .unsandboxed: true
            case .none, .oneName, .proxy, .ownTab: false
            }
        }
    }

    enum Secured: Hashable, Sendable {
        case none, target, page, both
    }

    var move = Move.none

    var isProxied: Bool {
        if case .proxy = move { true } else { false }
    }

    var secured = Secured.none

    static let asIs = Placement()

    var cost: Int {
        let cost =
            switch move {
            case .none: 0
            case .oneName, .served, .unsandboxed: 3
            case .ownTab: 7
            case .proxy(isDevelopers: true): 9
            case .proxy(isDevelopers: false): 14
            case .oneSite: 11
            }
        return switch secured {
        case .none: cost
        case .target: cost + 6
        // By itself it helps where the target is on https already: half of it is done.
        case .page: cost + (move == .none ? 3 : 6)
        case .both: cost + 7
        }
    }
}

extension Placement {
    /// Every place that is worth a try, the cheapest first.
    static func candidates(
        for situation: RequestSnapshot,
        suffixes: PublicSuffixList
    ) -> [Placement] {
        guard let target = situation.target, target.isHTTP, let host = target.host else {
            return [.asIs]
        }
        var moves = [Move.none]
        if let page = situation.page {
            moves += Self.moves(of: page, to: target, host, suffixes)
        } else if host.isUnspecifiedAddress {
            moves.append(.oneName(.domain("localhost")))
        }
        let isTargetInsecure =
            situation.hops.contains { $0.url.scheme == "http" } || target.scheme == "http"
            || situation.redirectsToHTTP
        let isPageInsecure = situation.page.map { $0.top.url.scheme == "http" } ?? false
        var secured = [Secured.none]
        if isTargetInsecure { secured.append(.target) }
        if isPageInsecure { secured.append(.page) }
        if isTargetInsecure, isPageInsecure { secured.append(.both) }
        return moves.flatMap { move in secured.map { Placement(move: move, secured: $0) } }
            .sorted { $0.cost < $1.cost }
    }

    private static func moves(
        of page: Page,
        to target: WebURL,
        _ host: Host,
        _ suffixes: PublicSuffixList
    ) -> [Move] {
        var moves: [Move] = []
        if page.url.scheme == "file",
            let own = try? WebURL(parsing: "http://\(host.localName):5500/")
        {
            moves.append(.served(own))
        } else if page.origin.isOpaque, page.url.isHTTP {
            moves.append(.unsandboxed)
        }
        if !page.ancestors.isEmpty { moves.append(.ownTab) }
        guard let pageHost = page.top.url.host, page.top.url.isHTTP else { return moves }
        if pageHost.isThisMachine, host.isThisMachine {
            let name = Host.common(pageHost, host)
            if name != pageHost || name != host { moves.append(.oneName(name)) }
        }
        let isOwnTarget = page.url.origin.isSameOrigin(as: target.origin)
        if !isOwnTarget, page.ancestors.isEmpty {
            moves.append(.proxy(isDevelopers: pageHost.isThisMachine))
        }
        if !pageHost.isThisMachine, page.ancestors.isEmpty,
            let pair = sitePair(pageHost, host, isSecure: target.scheme == "https", suffixes)
        {
            moves.append(.oneSite(page: pair.0, target: pair.1))
        }
        return moves
    }

    /// Names below one registrable domain; `nil` where they are there already.
    private static func sitePair(
        _ page: Host,
        _ target: Host,
        isSecure: Bool,
        _ suffixes: PublicSuffixList
    ) -> (Host, Host)? {
        let pageDomain = suffixes.registrableDomain(of: page)
        let targetDomain = suffixes.registrableDomain(of: target)
        if let pageDomain, pageDomain == targetDomain { return nil }
        // Below github.io nobody has more than one name.
        let suffix = suffixes.publicSuffix(of: page)
        let isOwn = suffix.map { suffixes.section(of: $0) != .company } ?? false
        if let pageDomain, isOwn, suffixSentence(page, target, suffixes) == nil {
            return (page, .domain("api.\(pageDomain)"))
        }
        let own = isSecure ? "example.com" : "shop.test"
        return (.domain("app.\(own)"), .domain("api.\(own)"))
    }
}

extension Host {
    /// 0.0.0.0 or [::]: what a server prints that listens everywhere.
    var isUnspecifiedAddress: Bool {
        switch self {
        case .ipv4(let address): address == 0
        case .ipv6(let pieces): pieces.allSatisfy { $0 == 0 }
        case .domain, .opaque, .empty: false
        }
    }

    /// By any of its names.
    var isThisMachine: Bool { isLoopback || isUnspecifiedAddress }

    /// A name for this machine that a page can have: its own, if it is one.
    fileprivate var localName: String { isLoopback ? serialized : "localhost" }

    /// The one to keep of two names of this machine: the page's, unless it is less usual.
    fileprivate static func common(_ page: Host, _ target: Host) -> Host {
        func isUsual(_ host: Host) -> Bool {
            if case .ipv6 = host { return false }
            return host.isLoopback
        }
        if isUsual(page) { return page }
        if isUsual(target) { return target }
        return .domain("localhost")
    }
}

extension RequestSnapshot {
    /// Whether an answer sends an https request to http.
    var redirectsToHTTP: Bool {
        hops.contains { hop in
            guard hop.url.scheme == "https",
                let location = hop.response?.headers.get("Location")?.isomorphicDecoded
            else { return false }
            return (try? WebURL(parsing: location, base: hop.url))?.scheme == "http"
        }
    }
}

// MARK: Going there

extension Placement {
    func apply(to situation: RequestSnapshot) -> RequestSnapshot {
        guard self != .asIs else { return situation }
        var moved = situation
        moved.page = situation.page.map { page($0, in: situation) }
        let target = { (url: WebURL) in self.target(url, of: situation, from: moved.page) }
        switch situation.asked {
        case .fetch(var request):
            if let url = situation.target { request.url = target(url).href }
            moved.asked = .fetch(request)
        case .load(var request):
            if let url = situation.target { request.url = target(url).href }
            moved.asked = .load(request)
        case .navigation(var request, let place):
            if let url = situation.target { request.url = target(url).href }
            moved.asked = .navigation(request, in: self.place(place, in: situation))
        case .beacon(var request):
            if let url = situation.target { request.url = target(url).href }
            moved.asked = .beacon(request)
        case .eventSource(var request):
            if let url = situation.target { request.url = target(url).href }
            moved.asked = .eventSource(request)
        case .webSocket(var request):
            if let url = situation.target { request.url = target(url).webSocketURL.href }
            moved.asked = .webSocket(request)
        }
        moved.hops = situation.hops.map { hop in
            var new = hop
            new.url = target(hop.url)
            guard var response = hop.response else { return new }
            if let text = response.headers.get("Location")?.isomorphicDecoded,
                let location = try? WebURL(parsing: text, base: hop.url)
            {
                response.headers.set("Location", ByteString(utf8: target(location).href))
            }
            new.response = response
            return new
        }
        return moved
    }

    private func page(_ page: Page, in situation: RequestSnapshot) -> Page {
        var page = page
        let isOpaque = page.origin.isOpaque
        switch move {
        case .none, .proxy: break
        case .ownTab: page.ancestors = []
        case .served(let url): return Page(url: url)
        case .unsandboxed:
            page.origin = page.url.origin
            return page
        case .oneName(let host):
            if page.url.host?.isThisMachine == true { page.url = page.url.with(host: host) }
        case .oneSite(let host, _): page.url = page.url.with(host: host)
        }
        if secured == .page || secured == .both {
            page.url = page.url.upgradedToSecureScheme()
        }
        page.ancestors = page.ancestors.map { self.page($0, in: situation) }
        if !isOpaque { page.origin = page.url.origin }
        return page
    }

    /// The tab or frame that a navigation fills.
    private func place(_ target: NavigationTarget, in situation: RequestSnapshot) -> NavigationTarget {
        var target = target
        target.document = target.document.map { page($0, in: situation) }
        if move == .unsandboxed { target.sandbox.remove(.origin) }
        // What is in the page goes with it; the page itself is what the tab shows.
        let isInPage = target.ancestors.last == situation.page
        target.ancestors =
            move == .ownTab && !isInPage ? [] : target.ancestors.map { page($0, in: situation) }
        if move == .ownTab { target.ancestors = Array(target.ancestors.suffix(1)) }
        return target
    }

    /// The same URL there; URLs of others stay, but for their scheme.
    func target(_ url: WebURL, of situation: RequestSnapshot, from page: Page?) -> WebURL {
        var url = url
        let isTarget = url.host == situation.target?.host
        switch move {
        case .none, .ownTab, .served, .unsandboxed: break
        case .oneName(let host):
            if url.host?.isThisMachine == true { url = url.with(host: host) }
        case .oneSite(_, let host): if isTarget { url = url.with(host: host) }
        case .proxy:
            if isTarget, let page { return url.with(originOf: page.url) }
        }
        return secured == .target || secured == .both ? url.upgradedToSecureScheme() : url
    }
}

extension WebURL {
    func with(host: Host) -> WebURL {
        rewritten(scheme: scheme, authority: host.serialized + (port.map { ":\($0)" } ?? ""))
    }

    func with(originOf other: WebURL) -> WebURL {
        let port = other.port.map { ":\($0)" } ?? ""
        return rewritten(scheme: other.scheme, authority: (other.host?.serialized ?? "") + port)
    }

    private func rewritten(scheme: String, authority: String) -> WebURL {
        let rest = serializedPath + (query.map { "?\($0)" } ?? "")
        return (try? WebURL(parsing: "\(scheme)://\(authority)\(rest)")) ?? self
    }
}
