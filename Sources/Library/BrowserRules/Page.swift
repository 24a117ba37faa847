internal import BrowserFetch

/// A document that is open in a browser.
public struct Page: Hashable, Sendable, Codable {
    /// The document's URL.
    public var url: WebURL
    /// The URLs of the documents that contain this one in frames, the outermost first; empty for a
    /// top-level document.
    public var framedBy: [WebURL]
    /// The headers of the document's response. Only its policies matter: `Content-Security-Policy`,
    /// `Referrer-Policy`, `Cross-Origin-Embedder-Policy`, `Permissions-Policy`.
    public var headers: Headers

    /// Creates a page.
    ///
    /// - Parameters:
    ///   - url: The document's URL.
    ///   - framedBy: The URLs of the documents that contain it in frames, the outermost first.
    ///   - headers: The headers of the document's response.
    public init(_ url: WebURL, framedBy: [WebURL] = [], headers: Headers = [:]) {
        self.url = url
        self.framedBy = framedBy
        self.headers = headers
    }

    var engine: EnginePage {
        var ancestors: [EnginePage] = []
        for url in framedBy {
            ancestors.append(EnginePage(url: url.engine, inFramesOf: ancestors))
        }
        var page = EnginePage(url: url.engine, inFramesOf: ancestors)
        if !headers.fields.isEmpty {
            page.policies = PolicyContainer(of: EngineResponse(status: 200, headers: headers.list))
        }
        return page
    }
}
