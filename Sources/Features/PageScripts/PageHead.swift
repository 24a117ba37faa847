internal import BrowserFetch
internal import BrowserJSON
internal import WebOrigin

/// The head of a response as it is sent to the page's process, before the body or together with it.
struct PageHead {
    var document: Int
    /// The number of the request.
    var id: Int
    var response: PageResponse
    var hasNullBody: Bool
    /// The referrer policy for a module's imports.
    var policy: ReferrerPolicy?

    /// `error`: the error of the body, if it failed; `isAll`: whether the body is complete.
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
