internal import BrowserCookies
package import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// A page's request, reconstructed from what was sent on the wire.
package enum ReplayableRequest: Sendable {
    case fetch(FetchRequest, from: Page)
    case element(LoadRequest, from: Page)
    case navigation(NavigationRequest, from: Page?)
    /// A request to which the rules do not apply here.
    case none(SkipReason)
}

/// The reason why an entry is not replayed.
package enum SkipReason: Hashable, Sendable {
    /// data:, blob:, an extension's …
    case notHTTP(scheme: String)
    case webSocket
    /// A service worker responded, so the request never reached the network's rules.
    case serviceWorker
    /// A browser extension, such as an ad blocker, responded or redirected it.
    case browserExtension
    /// An HTTP/2 push that no page used.
    case pushed
    case invalidURL
    /// Neither the file nor `--from` has the page that made the request.
    case unknownPage
}

/// Determines a request's kind from its headers and from DevTools' resource type.
struct RequestReconstruction {
    let log: HARLog
    let pages: InitiatorPage

    func question(of request: ArchivedRequest, credentials: CredentialsMode) -> ReplayableRequest {
        let entry = log.entries[request.first]
        guard let url = try? WebURL(parsing: entry.request.url) else { return .none(.invalidURL) }
        if url.scheme == "ws" || url.scheme == "wss" || entry.resourceType == "websocket" {
            return .none(.webSocket)
        }
        if entry.response.isFromServiceWorker { return .none(.serviceWorker) }
        guard url.isHTTP else { return .none(.notHTTP(scheme: url.scheme)) }
        if entry.isPushed, entry.response.status == 0 { return .none(.pushed) }
        if isExtensionRedirect(entry, at: url) { return .none(.browserExtension) }
        switch kind(of: entry) {
        case .navigation: return navigation(entry, to: url)
        case .element(let destination):
            guard let page = pages.page(of: entry) else { return .none(.unknownPage) }
            let isCORS = fetchMode(of: entry) == .cors
            // (Elements that always use CORS do so with either value of the attribute.)
            guard let kind = ResourceKind(of: destination) else {
                return .fetch(fetch(request, credentials: credentials), from: page)
            }
            return .element(
                LoadRequest(
                    url: entry.request.url,
                    as: kind,
                    crossorigin: !isCORS
                        ? .none : credentials == .include ? .useCredentials : .anonymous
                ),
                from: page
            )
        case .fetch:
            guard let page = pages.page(of: entry) else { return .none(.unknownPage) }
            return .fetch(fetch(request, credentials: credentials), from: page)
        }
    }

    /// Whether an extension redirected the request. Chrome records this as an internal redirect, as it
    /// does an HSTS upgrade, but that leads to an http or https URL.
    private func isExtensionRedirect(_ entry: HAREntry, at url: WebURL) -> Bool {
        guard Status.isRedirect(entry.response.status),
            entry.response.statusText == "Internal Redirect",
            let location = entry.response.location,
            let target = try? WebURL(parsing: location, base: url)
        else { return false }
        return !target.isHTTP
    }

    // MARK: Kinds

    enum Kind: Equatable {
        case fetch, navigation
        case element(Destination)
    }

    private static let destinations: [String: Destination] = [
        "stylesheet": .style, "media": .video, "texttrack": .track, "image": .image,
        "script": .script, "font": .font, "manifest": .manifest,
    ]

    func kind(of entry: HAREntry) -> Kind {
        let headers = entry.request.headers
        let destination = headers.get("Sec-Fetch-Dest")?.isomorphicDecoded
        switch destination {
        case "document", "iframe", "frame", "embed", "object": return .navigation
        case "empty": return .fetch
        case let name?:
            if let destination = Destination(rawValue: name) { return .element(destination) }
        case nil: break
        }
        // Over plain http, no header contains it.
        if entry.resourceType == "document" { return .navigation }
        if let type = entry.resourceType, let destination = Self.destinations[type] {
            return .element(destination)
        }
        guard entry.resourceType == nil else { return .fetch }
        return RequestKindHeuristics(entry).kind
    }

    func fetchMode(of entry: HAREntry) -> RequestMode {
        let headers = entry.request.headers
        let said = headers.get("Sec-Fetch-Mode").flatMap {
            RequestMode(name: $0.isomorphicDecoded)
        }
        if let said { return said }
        switch kind(of: entry) {
        case .navigation: return .navigate
        case .fetch:
            if entry.resourceType == "ping" { return .noCORS }
            // No browser omits Origin from a cross-origin request in any other mode.
            let isWithoutOrigin = entry.resourceType == nil && !headers.contains("Origin")
            return isWithoutOrigin && isCrossOrigin(entry) ? .noCORS : .cors
        case .element(.font): return .cors
        case .element: return headers.contains("Origin") ? .cors : .noCORS
        }
    }

    private func isCrossOrigin(_ entry: HAREntry) -> Bool {
        guard let page = pages.page(of: entry), let url = try? WebURL(parsing: entry.request.url)
        else { return false }
        return !page.origin.isSameOrigin(as: url.origin)
    }

