/// A single call of the page's `cookieStore`.
struct CookieStoreAction: Hashable, Sendable {
    enum Call: Hashable, Sendable {
        case get(Template)
        /// `nil` reads cookies of all names.
        case getAll(Template?)
        case set(Setting)
        case delete(Setting)
    }

    /// For a deletion, only the fields that identify the cookie matter.
    struct Setting: Hashable, Sendable {
        var name: Template
        var value: Template
        var domain: Template?
        var path: Template?
        /// In seconds.
        var maxAge: Int?
        var sameSite = "strict"
        var isPartitioned = false
    }

    var call: Call
    var frame = FrameSettings()
}
