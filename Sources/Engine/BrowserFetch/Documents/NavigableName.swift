internal import BrowserInfra

/// Where a link, a form or a script's navigation leads: the value of `target`.
///
/// https://html.spec.whatwg.org/#the-rules-for-choosing-a-navigable
package enum NavigableName: Hashable, Sendable {
    /// The tab or frame that the document is in.
    case own
    /// The document around it; the document's own place where there is none.
    case parent
    /// The tab.
    case top
    /// A new tab.
    case blank
    /// The frame of that name, or a new tab where there is none.
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
    /// Where a navigation of `page` leads that is in no tab that is known: of the documents around it
    /// only what they are counts.
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
    /// What `page` navigates, which is in this tab, or is put there by what is said of it: the frames
    /// around a page are known by its ancestors alone.
    ///
    /// A new tab takes the place of this one, once it shows something.
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

    /// What the document at `path` navigates. Returns `nil` where there is no such document.
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
    /// The first frame of that name, from here down.
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
