package import BrowserFetch

/// An interpretation of a copied request that is not visible in the copy.
package enum CopyNote: Hashable, Sendable {
    package enum PageSource: Hashable, Sendable {
        case referrer, refererHeader, originHeader
    }

    case page(String, from: PageSource)
    case noPage
    /// The copy does not state the credentials mode: it, and with cURL the mode too, was derived
    /// from the headers.
    case derived(
        mode: RequestMode,
        fromHeader: Bool,
        credentials: CredentialsMode,
        hasCookies: Bool
    )
    /// DevTools writes `omit` for every request that carried no cookies.
    case omittedCredentials
    case wasNavigation
    /// The request was made by an element, according to `Sec-Fetch-Dest`.
    case wasElement(destination: String)
    case forbiddenLeftOut([String])
    case leftToBrowser([String], cache: CacheMode?)
    /// The names of the cookies that the request carried.
    case cookies([String])
    /// Parts of the text that do not belong to the request.
    case leftOut([String])
    /// Non-ASCII characters, for each of which browsers write a space in a command for Windows.
    case lostCharacters
}

extension CopyNote {
    /// Whether the note is about the page that makes the request.
    package var isAboutPage: Bool {
        switch self {
        case .page, .noPage: true
        default: false
        }
    }

    /// Whether the note is about the cookies that the copy carried.
    package var isAboutCookies: Bool {
        if case .cookies = self { true } else { false }
    }

    /// Whether the note is about the credentials mode.
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
        case .noPage: return "It does not contain the page that made the request."
        case .derived(let mode, let fromHeader, let credentials, let hasCookies):
            let reason = fromHeader ? "from sec-fetch-mode" : "the default of fetch()"
            let cause =
                hasCookies
                ? "because it carried cookies."
                : "because it carried none; if the page includes credentials, add "
                    + "--credentials include."
            return "mode is \"\(mode.rawValue)\", \(reason); credentials is "
                + "\"\(credentials.rawValue)\", \(cause)"
        case .omittedCredentials:
            return "DevTools writes credentials \"omit\" whenever no cookies were sent, "
                + "regardless of the page's credentials mode: --credentials include shows what "
                + "would have been sent."
        case .wasNavigation:
            return "It was a navigation, but is sent as a page's fetch() here: use crumb visit to "
                + "navigate."
        case .wasElement(let destination):
            return "It was made by an element, but is sent as a page's fetch() here: crumb load "
                + "--as \(destination) loads it as the element did."
        case .forbiddenLeftOut(let names):
            return "Left out, because no page may set them: \(names.joined(separator: ", ")). "
                + "crumb's jar and the page determine these."
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
    /// The names in a sentence: `the cookie a`, `the cookies a, b and c`, and only the first few of
    /// many.
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
            "this is an HTTPie command, which crumb cannot read: use crumb fetch with the URL, -H "
                + "'Name: value' and --json-body '{…}'"
        case .wget:
            "this is a wget command, which crumb cannot read: choose Copy as cURL in DevTools"
        case .python:
            "this is Python code, which crumb cannot read: choose Copy as cURL in DevTools"
        case .xmlHTTPRequest:
            "crumb cannot read an XMLHttpRequest of several statements: choose Copy as fetch in DevTools, or "
                + "write it as one fetch()"
        case .axiosInstance:
            "crumb cannot read an axios instance: write the call with its whole URL, axios.get('http://…', "
                + "{withCredentials: true})"
        case .http(let method, let url):
            "crumb cannot read a raw HTTP request: choose Copy as cURL in DevTools, or write "
                + "crumb fetch -X \(method) \(url), with -H 'Name: value' for its headers"
        case .headers:
            "these are only the headers of a request: choose Copy as cURL in DevTools"
        case .insideCommand:
            "crumb only reads the curl command itself: give it the text from the word curl on"
        }
    }
}
