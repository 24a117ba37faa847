/// How a tab is made to show something, as people write it.
package enum NavigationTrigger: String, Hashable, Sendable, CaseIterable {
    case typed, link, form
    /// `location.href = …` and `location.assign()`.
    case script
    case replace, meta
    case windowOpen = "window-open"
    case download
    /// `location.reload()`.
    case reload
    /// The browser's own button.
    case browserReload = "browser-reload"
    case back, forward

    /// `nil` for what asks again for a page that was there.
    package var kind: NavigationKind? {
        switch self {
        case .typed: .typed
        case .link: .link
        case .form: .form
        case .script: .script
        case .replace: .replace
        case .meta: .meta
        case .windowOpen: .windowOpen
        case .download: .download
        case .reload, .browserReload, .back, .forward: nil
        }
    }

    /// Whether the page does it, and not the user in the browser's own window.
    package var isStartedByPage: Bool {
        switch self {
        case .typed, .browserReload, .back, .forward: false
        default: true
        }
    }

    package var hasTarget: Bool {
        [.link, .form, .script, .replace, .windowOpen].contains(self)
    }

    package var hasRel: Bool { [.link, .form, .windowOpen, .download].contains(self) }

    /// As a sentence begins with it.
    package var title: String {
        switch self {
        case .typed: "a typed URL"
        case .link: "a link"
        case .form: "a form"
        case .script, .replace: "a script"
        case .meta: "a <meta> refresh"
        case .windowOpen: "window.open()"
        case .download: "a link with download"
        case .reload: "location.reload()"
        case .browserReload: "the browser's reload"
        case .back, .forward: "the history"
        }
    }
}

/// How a page is navigated, and where it leads.
package struct NavigationSettings: Hashable, Sendable {
    package var trigger: NavigationTrigger
    /// The value of `target`.
    package var target: String?
    /// The value of `rel`, or the features of `window.open()`.
    package var rel: String?
    /// Whether a user did it; `nil` where it is not said.
    package var userActivation: Bool?

    package init(
        _ trigger: NavigationTrigger,
        target: String? = nil,
        rel: String? = nil,
        userActivation: Bool? = nil
    ) {
        self.trigger = trigger
        self.target = target
        self.rel = rel
        self.userActivation = userActivation
    }

    /// What is wrong with the settings.
    package enum Mistake: Error, Hashable, Sendable {
        case noTarget(NavigationTrigger)
        case unknownTarget(String)
        /// `location` opens no tab.
        case newTabByLocation
        case noRel(NavigationTrigger)
        case unknownRel(String)
        case userAlready(NavigationTrigger)
    }

    package static let targets = ["_self", "_parent", "_top", "_blank"]
    package static let relWords = [
        "noreferrer", "noopener", "opener", "nofollow", "external", "author", "help", "license",
        "next", "prev", "search", "tag", "bookmark", "alternate",
    ]

    package func check() throws(Mistake) {
        if let target {
            guard trigger.hasTarget else { throw .noTarget(trigger) }
            if case .named(let name) = NavigableName(target), name.hasPrefix("_") {
                throw .unknownTarget(name)
            }
            if trigger != .windowOpen, trigger != .link, trigger != .form,
                NavigableName(target) == .blank
            {
                throw .newTabByLocation
            }
        }
        if let rel {
            guard trigger.hasRel else { throw .noRel(trigger) }
            for word in words(of: rel) where !Self.relWords.contains(word) {
                throw .unknownRel(word)
            }
        }
        if userActivation != nil, !trigger.isStartedByPage { throw .userAlready(trigger) }
    }

    /// A frame's own page is moved by what is in that page; all else is for the tab.
    package var place: NavigableName {
        if let target { return NavigableName(target) }
        switch trigger {
        case .windowOpen: return .blank
        case .meta, .download: return .own
        default: return .top
        }
    }

    /// Whether a user did it. A `<meta>` comes with the page, unless it is said otherwise.
    package var hasUserActivation: Bool { userActivation ?? (trigger != .meta) }

    package var isNoReferrer: Bool { rel.map { words(of: $0).contains("noreferrer") } ?? false }

    /// As `rel` separates them, and `window.open()`.
    private func words(of rel: String) -> [String] {
        rel.split { $0 == " " || $0 == "," }.map { $0.lowercased() }
    }
}
