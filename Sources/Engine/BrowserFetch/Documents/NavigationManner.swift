/// The ways to navigate a tab, by the names that people write.
package enum NavigationManner: String, Hashable, Sendable, CaseIterable {
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
    package var isOfPage: Bool {
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
    package var manner: NavigationManner
    /// The value of `target`.
    package var target: String?
    /// The value of `rel`, or the features of `window.open()`.
    package var rel: String?
    /// Whether a user started the navigation; `nil` if unspecified.
    package var userActivation: Bool?

    package init(
        _ manner: NavigationManner,
        target: String? = nil,
        rel: String? = nil,
        userActivation: Bool? = nil
    ) {
        self.manner = manner
        self.target = target
        self.rel = rel
        self.userActivation = userActivation
    }

    /// An error in the settings.
    package enum Mistake: Error, Hashable, Sendable {
        case noTarget(NavigationManner)
        case unknownTarget(String)
        /// `location` cannot open a tab.
        case newTabByLocation
        case noRel(NavigationManner)
        case unknownRel(String)
        case userAlready(NavigationManner)
    }

    package static let targets = ["_self", "_parent", "_top", "_blank"]
    package static let relWords = [
        "noreferrer", "noopener", "opener", "nofollow", "external", "author", "help", "license",
        "next", "prev", "search", "tag", "bookmark", "alternate",
    ]

    package func check() throws(Mistake) {
        if let target {
            guard manner.hasTarget else { throw .noTarget(manner) }
            if case .named(let name) = NavigableName(target), name.hasPrefix("_") {
                throw .unknownTarget(name)
            }
            if manner != .windowOpen, manner != .link, manner != .form,
                NavigableName(target) == .blank
            {
                throw .newTabByLocation
            }
        }
        if let rel {
            guard manner.hasRel else { throw .noRel(manner) }
            for word in words(of: rel) where !Self.relWords.contains(word) {
                throw .unknownRel(word)
            }
        }
        if userActivation != nil, !manner.isOfPage { throw .userAlready(manner) }
    }

    /// The navigable: meta refreshes and downloads in a frame's page navigate that frame; all other
    /// navigations are for the tab.
    package var place: NavigableName {
        if let target { return NavigableName(target) }
        switch manner {
        case .windowOpen: return .blank
        case .meta, .download: return .own
        default: return .top
        }
    }

    /// Whether a user started the navigation. A `<meta>` refresh needs no user, unless specified
    /// otherwise.
    package var hasUserActivation: Bool { userActivation ?? (manner != .meta) }

    package var isNoReferrer: Bool { rel.map { words(of: $0).contains("noreferrer") } ?? false }

    /// The words of `rel`, or the features of `window.open()`.
    private func words(of rel: String) -> [String] {
        rel.split { $0 == " " || $0 == "," }.map { $0.lowercased() }
    }
}
