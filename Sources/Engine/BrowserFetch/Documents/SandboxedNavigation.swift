internal import BrowserHTTP
package import WebOrigin

/// What a sandbox does not let a document do with tabs, frames and files.
package enum SandboxedNavigation: Hashable, Sendable {
    /// It opens no tabs.
    case popup
    /// It does not move the tab that shows `top`; `needsUser`: only with a user's click.
    case top(WebURL, needsUser: Bool)
    /// It moves no frames but its own: not that which shows `document`.
    case otherFrame(WebURL)
    /// No file is saved for it.
    case download
}

extension Browser {
    /// Whether who asks may fill that place at all.
    ///
    /// https://html.spec.whatwg.org/#allowed-to-navigate
    nonisolated func sandboxRefusal(
        of navigation: NavigationRequest,
        from source: Page?,
        in target: NavigationTarget
    ) -> SandboxedNavigation? {
        guard let source, !source.sandbox.isEmpty else { return nil }
        // https://html.spec.whatwg.org/#downloading-hyperlinks: it ends before there is a request.
        if navigation.kind == .download, source.sandbox.contains(.downloads) { return .download }
        // https://html.spec.whatwg.org/#the-rules-for-choosing-a-navigable: a new tab.
        if target.isTopLevel, target.isInitial {
            return source.sandbox.contains(.auxiliaryNavigation) ? .popup : nil
        }
        // 1.-2. It may move itself, and what is inside it.
        if target.ancestors.contains(source) { return nil }
        if target.ancestors == source.ancestors, target.document.map({ $0 == source }) ?? true {
            return nil
        }
        // 3. The tab around it, by the flag with or without a user's click.
        if target.isTopLevel {
            let needsUser = !source.sandbox.contains(.activatedTopLevelNavigation)
            let isRefused = source.sandbox.contains(
                navigation.hasUserActivation ? .activatedTopLevelNavigation : .topLevelNavigation
            )
            return isRefused ? .top(source.top.url, needsUser: needsUser) : nil
        }
        // 5. Other frames. (The standard lets it move the frames around it, browsers do not.)
        guard source.sandbox.contains(.navigation) else { return nil }
        return .otherFrame((target.document ?? source).url)
    }

    /// Whether a file that comes may be saved: neither who asked for it nor where it would have been
    /// shown may be sandboxed against that.
    ///
    /// https://html.spec.whatwg.org/#allowed-to-download
    func checkDownload(_ response: HTTPResponse, _ params: FetchParams) throws(FetchFailure) {
        guard response.isDownload else { return }
        let flags = (params.request.target?.sandbox ?? []).union(params.client?.sandbox ?? [])
        guard flags.contains(.downloads) else { return }
        throw .sandboxedNavigation(url: params.request.currentURL, .download)
    }
}
