internal import CORS
internal import Cookies

/// Where the choices of the presets come from, by the name of the axis.
///
/// A test holds these to the presets: a preset has a source for each axis in which it leaves the
/// standard, and for no other.
enum PolicySources {
    static func of(_ browser: String) -> [String: String] {
        switch browser {
        case BrowserPolicy.chrome.name: chrome
        case BrowserPolicy.firefox.name: firefox
        case BrowserPolicy.safari.name: safari
        default: standard
        }
    }
}

/// How well it is known what a browser does.
package enum Basis: String, Hashable, Sendable, CaseIterable, Comparable {
    /// Real browsers were recorded doing it.
    case recorded
    case documented
    case unsure

    package static func < (left: Basis, right: Basis) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
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
    package var unrecordedAxes: Set<String>

    package init(
        cookieSyntax: Basis,
        cookieAccess: Basis,
        fetch: Basis,
        unrecordedAxes: Set<String> = []
    ) {
        self.unrecordedAxes = unrecordedAxes
        self.cookieSyntax = cookieSyntax
        self.cookieAccess = cookieAccess
        self.fetch = fetch
    }

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
