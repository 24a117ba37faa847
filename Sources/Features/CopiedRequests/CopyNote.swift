package import BrowserFetch

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
    case leftToBrowser([String], cache: CacheMode?)
    /// The names of those that it carried.
    case cookies([String])
    /// What is written there and is not part of the request.
    case leftOut([String])
    /// Browsers write a space for each in a command for Windows.
    case lostCharacters
}

extension CopyNote {
    /// Whether it is about who asks.
    package var isAboutPage: Bool {
        switch self {
        case .page, .noPage: true
        default: false
        }
    }

    /// Whether it is about the cookies that the copy carried.
    package var isAboutCookies: Bool {
        if case .cookies = self { true } else { false }
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
        case .noPage: return "It does not say which page made the request."
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
            return "DevTools writes credentials \"omit\" whenever no cookies were sent, "
                + "regardless of what the page asked for: --credentials include shows what it "
                + "would have sent."
        case .wasNavigation:
            return "It was a navigation, and is asked as a page's fetch() here: crumb visit "
                + "navigates."
        case .wasElement(let destination):
            return "An element loaded it, and it is asked as a page's fetch() here: crumb load "
                + "--as \(destination) does what the element did."
        case .forbiddenLeftOut(let names):
            return "Left out, because no page may set them: \(names.joined(separator: ", ")). "
                + "crumb's jar and the page decide these."
        case .cookies(let names):
            return "It carried \(Self.listed(names)), which \(names.count == 1 ? "stays" : "stay") "
                + "out of the jar: --with-cookies puts \(names.count == 1 ? "it" : "them") in."
        case .lostCharacters:
            return
                "When copying as cURL (cmd), browsers replace each non-ASCII character with a "
                + "space: Copy as cURL (bash) or PowerShell keeps them."
        case .leftOut(let texts):
            let shown = texts.map { text in
                let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
                let isCut = line.count > 60 || line.count < text.count
                return "\"\(line.prefix(60))\(isCut ? "…" : "")\""
            }
            return "Left out, because it is not part of the request: "
                + "\(shown.joined(separator: ", "))."
        case .leftToBrowser(let names, let cache):
            let mode = cache.map { " cache is \"\($0.rawValue)\", which sends the same." } ?? ""
            return "Left out, because browsers add them on their own: "
                + "\(names.joined(separator: ", ")).\(mode)"
        }
    }
}

extension CopyNote {
    /// `the cookie a`, `the cookies a, b and c`, and of many the first few.
    private static func listed(_ names: [String]) -> String {
        let shown = names.prefix(8).map { $0.isEmpty ? "one without a name" : $0 }
        guard let last = shown.last, shown.count > 1 else {
            return "the cookie \(shown.first ?? "")"
        }
        if names.count > shown.count {
            return
                "the cookies \(shown.joined(separator: ", ")) and \(names.count - shown.count) more"
        }
        return "the cookies \(shown.dropLast().joined(separator: ", ")) and \(last)"
    }
}

extension CopyFormat.Unread {
    var sentence: String {
        switch self {
        case .httpie:
            "this is a command of HTTPie, which is not read: give crumb fetch the URL, -H 'Name: "
                + "value' and --json-body '{…}'"
        case .wget: "this is a command of wget, which is not read: choose Copy as cURL in DevTools"
        case .python:
            "this is a program of Python, which is not read: choose Copy as cURL in DevTools"
        case .xmlHTTPRequest:
            "an XMLHttpRequest of several statements is not read: choose Copy as fetch in DevTools, or "
                + "write it as one fetch()"
        case .axiosInstance:
            "an axios instance is not read: write the call with its whole URL, axios.get('http://…', "
                + "{withCredentials: true})"
        case .http(let method, let url):
            "a request as it goes over the wire is not read: choose Copy as cURL in DevTools, or write "
                + "crumb fetch -X \(method) \(url), with -H 'Name: value' for its headers"
        case .headers:
            "these are the headers of a request: choose Copy as cURL in DevTools, which has all of it"
        case .insideCommand:
            "crumb only reads the curl command itself: give it the text from the word curl on"
        }
    }
}
