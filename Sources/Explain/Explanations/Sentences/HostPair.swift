package import Fetch
internal import WebOrigin

/// The host of the page in the tab, and the host of a request.
package struct HostPair: Hashable, Sendable {
    package var page: String
    package var target: String
    /// A file, a sandboxed frame or a `data:` URL.
    package var pageHasNoSite: Bool

    package init(page: String, target: String, pageHasNoSite: Bool = false) {
        self.page = page
        self.target = target
        self.pageHasNoSite = pageHasNoSite
    }

    /// In what their sites differ.
    var difference: String {
        if pageHasNoSite { return "this page belongs to no site (its origin is null)" }
        if page == target {
            return "a frame or a redirect of another site stands between them"
        }
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

extension FetchReport {
    /// For the sentences that say in what two sites differ.
    package func hosts(of exchange: Exchange) -> HostPair? {
        guard let page, let target = exchange.url.host else { return nil }
        return HostPair(
            page: page.top.url.host?.serialized ?? "",
            target: target.serialized,
            pageHasNoSite: page.origin.isOpaque || page.top.origin.isOpaque
        )
    }
}
