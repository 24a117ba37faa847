package import Fetch

/// How well the policy that decided is known.
package enum Basis: String, Hashable, Sendable {
    /// Real browsers were recorded doing it.
    case recorded
    case documented
    case unsure
}

extension FetchReport {
    package var basis: Basis { browser == BrowserPolicy.standard.name ? .documented : .recorded }
}
