internal import BrowserFetch
internal import BrowserJSON
internal import WebOrigin

/// What a page is told of a response before its body, or with it.
struct PageHead {
    var document: Int
    /// Of the request.
    var id: Int
    var response: PageResponse
    var hasNullBody: Bool
    /// What a module imports goes by it.
    var policy: ReferrerPolicy?

    /// `error`: how the body fails; `isAll`: whether nothing more comes of it.
    func text(_ error: JSONValue? = nil, isAll: Bool) -> MessageText {
        var text = MessageText("head", to: document)
        text.add("id", id)
        text.add("type", response.kind.rawValue)
        text.add("url", response.url)
        text.add("redirected", response.isRedirected)
        text.add("status", response.status)
        text.add("statusText", response.statusText)
        text.add("headers", response.headers)
        text.add("hasBody", !hasNullBody)
        text.add("done", isAll)
        if let error { text.add("error", error) }
        if let policy { text.add("referrerPolicy", policy.rawValue) }
        text.end()
        return text
    }
}
