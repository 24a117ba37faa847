package import BrowserFetch
internal import WebOrigin

/// The host of the page in the tab, and the host of a request.
package struct HostPair: Hashable, Sendable {
    package var page: String
    package var target: String
    /// A file, a sandboxed frame or a `data:` URL.
    package var pageHasNoSite: Bool
    /// Who makes them two sites, where that is not the page in the tab.
    package var crossSiteParty: CrossSiteParty?
    /// Whether a sentence before has said in what they differ.
    package var isDifferenceExplained = false

    package init(
        page: String,
        target: String,
        pageHasNoSite: Bool = false,
        crossSiteParty: CrossSiteParty? = nil
    ) {
        self.page = page
        self.target = target
        self.pageHasNoSite = pageHasNoSite
        self.crossSiteParty = crossSiteParty
    }

    /// Whether somebody between the two decides, or who started it.
    package var isDecidedBetween: Bool {
        guard let crossSiteParty, !pageHasNoSite, crossSiteParty.role != .tab else { return false }
        // The page in the tab has a name already.
        return crossSiteParty.role != .initiator || crossSiteParty.name != page
    }

    /// In what their sites differ.
    var difference: String {
        if pageHasNoSite { return "this page belongs to no site (its origin is null)" }
        if let crossSiteParty, isDecidedBetween { return crossSiteParty.clause }
        let names = "\(page) and \(target) are different sites"
        return isOneMachine ? names + ", though both are this machine" : names
    }

    /// `localhost` and `127.0.0.1`, which people take for the same.
    package var isOneMachine: Bool {
        page != target && Self.isThisMachine(page) && Self.isThisMachine(target)
    }

    /// 0.0.0.0 is what servers print that listen everywhere, and people open it.
    private static func isThisMachine(_ name: String) -> Bool {
        ["localhost", "0.0.0.0", "[::1]", "[::]"].contains(name) || name.hasPrefix("127.")
            || name.hasSuffix(".localhost")
    }
}

extension CrossSiteParty {
    /// Its host, or what it is where it has none.
    package var name: String {
        guard case .tuple(_, let host, _) = origin else { return "a document without a site" }
        return host.serialized
    }

    /// What it does, as a part of a sentence.
    var clause: String {
        switch role {
        case .tab: "the tab shows \(name)"
        case .frame: "a frame of \(name) stands between them"
        case .requester: "the frame that makes the request is \(possessive)"
        case .initiator: "\(name) started it"
        case .redirect: "a redirect of \(name) stands between them"
        }
    }

    private var possessive: String { origin.isOpaque ? name : name + "'s" }
}

extension FetchReport {
    /// For the sentences that say in what two sites differ.
    package func hosts(of exchange: Exchange) -> HostPair? {
        guard let page, let target = exchange.url.host else { return nil }
        return HostPair(
            page: page.top.url.host?.serialized ?? "",
            target: target.serialized,
            pageHasNoSite: page.origin.isOpaque || page.top.origin.isOpaque,
            crossSiteParty: exchange.crossSiteParty
        )
    }
}
