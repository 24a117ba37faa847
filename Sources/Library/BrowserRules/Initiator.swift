/// What makes a browser send a request, on which SameSite and partitions depend.
public struct Initiator: Hashable, Sendable, Codable {
    private enum Kind: String, Codable {
        case user, page, navigation, script
    }

    private let kind: Kind
    /// The page that makes the request; `nil` if the user does.
    public let page: Page?
    /// The request's method, which only matters for a navigation.
    public let method: String
    /// The URLs that redirected to this one, in the order of the requests.
    public var redirectedFrom: [WebURL] = []

    /// The user types an address or opens a bookmark; no site is involved.
    public static let user = Initiator(kind: .user, page: nil, method: "GET")

    /// A page loads something: by `fetch()`, or as an image or a script.
    public static func page(_ page: Page) -> Initiator {
        Initiator(kind: .page, page: page, method: "GET")
    }

    /// A page in a tab of its own loads something.
    public static func page(_ url: WebURL) -> Initiator { .page(Page(url)) }

    /// A page navigates its tab, by a link or, with another method, by a form.
    public static func navigation(from url: WebURL, method: String = "GET") -> Initiator {
        Initiator(kind: .navigation, page: Page(url), method: method)
    }

    /// A page's script reads or writes `document.cookie`; the URL of the request must be the page's.
    public static func script(of page: Page) -> Initiator {
        Initiator(kind: .script, page: page, method: "GET")
    }

    /// Whether the request navigates the tab.
    public var isNavigation: Bool { kind == .user || kind == .navigation }
    /// Whether script accesses the cookies.
    public var isScript: Bool { kind == .script }
}
