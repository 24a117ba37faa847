internal import BrowserCookies
internal import BrowserFetch

extension BrowserPolicy {
    /// A clause on which cookies a request from another site carries.
    package var crossSiteClause: String {
        switch cookies.thirdParty {
        case .allow:
            let none =
                "SameSite=None" + (cookies.insecureSameSiteNone == .refused ? "; Secure" : "")
            return cookies.unspecifiedSameSite == .asNone
                ? "only cookies with \(none) or without SameSite pass"
                : "only \(none) cookies pass"
        case .partition:
            return
                "only cookies set under the tab's site pass, because each top-level site has its own jar"
        case .block:
            return cookies.partitionedAttribute == .honored
                ? "only Partitioned cookies pass, because third-party cookies are blocked"
                : "no cookies pass, because third-party cookies are blocked"
        }
    }
}
