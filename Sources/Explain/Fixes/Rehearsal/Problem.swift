internal import BrowserCookies
internal import BrowserFetch

/// Something that does not work in one browser.
enum Problem: Hashable, Sendable {
    case notStored(CookieReference, [CookieRefusal])
    /// The page did not include credentials, so the line has no effect.
    case ignored(CookieReference)
    /// The cookie was stored, but is not sent with the next request of the same page.
    case notSentBack(CookieReference, [CookieExclusion])
    /// The cookie was in the jar, or was set on the way, but was withheld.
    case notSent(CookieReference, [CookieExclusion])
    case notRead(FetchFailure)

    /// The cookie that the problem concerns; `nil` if it is not about a cookie.
    var subject: CookieReference? {
        switch self {
        case .notStored(let subject, _), .ignored(let subject), .notSentBack(let subject, _),
            .notSent(let subject, _):
            subject
        case .notRead: nil
        }
    }

    var isIgnored: Bool {
        if case .ignored = self { true } else { false }
    }

    var failure: FetchFailure? {
        if case .notRead(let failure) = self { failure } else { nil }
    }
}
