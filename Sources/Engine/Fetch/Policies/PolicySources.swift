internal import CORS
internal import Cookies
package import Infra

extension BrowserPolicy {
    /// Where the choices in which this preset leaves the standard are known from, by the name of the
    /// axis.
    ///
    /// A test holds these to the presets: a preset has a source for each axis in which it leaves the
    /// standard, and for no other.
    package var sources: [String: PolicySource] {
        let parts: [[String: PolicySource]] =
            switch name {
            case Self.chrome.name:
                [
                    CookiePolicy.chromeSources,
                    FetchPolicy.chromeSources,
                    ResourcePolicy.chromeSources,
                    CORSPolicy.chromeSources,
                    RequestHeaderPolicy.chromeSources,
                    WebSocketPolicy.chromeSources,
                    EventSourcePolicy.chromeSources,
                    BeaconPolicy.chromeSources,
                    NavigationPolicy.chromeSources,
                    CookieStorePolicy.chromeSources,
                    ClearSiteDataPolicy.chromeSources,
                    TransportSecurityPolicy.chromeSources,
                    StorageAccessPolicy.chromeSources,
                    LocalNetworkPolicy.chromeSources,
                ]
            case Self.firefox.name:
                [
                    CookiePolicy.firefoxSources,
                    FetchPolicy.firefoxSources,
                    ResourcePolicy.firefoxSources,
                    CORSPolicy.firefoxSources,
                    RequestHeaderPolicy.firefoxSources,
                    WebSocketPolicy.firefoxSources,
                    EventSourcePolicy.firefoxSources,
                    BeaconPolicy.firefoxSources,
                    NavigationPolicy.firefoxSources,
                    CookieStorePolicy.firefoxSources,
                    ClearSiteDataPolicy.firefoxSources,
                    TransportSecurityPolicy.firefoxSources,
                    StorageAccessPolicy.firefoxSources,
                    LocalNetworkPolicy.firefoxSources,
                ]
            case Self.safari.name:
                [
                    CookiePolicy.safariSources,
                    FetchPolicy.safariSources,
                    ResourcePolicy.safariSources,
                    CORSPolicy.safariSources,
                    RequestHeaderPolicy.safariSources,
                    WebSocketPolicy.safariSources,
                    EventSourcePolicy.safariSources,
                    BeaconPolicy.safariSources,
                    StorageAccessPolicy.safariSources,
                    LocalNetworkPolicy.safariSources,
                ]
            default: []
            }
        return parts.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
    }
}

/// How well a preset is known where it makes no choice of its own.
package struct PolicyEvidence: Hashable, Sendable {
    /// What a `Set-Cookie` line may look like, how much fits into the jar.
    package var cookieSyntax: Basis
    /// Which cookies are stored and sent: sites, third parties, `Secure`.
    package var cookieAccess: Basis
    package var fetch: Basis
    /// The axes of fetching that the recordings cannot show.
    package var unrecordedAxes: Set<String> = []

    package static let recorded = PolicyEvidence(
        cookieSyntax: .recorded,
        cookieAccess: .recorded,
        fetch: .recorded
    )
    package static let documented = PolicyEvidence(
        cookieSyntax: .documented,
        cookieAccess: .documented,
        fetch: .documented
    )
}
