package import BrowserFetch
internal import WebOrigin

extension InternalRedirect {
    /// What the browser did of its own accord.
    package var sentence: String {
        switch reason {
        case .strictTransportSecurity:
            "\(from.href) is asked as \(to.href): the host is https only (HSTS; crumb hsts list). To "
                + "the page that is a redirect: to another origin it asks as \"null\" then."
        case .upgradeInsecureRequests:
            "\(from.href) is asked as \(to.href): the page's upgrade-insecure-requests."
        }
    }
}
