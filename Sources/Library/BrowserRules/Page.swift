internal import BrowserFetch

/// A document that is open in a browser.
public struct Page: Hashable, Sendable, Codable {
    /// Its address.
    public var url: WebURL
    /// The addresses of the documents around it, the outermost first; empty for a page of a tab's own.
    public var framedBy: [WebURL]
    /// The headers that its response came with, of which those count that are its policies:
    /// `Content-Security-Policy`, `Referrer-Policy`, `Cross-Origin-Embedder-Policy`, `Permissions-Policy`.
    public var headers: Headers

    /// A page.
    ///
    /// - Parameters:
    ///   - url: Its address.
    ///   - framedBy: The documents around it, the outermost first.
    ///   - headers: The headers that its response came with.
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
