internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// Determines the document that made a request, as far as a HAR file allows.
///
/// No file states it outright. DevTools writes the tab's page; a document in a frame shows in the
/// `Origin` and `Referer` headers of its requests.
struct InitiatorPage {
    private let log: HARLog
    /// The page for requests without one in the file.
    private let fallback: Page?
    private let titles: [String: WebURL]
    /// Origins of documents in the file: a `Referer` with another origin may be that of a style
    /// sheet.
    private let documents: Set<Origin>

    init(_ log: HARLog, fallback: Page?) {
        self.log = log
        self.fallback = fallback
        var titles: [String: WebURL] = [:]
        for page in log.pages {
            // In DevTools' files the title is the URL; in others it is the document's title.
            guard let url = try? WebURL(parsing: page.title), url.isHTTP else { continue }
            titles[page.id] = url
        }
        self.titles = titles
        documents = Set(
            log.entries.filter { $0.resourceType == "document" }
                .compactMap { try? WebURL(parsing: $0.request.url).origin }
        )
    }

    /// The top-level page of the tab.
    func topURL(of entry: HAREntry) -> WebURL? {
        entry.pageref.flatMap { titles[$0] }
    }

    /// The document that made the request; `nil` when nothing in the file shows it.
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
        // Without a Referer either, the origin is not null because of a redirect.
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
