internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// Where a request's credentials mode is known from: no HAR file names it.
package enum CredentialsEvidence: String, Hashable, Sendable {
    /// The mode does not matter: a navigation, a no-cors element, or the page's own origin.
    case immaterial
    case commandLine = "command-line"
    /// It carried cookies.
    case cookiesSent = "cookies-sent"
    /// What it set went along later, which without credentials it would not have.
    case storedLater = "stored-later"
    /// It carried none, and the server allows credentials.
    case allowedByServer = "allowed-by-server"
    /// It carried none, and the jar had some that would have gone along.
    case noneSent = "none-sent"
    /// Only with credentials is what the browser hid to be hidden.
    case wasHidden = "was-hidden"
    /// It carried none, and the server allows no credentials.
    case notAllowed = "not-allowed"
}

extension HARLog {
    /// Whether any entry has cookies at all; DevTools' sanitized export has none.
    package var hasCookies: Bool {
        entries.contains { entry in
            !entry.sentCookieNames.isEmpty || entry.response.headers.contains("Set-Cookie")
                || !entry.response.cookies.isEmpty
        }
    }

    /// The mode that a request's headers speak for.
    ///
    /// `wouldSend`: whether the jar has cookies that would go along with `include`.
    func credentials(
        of request: ArchivedRequest,
        from page: Page?,
        wouldSend: () async -> Bool
    ) async -> (mode: CredentialsMode, basis: CredentialsEvidence) {
        let entry = entries[request.first]
        let url = try? WebURL(parsing: entry.request.url)
        if let page, let url, page.origin.isSameOrigin(as: url.origin) {
            return (.sameOrigin, .immaterial)
        }
        if request.hops.contains(where: { !entries[$0].sentCookieNames.isEmpty }) {
            return (.include, .cookiesSent)
        }
        if request.hops.contains(where: { isSentLater(cookieOf: entries[$0]) }) {
            return (.include, .storedLater)
        }
        let answers = (request.preflights + request.hops).map { entries[$0].response.headers }
        let allowsCredentials = answers.contains {
            $0.get("Access-Control-Allow-Credentials") == "true"
        }
        let last = entries[request.hops.last ?? request.first]
        let allowed = last.response.headers.get("Access-Control-Allow-Origin")
        if last.response.error == "net::ERR_FAILED", let allowed,
            allowed == "*" || !allowsCredentials
        {
            return (.include, .wasHidden)
        }
        guard allowsCredentials else { return (.sameOrigin, .notAllowed) }
        if hasCookies, await wouldSend() { return (.sameOrigin, .noneSent) }
        return (.include, .allowedByServer)
    }
}

extension HARLog {
    /// Whether a later request to the same host carries a cookie that the entry's response set.
    private func isSentLater(cookieOf entry: HAREntry) -> Bool {
        let pairs = entry.response.headers.values(of: "Set-Cookie").map { line in
            String(line.utf8Decoded.prefix { $0 != ";" })
        }
        guard !pairs.isEmpty, let host = entry.host else { return false }
        return entries.contains { later in
            later.started >= entry.ended
                && later.cookiesSent.contains { pairs.contains("\($0.name)=\($0.value)") }
                && later.host == host
        }
    }
}

extension HAREntry {
    fileprivate var host: Host? { try? WebURL(parsing: request.url).host }

    func isOfSameHost(as other: HAREntry) -> Bool { host != nil && host == other.host }

    /// The names of the cookies that went along.
    var sentCookieNames: [String] { cookiesSent.map(\.name) }
}
