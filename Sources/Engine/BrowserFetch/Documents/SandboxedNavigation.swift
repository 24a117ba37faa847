internal import BrowserHTTP
package import WebOrigin

/// What a sandbox prevents a document from doing with tabs, frames and files.
package enum SandboxedNavigation: Hashable, Sendable {
    /// It may not open tabs.
    case popup
    /// It may not navigate the tab that shows `top`; `needsUser`: whether user activation would
    /// allow it.
    case top(WebURL, needsUser: Bool)
    /// It may only navigate its own frames, not the one that shows `document`.
    case otherFrame(WebURL)
    /// It may not download files.
    case download
}

extension Browser {
    /// Returns the reason why the sandbox of the source does not allow it to navigate the target.
    ///
    /// https://html.spec.whatwg.org/#allowed-to-navigate
    nonisolated func sandboxRefusal(
        of navigation: NavigationRequest,
        from source: Page?,
        in target: NavigationTarget
    ) -> SandboxedNavigation? {
        guard let source, !source.sandbox.isEmpty else { return nil }
        // https://html.spec.whatwg.org/#downloading-hyperlinks: it stops before there is a request.
        if navigation.kind == .download, source.sandbox.contains(.downloads) { return .download }
        // https://html.spec.whatwg.org/#the-rules-for-choosing-a-navigable: a new tab.
        if target.isTopLevel, target.isInitial {
            return source.sandbox.contains(.auxiliaryNavigation) ? .popup : nil
        }
        // 1.-2. It may navigate itself, and the frames inside it.
        if target.ancestors.contains(source) { return nil }
        if target.ancestors == source.ancestors, target.document.map({ $0 == source }) ?? true {
            return nil
        }
        // 3. The tab around it. A different flag applies with user activation than without.
        if target.isTopLevel {
            let needsUser = !source.sandbox.contains(.activatedTopLevelNavigation)
            let isRefused = source.sandbox.contains(
                navigation.hasUserActivation ? .activatedTopLevelNavigation : .topLevelNavigation
            )
            return isRefused ? .top(source.top.url, needsUser: needsUser) : nil
        }
        // 5. Other frames. (The standard lets it navigate the frames around it; browsers do not.)
        guard source.sandbox.contains(.navigation) else { return nil }
        return .otherFrame((target.document ?? source).url)
    }

    /// Checks whether a downloaded file may be saved: neither the page that requested it nor the
    /// place where it would have been shown may have the sandbox flag against downloads.
    ///
    /// https://html.spec.whatwg.org/#allowed-to-download
    func checkDownload(_ response: HTTPResponse, _ params: FetchParams) throws(FetchFailure) {
        guard response.isDownload else { return }
        let flags = (params.request.target?.sandbox ?? []).union(params.client?.sandbox ?? [])
        guard flags.contains(.downloads) else { return }
        throw .sandboxedNavigation(url: params.request.currentURL, .download)
    }
}
