package import Fetch

/// What was made of a copied request that a reader could not see in it.
package enum CopyNote: Hashable, Sendable {
    package enum PageSource: Hashable, Sendable {
        case referrer, refererHeader, originHeader
    }

    case page(String, from: PageSource)
    case noPage
    /// The copy names no credentials: they, and with cURL the mode, follow from its headers.
    case derived(
        mode: RequestMode,
        fromHeader: Bool,
        credentials: CredentialsMode,
        hasCookies: Bool
    )
    /// DevTools writes `omit` for every request that carried no cookies.
    case omittedCredentials
    case wasNavigation
    /// By what `Sec-Fetch-Dest` said.
    case wasElement(destination: String)
    case forbiddenLeftOut([String])
    case leftToTheBrowser([String], cache: CacheMode?)
}

extension CopyNote {
    /// Whether it is about who asks.
    package var isAboutPage: Bool {
        switch self {
        case .page, .noPage: true
        default: false
        }
    }

    /// Whether it is about the credentials mode.
    package var isAboutCredentials: Bool {
        switch self {
        case .derived, .omittedCredentials: true
        default: false
        }
    }

    package var sentence: String {
        switch self {
        case .page(let page, .referrer): return "The page is \(page) (its referrer)."
        case .page(let page, .refererHeader): return "The page is \(page) (its referer header)."
        case .page(let page, .originHeader): return "The page is \(page) (its origin header)."
        case .noPage: return "It does not say which page asked."
        case .derived(let mode, let fromHeader, let credentials, let hasCookies):
            let reason = fromHeader ? "by its sec-fetch-mode" : "fetch()'s default"
            let cause =
                hasCookies
                ? "because it carried cookies."
                : "because it carried none; if the page asks with credentials, add "
                    + "--credentials include."
            return "mode is \"\(mode.rawValue)\", \(reason); credentials is "
                + "\"\(credentials.rawValue)\", \(cause)"
        case .omittedCredentials:
            return "DevTools writes credentials \"omit\" wherever no cookies were sent, whatever "
                + "the page asked for: --credentials include shows what it would have sent."
        case .wasNavigation:
            return "It was a navigation, and is asked as a page's fetch() here: crumb visit "
                + "navigates."
        case .wasElement(let destination):
            return "An element loaded it, and it is asked as a page's fetch() here: crumb load "
                + "--as \(destination) does what the element did."
        case .forbiddenLeftOut(let names):
            return "Left out, because no page may set them: \(names.joined(separator: ", ")). "
                + "crumb's jar and the page decide these."
        case .leftToTheBrowser(let names, let cache):
            let mode = cache.map { " cache is \"\($0.rawValue)\", which sends the same." } ?? ""
            return "Left out, because browsers add them by themselves: "
                + "\(names.joined(separator: ", ")).\(mode)"
        }
    }
}
