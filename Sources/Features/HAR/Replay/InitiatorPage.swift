internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// Which document made a request, as far as a HAR file tells.
///
/// No file names it outright. DevTools names the tab's page; a document in a frame shows in the
/// `Origin` and `Referer` headers of its requests.
struct InitiatorPage {
    private let log: HARLog
    /// Where the file names none.
    private let fallback: Page?
    private let titles: [String: WebURL]
    /// Origins of documents that the file has: a `Referer` of another may be a style sheet's.
    private let documents: Set<Origin>

    init(_ log: HARLog, fallback: Page?) {
        self.log = log
        self.fallback = fallback
        var titles: [String: WebURL] = [:]
        for page in log.pages {
            // DevTools' title is the URL; others' is what the tab shows.
            guard let url = try? WebURL(parsing: page.title), url.isHTTP else { continue }
            titles[page.id] = url
        }
        self.titles = titles
        documents = Set(
            log.entries.filter { $0.resourceType == "document" }
                .compactMap { try? WebURL(parsing: $0.request.url).origin }
        )
    }

    /// The page that the tab showed.
    func topURL(of entry: HAREntry) -> WebURL? {
        entry.pageref.flatMap { titles[$0] }
    }

    /// The document that asked; `nil` where nothing in the file says.
    func page(of entry: HAREntry) -> Page? {
        let headers = entry.request.headers
        let referer = headers.get("Referer").flatMap { try? WebURL(parsing: $0.isomorphicDecoded) }
        let origin = headers.get("Origin")?.isomorphicDecoded
        let top = topURL(of: entry)
        let originURL = origin.flatMap { $0 == "null" ? nil : try? WebURL(parsing: $0) }
        guard let top else {
            if let originURL {
                return Page(
                    url: referer?.origin == originURL.origin ? referer ?? originURL : originURL
                )
            }
            if let referer { return Page(url: referer) }
            if entry.initiator?.type == "parser", let text = entry.initiator?.url,
                let url = try? WebURL(parsing: text), url.isHTTP
            {
                return Page(url: url)
            }
            return fallback
        }
        // Without a Referer as well, it is no redirect that made the origin null.
        if origin == "null", referer == nil {
            return Page(url: top, isSandboxed: true)
        }
        if let originURL, originURL.origin != top.origin {
            return Page(url: originURL, inFramesOf: [Page(url: top)])
        }
        if originURL == nil, let referer, referer.origin != top.origin,
            documents.contains(referer.origin)
        {
            return Page(url: referer, inFramesOf: [Page(url: top)])
        }
        return Page(url: top)
    }
}
