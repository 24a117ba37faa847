internal import WebOrigin

/// The kinds of reason for which a frame does not get its document.
package enum FrameRefusal: String, Hashable, Sendable, CaseIterable {
    case mixedContent = "mixed content"
    case localNetwork = "Local Network Access"
    /// The policy of the document around it.
    case contentSecurityPolicy = "frame-src"
    /// Its own response: frame-ancestors, X-Frame-Options.
    case framing = "X-Frame-Options and frame-ancestors"
    /// Cross-Origin-Embedder-Policy and Cross-Origin-Resource-Policy.
    case embedderPolicy = "Cross-Origin-Embedder-Policy"
    case network = "the network"
}

extension FetchFailure {
    /// What it is to a frame.
    package var frameRefusal: FrameRefusal {
        switch self {
        case .mixedContent: .mixedContent
        case .localNetwork: .localNetwork
        case .contentSecurityPolicy: .contentSecurityPolicy
        case .framing: .framing
        case .embedderPolicy, .corpNotSameOrigin, .corpNotSameSite: .embedderPolicy
        default: .network
        }
    }
}

extension Browser {
    /// What a frame shows in the place of a document that it did not get; `nil` where it stays as it
    /// was.
    ///
    /// https://html.spec.whatwg.org/#create-navigation-params-from-a-network-error
    package nonisolated func errorDocument(
        of report: FetchReport,
        in target: NavigationTarget
    ) -> Page? {
        guard case .rejected(let failure) = report.outcome, !target.isTopLevel,
            !policy.navigation.framesLeftAlone.contains(failure.frameRefusal),
            let asked = report.exchanges.last?.url ?? report.internalRedirects.last?.to
                ?? report.url
        else { return nil }
        let own = policy.navigation.errorPageURL.flatMap { try? WebURL(parsing: $0) }
        return Page(
            url: own ?? asked,
            origin: .opaque(OpaqueOrigin()),
            ancestors: target.ancestors
        )
    }
}
