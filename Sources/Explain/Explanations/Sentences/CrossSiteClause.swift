internal import BrowserCookies
internal import BrowserFetch

extension BrowserPolicy {
    /// Which cookies a fetch from another site carries, as a part of a sentence.
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
                "only cookies that were set under the tab's site pass, which has a jar of its own"
        case .block:
            return cookies.partitionedAttribute == .honored
                ? "only Partitioned cookies pass, because those of third parties are blocked"
                : "no cookies pass, because those of third parties are blocked"
        }
    }
}
