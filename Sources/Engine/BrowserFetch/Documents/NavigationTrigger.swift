/// The ways to navigate a tab, by the names that people write.
package enum NavigationTrigger: String, Hashable, Sendable, CaseIterable {
    case typed, link, form
    /// `location.href = …` and `location.assign()`.
    case script
    case replace, meta
    case windowOpen = "window-open"
    case download
    /// `location.reload()`.
    case reload
    /// The reload button of the browser.
    case browserReload = "browser-reload"
    case back, forward

    /// The kind of navigation; `nil` if an earlier page is loaded again.
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

    /// Whether the page starts the navigation, rather than the user in the browser's interface.
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

    /// The description with which a sentence begins.
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

/// How a page starts a navigation, and which navigable it targets.
package struct NavigationSettings: Hashable, Sendable {
    package var trigger: NavigationTrigger
    /// The value of `target`.
    package var target: String?
    /// The value of `rel`, or the features of `window.open()`.
    package var rel: String?
    /// Whether a user started the navigation; `nil` if unspecified.
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

    /// An error in the settings.
    package enum Mistake: Error, Hashable, Sendable {
        case noTarget(NavigationTrigger)
        case unknownTarget(String)
        /// `location` cannot open a tab.
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

    /// The navigable: meta refreshes and downloads in a frame's page navigate that frame; all other
    /// navigations are for the tab.
    package var place: NavigableName {
        if let target { return NavigableName(target) }
        switch trigger {
        case .windowOpen: return .blank
        case .meta, .download: return .own
        default: return .top
        }
    }

    /// Whether a user started the navigation. A `<meta>` refresh needs no user, unless specified
    /// otherwise.
    package var hasUserActivation: Bool { userActivation ?? (trigger != .meta) }

    package var isNoReferrer: Bool { rel.map { words(of: $0).contains("noreferrer") } ?? false }

    /// The words of `rel`, or the features of `window.open()`.
    private func words(of rel: String) -> [String] {
        rel.split { $0 == " " || $0 == "," }.map { $0.lowercased() }
    }
}
