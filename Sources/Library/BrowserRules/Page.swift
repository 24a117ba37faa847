/// A document that is open in a browser.
public struct Page: Hashable, Sendable, Codable {
    /// Its address.
    public var url: WebURL
    /// The addresses of the documents around it, the outermost first; empty for a page of a tab's own.
    public var framedBy: [WebURL]

    /// A page.
    ///
    /// - Parameters:
    ///   - url: Its address.
    ///   - framedBy: The documents around it, the outermost first.
    public init(_ url: WebURL, framedBy: [WebURL] = []) {
        self.url = url
        self.framedBy = framedBy
    }
}