    // MARK: Navigations

    private func navigation(_ entry: HAREntry, to url: WebURL) -> ReplayableRequest {
        let headers = entry.request.headers
        let destination = headers.get("Sec-Fetch-Dest")?.isomorphicDecoded
        let top = pages.topURL(of: entry)
        let isFrame = destination.map { $0 != "document" } ?? isAnotherDocument(entry, of: top)
        if isFrame {
            guard let page = top.map({ Page(url: $0) }) ?? pages.page(of: entry) else {
                return .none(.unknownPage)
            }
            let load = LoadRequest(url: entry.request.url, as: .iframe)
            return .element(load, from: page)
        }
        let isPost = entry.request.method == "POST"
        let site = headers.get("Sec-Fetch-Site")?.isomorphicDecoded
        let initiator = referrerPage(of: entry, site: site, url: url)
        let kind: NavigationKind = isPost ? .form : initiator == nil ? .typed : .link
        let navigation = NavigationRequest(
            url: entry.request.url,
            kind: kind,
            method: isPost ? "POST" : "GET",
            body: isPost ? ByteString(utf8: entry.request.postData?.text ?? "") : nil,
            bodyContentType: headers.get("Content-Type")
        )
        return .navigation(navigation, from: initiator)
    }

    /// Whether this is not the tab's own document, which a redirect may lead to.
    private func isAnotherDocument(_ entry: HAREntry, of top: WebURL?) -> Bool {
        guard let top, !Status.isRedirect(entry.response.status) else { return false }
        return top.serialized(excludingFragment: true) != entry.request.url
    }

    /// The page with the link or the form.
    private func referrerPage(of entry: HAREntry, site: String?, url: WebURL) -> Page? {
        if site == "none" { return nil }
        let headers = entry.request.headers
        for name in ["Referer", "Origin"] {
            if let text = headers.get(name)?.isomorphicDecoded, text != "null",
                let page = try? WebURL(parsing: text)
            {
                return Page(url: page)
            }
        }
        switch site {
        case "same-origin", "same-site": return Page(url: url)
        // A page of another site, which is unknown.
        case "cross-site":
            return (try? WebURL(parsing: "about:blank")).map { Page(url: $0, isSandboxed: true) }
        default: return nil
        }
    }

    // MARK: fetch()

    private func fetch(_ request: ArchivedRequest, credentials: CredentialsMode) -> FetchRequest {
        let entry = log.entries[request.first]
        var fetch = FetchRequest(
            url: entry.request.url,
            method: entry.request.method,
            mode: fetchMode(of: entry),
            credentials: credentials,
            // A redirect that was not followed must have been requested in manual mode.
            redirect: isFollowed(request) ? .follow : .manual,
            api: entry.resourceType == "xhr" ? .xhr : .fetch
        )
        if fetch.mode == .navigate { fetch.mode = .cors }
        fetch.headers = pageHeaders(of: request)
        if let data = entry.request.postData, !["GET", "HEAD"].contains(entry.request.method) {
            fetch.body = ByteString(utf8: data.text)
        }
        return fetch
    }

    private func isFollowed(_ request: ArchivedRequest) -> Bool {
        guard let last = request.hops.last else { return true }
        let response = log.entries[last].response
        return !Status.isRedirect(response.status) || response.error != nil
    }

    /// The headers that browsers add on their own, in lowercase. Those that a page may not set are
    /// recognized by name.
    private static let addedByBrowsers: Set<String> = [
        "accept", "accept-language", "cache-control", "device-memory", "downlink", "dpr", "ect",
        "if-modified-since", "if-none-match", "pragma", "priority", "purpose", "range", "rtt",
        "save-data", "upgrade-insecure-requests", "user-agent", "viewport-width", "x-client-data",
    ]

    /// The headers that the page set: those in the preflight, if there was one, and otherwise those
    /// that no browser adds.
    private func pageHeaders(of request: ArchivedRequest) -> [Header] {
        let headers = log.entries[request.first].request.headers.headers
        let asked = request.preflights.first.map { preflight in
            let value = log.entries[preflight].request.headers.get("Access-Control-Request-Headers")
            return Set(value?.tokenList?.map(\.asciiLowercased) ?? [])
        }
        var own = headers.filter { header in
            let name = header.name.asciiLowercased
            if Header.isForbiddenInRequest(name: name, value: header.value) { return false }
            // Some programs write the request line as a header.
            guard Header.isValidName(header.name), Header.isValidValue(header.value) else {
                return false
            }
            if let asked { return asked.contains(name) || name == "content-type" }
            return !Self.addedByBrowsers.contains(name)
        }
        // A request whose preflight failed has no headers of its own in the file.
        for name in (asked ?? []).sorted()
        where !own.contains(where: { $0.name.asciiLowercased == name }) {
            own.append(Header(name: name, value: "1"))
        }
        return own
    }
}
