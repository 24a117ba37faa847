internal import WebOrigin

/// The kinds of reasons why a frame's document is not loaded.
package enum FrameRefusal: String, Hashable, Sendable, CaseIterable {
    case mixedContent = "mixed content"
    case localNetwork = "Local Network Access"
    /// The policy of the document around the frame.
    case contentSecurityPolicy = "frame-src"
    /// The frame's own response, by its frame-ancestors or X-Frame-Options.
    case framing = "X-Frame-Options and frame-ancestors"
    /// Cross-Origin-Embedder-Policy and Cross-Origin-Resource-Policy.
    case embedderPolicy = "Cross-Origin-Embedder-Policy"
    case network = "the network"
}

extension FetchFailure {
    /// The kind of failure, from a frame's point of view.
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
    /// Returns the error page that a frame shows when its document is not loaded; `nil` if the
    /// frame stays as it was.
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
