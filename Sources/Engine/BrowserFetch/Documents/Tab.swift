internal import BrowserInfra
internal import WebOrigin

/// A tab: a tree of documents, and the pages that it has shown.
///
/// https://html.spec.whatwg.org/#traversable-navigable
package struct Tab: Sendable {
    package private(set) var root: Navigable
    /// The pages of the session history, the one that is shown among them.
    private var entries: [Entry] = []
    private var position = 0

    private struct Entry: Sendable {
        var state: DocumentState
        /// The tree of documents as it was left; `nil` where it is not kept.
        var kept: Navigable?
    }

    package init(_ document: Page) {
        root = Navigable(target: NavigationTarget(), document: document)
    }

    /// A tab as it was left: it shows `document`, without the frames in it.
    package init(_ document: Page, history: SessionHistory) {
        self.init(document)
        guard history.entries.indices.contains(history.position) else { return }
        entries = history.entries.map { entry in
            var kept = Navigable(target: NavigationTarget(), document: entry.document)
            kept.show(entry.document, entry.state)
            return Entry(state: entry.state, kept: kept)
        }
        position = history.position
        let current = history.entries[position]
        guard current.document.url == document.url else { return }
        root.show(document, current.state)
    }

    /// The pages that it has shown, without the frames in them.
    package var history: SessionHistory {
        SessionHistory(
            entries: entries.enumerated().compactMap { index, entry in
                let isShown = index == position && root.state == entry.state
                guard let document = isShown ? root.document : entry.kept?.document else {
                    return nil
                }
                return SessionHistory.Entry(state: entry.state, document: document)
            },
            position: position
        )
    }

    /// A tab that `page` opens: what that may not do, this may not either, unless popups escape.
    ///
    /// https://html.spec.whatwg.org/#the-rules-for-choosing-a-navigable
    package init(openedBy page: Page) {
        let isSandboxed = page.sandbox.contains(.propagatesToAuxiliary)
        var target = NavigationTarget(sandbox: isSandboxed ? page.sandbox : [])
        let blank = Page(url: page.url, createdBy: page, in: target)
        target.isInitial = true
        root = Navigable(target: target, document: blank)
        root.target.document = nil
    }

    /// The document in the address bar.
    package var page: Page { root.document }

    /// `nil` where there is no such frame.
    package func document(at path: FramePath) -> Page? { root[path]?.document }

    /// A policy that the page's `<meta>` brings, from now on.
    ///
    /// https://html.spec.whatwg.org/#attr-meta-http-equiv-content-security-policy
    package mutating func add(_ policy: ContentSecurityPolicy) {
        root.add(policy)
    }

    /// What is known of the page besides what its response said.
    package mutating func changePage(_ change: (inout Page) -> Void) {
        root.changeDocument(change)
    }

    /// The document at `path` has the cookies of its site from now on.
    package mutating func grantStorageAccess(at path: FramePath) {
        root[path]?.grantStorageAccess()
    }

    /// A document that is in the tab without a request.
    package mutating func show(_ document: Page) {
        root.show(document, nil)
    }

    /// What nothing was shown in yet.
    package static var new: Tab { Tab(Page(url: .blank)) }

    /// Moves the tab.
    ///
    /// `initiator`: who does it; `nil` for the user.
    package mutating func navigate(
        _ request: NavigationRequest,
        from initiator: Page?,
        by browser: Browser
    ) async -> FetchReport {
        let report = await browser.navigate(request, from: initiator, in: root.target)
        commit(report, DocumentState(request, from: initiator, report), at: .tab)
        return report
    }

    /// Moves the tab or a frame of it. Returns `nil` where there is no such frame.
    package mutating func navigate(
        _ request: NavigationRequest,
        of path: FramePath,
        from initiator: Page?,
        by browser: Browser
    ) async -> FetchReport? {
        if request.kind == .iframe { root[path]?.setSource(request.url) }
        guard let target = root[path]?.target else { return nil }
        if target.isTopLevel { return await navigate(request, from: initiator, by: browser) }
        let report = await browser.navigate(request, from: initiator, in: target)
        if report.document != nil {
            commit(report, DocumentState(request, from: initiator, report), at: path)
        } else if let error = browser.errorDocument(of: report, in: target) {
            root[path]?.show(error, nil)
        }
        return report
    }

    /// Inserts a frame. Where a request is made for it the report is of that.
    ///
    /// https://html.spec.whatwg.org/#create-a-new-child-navigable
    package mutating func insertFrame(
        _ name: String,
        _ content: FrameContent,
        _ attributes: FrameAttributes = FrameAttributes(),
        in path: FramePath = .tab,
        hasUserActivation: Bool = true,
        by browser: Browser
    ) async -> FetchReport? {
        guard var parent = root[path] else { return nil }
        let page = parent.document
        let attributes = browser.supported(attributes)
        let target = NavigationTarget(frameOf: page, attributes, url: content.url)
        let blank = Page(url: .blank, createdBy: page, in: target)
        var frame = Navigable(name: name, target: target, document: blank)
        switch content {
        case .blank, .url: break
        case .srcdoc: frame.show(Page(url: .srcdoc, createdBy: page, in: target), nil)
        case .blob:
            let url = WebURL.blob(of: page.origin)
            frame.show(Page(url: url ?? .blank, createdBy: page, in: target), nil)
        }
        parent.insert(frame)
        root[path] = parent
        guard case .url(let url) = content else { return nil }
        return await navigate(
            NavigationRequest(
                url: url,
                kind: .iframe,
                referrerPolicy: attributes.referrerPolicy,
                hasUserActivation: hasUserActivation
            ),
            of: path.appending(name),
            from: page,
            by: browser
        )
    }

    /// Asks again for what is there: as the user's button does, or as `location.reload()`.
    ///
    /// Returns `nil` where there is no such frame, or nothing to ask for.
    package mutating func reload(
        _ path: FramePath = .tab,
        byScript: Bool,
        hasUserActivation: Bool = true,
        by browser: Browser
    ) async -> FetchReport? {
        guard let place = root[path], let state = place.state else { return nil }
        let isOwn = byScript && browser.policy.navigation.scriptReload == .fromThePage
        var request = isOwn ? state.reloadByScript : state.repeatedNavigation
        request.hasUserActivation = hasUserActivation
        let initiator = isOwn ? place.document : state.initiator
        let report = await browser.navigate(request, from: initiator, in: place.target)
        if report.document != nil {
            let state = DocumentState(request, from: initiator, report)
            commit(report, state, at: path, replaces: true)
        }
        return report
    }

    /// What going back or forward came to.
    package enum Traversal: Sendable {
        /// The page is there again as it was, without a request.
        case restored
        case asked(FetchReport)
        /// The page came from a form that was not to be sent again.
        case refused
        /// There is no such page in the history.
        case nowhere
    }

    /// Goes back or forward by `steps` pages.
    ///
    /// https://html.spec.whatwg.org/#apply-the-history-step
    package mutating func traverse(by steps: Int, by browser: Browser) async -> Traversal {
        let goal = position + steps
        guard entries.indices.contains(goal) else { return .nowhere }
        let state = entries[goal].state
        let policy = browser.policy.navigation
        let isKept = state.isStorable || policy.pagesNotStored == .kept
        if isKept, state.method != "POST", let kept = entries[goal].kept {
            leave()
            position = goal
            root = kept
            return .restored
        }
        guard state.method != "POST" else { return .refused }
        var request = state.repeatedNavigation
        request.isReload = false
        let report = await browser.navigate(request, from: state.initiator, in: root.target)
        guard let document = report.document else { return .asked(report) }
        leave()
        position = goal
        root.show(document, state)
        return .asked(report)
    }

    private mutating func leave() {
        // (What is shown without a request is not a page of the history.)
        guard entries.indices.contains(position), root.state == entries[position].state else {
            return
        }
        entries[position].kept = root
    }

    private mutating func commit(
        _ report: FetchReport,
        _ state: DocumentState,
        at path: FramePath,
        replaces: Bool = false
    ) {
        guard let document = report.document else { return }
        let isTab = path == .tab
        if isTab { leave() }
        root[path]?.show(document, state)
        guard isTab else { return }
        if replaces || state.kind == .replace, entries.indices.contains(position) {
            entries[position] = Entry(state: state)
        } else {
            entries = Array(entries.prefix(position + 1)) + [Entry(state: state)]
            position = entries.count - 1
        }
    }
}

extension WebURL {
    fileprivate static let blank = known("about:blank")
    fileprivate static let srcdoc = known("about:srcdoc")

    fileprivate static func blob(of origin: Origin) -> WebURL? {
        try? WebURL(parsing: "blob:\(origin.serialized)/UUID")
    }

    private static func known(_ text: String) -> WebURL {
        guard let url = try? WebURL(parsing: text) else { preconditionFailure("\(text) is a URL") }
        return url
    }
}
