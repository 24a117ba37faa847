package import BrowserInfra

/// How well a preset is known where it makes no choice of its own.
package struct PolicyEvidence: Hashable, Sendable {
    /// What a `Set-Cookie` line may look like, how much fits into the jar.
    package var cookieSyntax: Evidence
    /// Which cookies are stored and sent: sites, third parties, `Secure`.
    package var cookieAccess: Evidence
    package var fetch: Evidence
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
