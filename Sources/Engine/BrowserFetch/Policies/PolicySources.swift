package import BrowserInfra

/// The evidence for a preset's behavior on the axes where it does not deviate from the standard.
package struct PolicyEvidence: Hashable, Sendable {
    /// The syntax of `Set-Cookie` lines, and the limits of the jar.
    package var cookieSyntax: Evidence
    /// The cookies that are stored and sent: sites, third parties, `Secure`.
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
