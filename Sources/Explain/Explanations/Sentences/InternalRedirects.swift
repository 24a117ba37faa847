package import BrowserFetch
internal import WebOrigin

extension InternalRedirect {
    /// What the browser did on its own, and why.
    package var sentence: String {
        switch reason {
        case .strictTransportSecurity:
            "\(from.href) is requested as \(to.href): the host is https only (HSTS; crumb hsts "
                + "list). For the page this is a redirect, so a cross-origin request then has "
                + "the origin \"null\"."
        case .upgradeInsecureRequests:
            "\(from.href) is requested as \(to.href): the page has upgrade-insecure-requests."
        }
    }
}
