internal import ArgumentParser
internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import WebOrigin

/// The cookies that a command applies to.
struct CookieFilterOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Select cookies whose domain matches this URL's host.", valueName: "url")
    )
    var url: String?

    @Option(help: "Select cookies of this domain and its subdomains.")
    var domain: String?

    @Option(
        help: ArgumentHelp(
            "Select cookies that contain this text in the name, value or domain.",
            valueName: "text"
        )
    )
    var filter: String?

    func chosen() throws(UsageError) -> CookieFilter {
        try CookieFilter(url: url, domain: domain, text: filter)
    }
}

struct CookieFilter {
    private let host: String?
    private let domain: String?
    private let text: String?
    let isEverything: Bool

    init(url: String?, domain: String?, text: String?) throws(UsageError) {
        isEverything = url == nil && domain == nil && text == nil
        self.text = text?.lowercased()
        host = try url.map { text throws(UsageError) in
            guard let host = (try? WebURL(parsing: text))?.host else {
                throw UsageError(
                    "--url \(text.withoutUserinfo) is not a valid URL: write http://127.0.0.1:5000/"
                )
            }
            return host.serialized
        }
        self.domain = domain.map {
            String($0.hasPrefix(".") ? $0.dropFirst() : $0[...]).lowercased()
        }
    }

    /// Whether a cookie from the log is accepted. The log does not have whether it would be
    /// host-only.
    func accepts(_ cookie: LoggedCookie) -> Bool {
        if let host, cookie.domain != host, !host.hasSuffix("." + cookie.domain) { return false }
        if let domain, cookie.domain != domain, !cookie.domain.hasSuffix("." + domain) {
            return false
        }
        guard let text, !text.isEmpty else { return true }
        return [cookie.name, cookie.domain].contains { $0.lowercased().contains(text) }
    }

    func accepts(_ cookie: Cookie) -> Bool {
        if let host, cookie.domain != host {
            if cookie.isHostOnly || !host.hasSuffix("." + cookie.domain) { return false }
        }
        if let domain, cookie.domain != domain, !cookie.domain.hasSuffix("." + domain) {
            return false
        }
        guard let text, !text.isEmpty else { return true }
        return [cookie.name.utf8Decoded, cookie.value.utf8Decoded, cookie.domain]
            .contains { $0.lowercased().contains(text) }
    }
}

extension [Cookie] {
    /// The cookies with one of the names that `filter` accepts.
    ///
    /// `path`: their exact path; `nil` for any.
    func named(_ names: [String], _ filter: CookieFilter, path: String? = nil) -> [Cookie] {
        self.filter { cookie in
            names.contains(cookie.name.utf8Decoded) && filter.accepts(cookie)
                && (path == nil || cookie.path.utf8Decoded == path)
        }
    }
}

extension Cookie {
    /// A URL that the cookie belongs to, on the scheme's default port.
    func url(scheme: String) -> String { "\(scheme)://\(domain)\(path.utf8Decoded)" }
}

extension Session {
    /// All cookies that have not expired.
    func storedCookies() throws(CommandFailure) -> [Cookie] {
        try jar().allCookies(at: clock.now())
    }
}
