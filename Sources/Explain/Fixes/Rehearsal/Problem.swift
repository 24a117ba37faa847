internal import BrowserCookies
internal import BrowserFetch

/// Something that does not work, in one browser.
enum Problem: Hashable, Sendable {
    case notStored(CookieReference, [CookieRefusal])
    /// The page did not ask for credentials, so that the line counts for nothing.
    case ignored(CookieReference)
    /// Stored, and not in the next request of the same page.
    case notSentBack(CookieReference, [CookieExclusion])
    /// It was in the jar, or was set on the way, and was kept back.
    case notSent(CookieReference, [CookieExclusion])
    case notRead(FetchFailure)

    /// `nil` where it is not about a cookie.
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
