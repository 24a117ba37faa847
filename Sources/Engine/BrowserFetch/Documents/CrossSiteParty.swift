internal import BrowserCookies
package import WebOrigin

/// Who makes a request, or a script, one of another site: the first that does, from the tab down.
package struct CrossSiteParty: Hashable, Sendable {
    package enum Role: Hashable, Sendable {
        /// The document in the tab.
        case tab
        /// A frame between that and who asks.
        case frame
        /// The document that asks, in a frame.
        case requester
        /// Who started the navigation.
        case initiator
        /// A hop on the way.
        case redirect
    }

    package var role: Role
    package var origin: Origin

    package init(_ role: Role, _ origin: Origin) {
        self.role = role
        self.origin = origin
    }
}

extension Browser {
    /// `nil` where all are of the target's site.
    func crossSiteParty(of request: Request, client: Page?) -> CrossSiteParty? {
        var documents: [Page] = []
        if let target = request.target {
            documents = target.ancestors
        } else if let client {
            documents = client.ancestors + [client]
        }
        let site = Site(of: request.currentURL.origin, suffixes: suffixes)
        // (Of a frame's navigation the asker is who started it, and comes behind.)
        if let party = crossSiteParty(in: documents, to: site, includesRequester: request.target == nil) {
            return party
        }
        if request.initiator != .navigation(.typed), !isSame(request.origin, site) {
            return CrossSiteParty(.initiator, request.origin)
        }
        guard policy.cookies.redirectChain == .considered else { return nil }
        return request.urlList.dropLast().map(\.origin).first { !isSame($0, site) }
            .map { CrossSiteParty(.redirect, $0) }
    }

    func crossSiteParty(ofScriptIn page: Page) -> CrossSiteParty? {
        let site = Site(of: page.cookieURL.origin, suffixes: suffixes)
        return crossSiteParty(in: page.ancestors + [page], to: site, includesRequester: true)
    }

    private func crossSiteParty(
        in documents: [Page],
        to site: Site,
        includesRequester: Bool
    ) -> CrossSiteParty? {
        guard let index = documents.firstIndex(where: { !isSame($0.origin, site) }) else {
            return nil
        }
        let isLast = index == documents.count - 1
        let role: CrossSiteParty.Role = index == 0 ? .tab : isLast && includesRequester ? .requester : .frame
        return CrossSiteParty(role, documents[index].origin)
    }

    private func isSame(_ origin: Origin, _ site: Site) -> Bool {
        let other = Site(of: origin, suffixes: suffixes)
        return switch policy.cookies.siteComparison {
        case .schemeful: other.isSameSite(as: site)
        case .schemeless: other.isSchemelesslySameSite(as: site)
        }
    }
}
