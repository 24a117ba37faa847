package import BrowserFetch
internal import WebOrigin

/// The host of the page in the tab, and the host of a request.
package struct HostPair: Hashable, Sendable {
    package var page: String
    package var target: String
    /// Whether the page is a file, in a sandboxed frame, or a `data:` URL, and so has no site.
    package var pageHasNoSite: Bool
    /// The origin that makes the request cross-site, if that is not the page in the tab.
    package var crossSiteParty: CrossSiteParty?
    /// Whether an earlier sentence has already explained the difference.
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

    /// Whether the difference comes from an origin between the two, or from the initiator.
    package var isDecidedBetween: Bool {
        guard let crossSiteParty, !pageHasNoSite, crossSiteParty.role != .tab else { return false }
        // The page in the tab has already been named.
        return crossSiteParty.role != .initiator || crossSiteParty.name != page
    }

    /// The difference between their sites.
    var difference: String {
        if pageHasNoSite { return "this page belongs to no site (its origin is null)" }
        if let crossSiteParty, isDecidedBetween { return crossSiteParty.clause }
        let names = "\(page) and \(target) are different sites"
        return isOneMachine ? names + ", though both are this machine" : names
    }

    /// Whether the two are different names of this machine, such as `localhost` and `127.0.0.1`, which
    /// are often taken for the same.
    package var isOneMachine: Bool {
        page != target && Self.isThisMachine(page) && Self.isThisMachine(target)
    }

    /// 0.0.0.0 is what servers print if they listen on all interfaces, and people open that URL.
    private static func isThisMachine(_ name: String) -> Bool {
        ["localhost", "0.0.0.0", "[::1]", "[::]"].contains(name) || name.isLoopbackAddress
            || name.hasSuffix(".localhost")
    }
}

extension CrossSiteParty {
    /// Its host or, if it has none, a description.
    package var name: String {
        guard case .tuple(_, let host, _) = origin else { return "a document without a site" }
        return host.serialized
    }

    /// Its role, as a clause.
    var clause: String {
        switch role {
        case .tab: "the tab shows \(name)"
        case .frame: "there is a frame of \(name) between them"
        case .requester: "the frame that makes the request is \(possessive)"
        case .initiator: "\(name) started it"
        case .redirect: "there is a redirect by \(name) between them"
        }
    }

    private var possessive: String { origin.isOpaque ? name : name + "'s" }
}

extension FetchReport {
    /// Returns the hosts for the sentences that explain how two sites differ.
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

extension String {
    /// Whether it is an IPv4 address of this machine, and not a name that begins like one.
    fileprivate var isLoopbackAddress: Bool {
        hasPrefix("127.") && allSatisfy { $0 == "." || ("0"..."9").contains($0) }
    }
}
