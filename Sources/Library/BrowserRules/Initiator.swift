/// Who makes a browser ask for a URL: what SameSite and partitions depend on.
public struct Initiator: Hashable, Sendable, Codable {
    private enum Kind: String, Codable {
        case user, page, navigation, script
    }

    private let kind: Kind
    /// The page that asks; `nil` where the user does.
    public let page: Page?
    /// The request's method, which counts for a navigation only.
    public let method: String
    /// The URLs that redirected to this one, the first that was asked first.
    public var redirectedFrom: [WebURL] = []

    /// The user types an address, or opens a bookmark: nobody else's doing.
    public static let user = Initiator(kind: .user, page: nil, method: "GET")

    /// A page loads something: `fetch()`, an image, a frame's script.
    public static func page(_ page: Page) -> Initiator {
        Initiator(kind: .page, page: page, method: "GET")
    }

    /// The same, of a page in a tab of its own.
    public static func page(_ url: WebURL) -> Initiator { .page(Page(url)) }

    /// A page sends the whole tab elsewhere: by a link, or with another method by a form.
    public static func navigation(from url: WebURL, method: String = "GET") -> Initiator {
        Initiator(kind: .navigation, page: Page(url), method: method)
    }

    /// A page's script reads or writes `document.cookie`; the URL asked for is to be its own.
    public static func script(of page: Page) -> Initiator {
        Initiator(kind: .script, page: page, method: "GET")
    }

    /// Whether the whole tab goes there.
    public var isNavigation: Bool { kind == .user || kind == .navigation }
    /// Whether it is script that wants to see cookies.
    public var isScript: Bool { kind == .script }
}
