internal import BrowserInfra

/// The navigable that a link, a form or a script navigates, as given by `target`.
///
/// https://html.spec.whatwg.org/#the-rules-for-choosing-a-navigable
package enum NavigableName: Hashable, Sendable {
    /// The tab or frame that contains the document.
    case own
    /// The document around it, or its own tab if there is none.
    case parent
    /// The tab.
    case top
    /// A new tab.
    case blank
    /// The frame of that name, or a new tab if there is none.
    case named(String)

    package init(_ text: String) {
        switch text.asciiLowercased {
        case "", "_self": self = .own
        case "_parent": self = .parent
        case "_top": self = .top
        case "_blank": self = .blank
        default: self = .named(text)
        }
    }
}

extension NavigationTarget {
    /// Creates the target of a navigation by a page that is not in a known tab. Only the documents
    /// around the page are taken into account.
    package init(_ name: NavigableName, from page: Page) {
        switch name {
        case .own: self.init(showing: page)
        case .parent: self.init(showing: page.ancestors.last ?? page)
        case .top: self.init(showing: page.top)
        case .blank, .named: self = Tab(openedBy: page).root.target
        }
    }

    private init(showing page: Page) {
        self.init(
            ancestors: page.ancestors,
            sandbox: page.ancestors.isEmpty ? [] : page.sandbox,
            credentialless: page.credentialless,
            document: page
        )
    }
}

extension Tab {
    /// Performs a navigation started by `page`, which is in this tab or is placed there according
    /// to its ancestors, the only known frames around it.
    ///
    /// A new tab replaces this one once it has loaded a document.
    package mutating func navigate(
        _ request: NavigationRequest,
        to name: NavigableName,
        from page: Page,
        by browser: Browser
    ) async -> FetchReport {
        let target = NavigationTarget(name, from: page)
        guard target.isTopLevel else {
            return await browser.navigate(request, from: page, in: target)
        }
        if target.isInitial { return await open(request, from: page, by: browser) }
        if self.page.url != page.top.url { show(page.top) }
        return await navigate(request, from: page, by: browser)
    }

    /// Performs a navigation started by the document at `path`. Returns `nil` if there is no such
    /// document.
    package mutating func navigate(
        _ request: NavigationRequest,
        to name: NavigableName,
        from path: FramePath,
        by browser: Browser
    ) async -> FetchReport? {
        guard let source = document(at: path) else { return nil }
        let goal: FramePath?
        switch name {
        case .own: goal = path
        case .parent: goal = path.parent
        case .top: goal = .tab
        case .blank: goal = nil
        case .named(let name): goal = root.path(ofFrame: name)
        }
        guard let goal else { return await open(request, from: source, by: browser) }
        return await navigate(request, of: goal, from: source, by: browser)
    }

    private mutating func open(
        _ request: NavigationRequest,
        from page: Page,
        by browser: Browser
    ) async -> FetchReport {
        var opened = Tab(openedBy: page)
        let report = await opened.navigate(request, from: page, by: browser)
        if report.document != nil { self = opened }
        return report
    }
}

extension Navigable {
    /// The path of the first descendant frame with that name.
    fileprivate func path(ofFrame name: String) -> FramePath? {
        for frame in frames {
            if frame.name == name { return FramePath(names: [name]) }
            if let path = frame.path(ofFrame: name) {
                return FramePath(names: [frame.name] + path.names)
            }
        }
        return nil
    }
}
