internal import Fetch
internal import WebOrigin

/// A page that made requests, as the profile remembers it: the URLs of its frames, outermost first,
/// the page's own last, and whether it was sandboxed.
enum SeenPageText {
    private static let sandboxed = "sandboxed"

    /// Without queries and fragments, which make many pages of one; `nil` for what is no web page.
    static func text(_ page: Page) -> String? {
        let urls = (page.ancestors + [page]).map { plain($0.url) }
        guard page.url.isHTTP || page.url.scheme == "file" else { return nil }
        let isSandboxed = page.origin.isOpaque && page.url.isHTTP
        return (urls + (isSandboxed ? [sandboxed] : [])).joined(separator: " ")
    }

    static func page(_ text: String) -> Page? {
        var words = text.split(separator: " ").map { String($0) }
        let isSandboxed = words.last == sandboxed
        if isSandboxed { words.removeLast() }
        var pages: [Page] = []
        for word in words {
            guard let url = try? WebURL(parsing: word) else { return nil }
            let isLast = pages.count == words.count - 1
            pages.append(
                Page(url: url, inFramesOf: pages, isSandboxed: isLast && isSandboxed)
            )
        }
        return pages.last
    }

    private static func plain(_ url: WebURL) -> String {
        let text = url.strippingCredentialsAndFragment().href
        return String(text.prefix { $0 != "?" })
    }
}

/// The page that the tab shows: its referrer policy and its URL.
enum CurrentPageText {
    static func text(_ page: Page) -> String {
        "\(page.referrerPolicy.rawValue) \(page.url.href)"
    }

    static func page(_ text: String) -> Page? {
        let parts = text.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, let policy = ReferrerPolicy(rawValue: String(parts[0])),
            let url = try? WebURL(parsing: String(parts[1]))
        else { return nil }
        return Page(url: url, origin: url.origin, referrerPolicy: policy)
    }
}
