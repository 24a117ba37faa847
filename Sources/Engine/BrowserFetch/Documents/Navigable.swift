internal import WebOrigin

/// A navigable, which shows one document after another: a tab or a frame, with the frames inside
/// it.
///
/// https://html.spec.whatwg.org/#navigable
package struct Navigable: Sendable {
    /// The name of its frame; empty for a tab.
    package var name: String
    /// The conditions under which each of its documents is created.
    package var target: NavigationTarget
    package private(set) var document: Page
    /// `nil` for a document that was not loaded by a request.
    package private(set) var state: DocumentState?
    package private(set) var frames: [Navigable] = []

    package init(name: String = "", target: NavigationTarget, document: Page) {
        self.name = name
        self.target = target
        self.document = document
        self.target.document = document
    }

    /// Replaces the document and all frames in it.
    package mutating func show(_ document: Page, _ state: DocumentState?) {
        self.document = document
        self.state = state
        frames = []
        target.document = document
        target.isInitial = false
    }

    /// Applies a new URL to the frame's element.
    mutating func setSource(_ url: String) {
        guard let parent = target.ancestors.last,
            let url = try? WebURL(parsing: url, base: parent.baseURL), url.isHTTP
        else { return }
        target.container?.source = url.origin
    }

    mutating func changeDocument(_ change: (inout Page) -> Void) {
        change(&document)
        target.document = document
    }

    /// Gives the document access to the cookies of its site from now on.
    package mutating func grantStorageAccess() {
        document.hasStorageAccess = true
        target.document = document
    }

    /// Adds a policy from a `<meta>` of the document.
    mutating func add(_ policy: ContentSecurityPolicy) {
        document.policies.adopt(ofMeta: policy)
        target.document = document
    }

    /// Inserts a frame; it replaces a frame of the same name.
    package mutating func insert(_ frame: Navigable) {
        frames.removeAll { $0.name == frame.name }
        frames.append(frame)
    }

    package subscript(path: FramePath) -> Navigable? {
        get {
            guard let name = path.names.first else { return self }
            return frames.first { $0.name == name }?[path.dropFirst]
        }
        set {
            guard let newValue else { return }
            guard let name = path.names.first else {
                self = newValue
                return
            }
            guard let index = frames.firstIndex(where: { $0.name == name }) else { return }
            frames[index][path.dropFirst] = newValue
        }
    }
}

/// Frame names from the tab's document down, such as `outer/inner`; empty for the tab itself.
package struct FramePath: Hashable, Sendable {
    package var names: [String]

    package static let tab = FramePath(names: [])

    package init(names: [String]) {
        self.names = names
    }

    package init(_ text: String) {
        names = text.split(separator: "/").map(String.init)
    }

    /// The frame around it, or the tab.
    package var parent: FramePath { FramePath(names: names.dropLast()) }

    package var text: String { names.joined(separator: "/") }

    var dropFirst: FramePath { FramePath(names: Array(names.dropFirst())) }

    package func appending(_ name: String) -> FramePath { FramePath(names: names + [name]) }
}

/// The content of a frame when it is inserted.
package enum FrameContent: Hashable, Sendable {
    /// A URL, absolute or relative to the page's URL.
    case url(String)
    /// `about:blank`
    case blank
    case srcdoc
    /// A `blob:` URL that the page created.
    case blob

    var url: String? {
        if case .url(let url) = self { url } else { nil }
    }
}
