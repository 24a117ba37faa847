/// One call of the page's `cookieStore`.
struct CookieStoreAction: Hashable, Sendable {
    enum Call: Hashable, Sendable {
        case get(Template)
        /// `nil` for all names.
        case getAll(Template?)
        case set(Setting)
        case delete(Setting)
    }

    /// Of a deletion only what tells the cookie apart counts.
    struct Setting: Hashable, Sendable {
        var name: Template
        var value: Template
        var domain: Template?
        var path: Template?
        /// Seconds.
        var maxAge: Int?
        var sameSite = "strict"
        var isPartitioned = false
    }

    var call: Call
    var frame = FrameSettings()
}
