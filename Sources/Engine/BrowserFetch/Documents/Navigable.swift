internal import WebOrigin

/// A place that shows one document after the other: a tab, or a frame, with the frames inside.
///
/// https://html.spec.whatwg.org/#navigable
package struct Navigable: Sendable {
    /// Its frame's name; empty of a tab.
    package var name: String
    /// What every document in it begins with.
    package var target: NavigationTarget
    package private(set) var document: Page
    /// `nil` of a document that no request brought.
    package private(set) var state: DocumentState?
    package private(set) var frames: [Navigable] = []

    package init(name: String = "", target: NavigationTarget, document: Page) {
        self.name = name
        self.target = target
        self.document = document
        self.target.document = document
    }

    /// Another document takes the place of this one and of all that is in it.
    package mutating func show(_ document: Page, _ state: DocumentState?) {
        self.document = document
        self.state = state
        frames = []
        target.document = document
        target.isInitial = false
    }

    /// The frame's element gets another URL.
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

    /// Its document has the cookies of its site from now on.
    package mutating func grantStorageAccess() {
        document.hasStorageAccess = true
        target.document = document
    }

    /// A policy that a `<meta>` of the document brings.
    mutating func add(_ policy: ContentSecurityPolicy) {
        document.policies.adopt(ofMeta: policy)
        target.document = document
    }

    /// A frame of that name takes the place of one that has it already.
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

/// Names of frames from the tab's document down: `outer/inner`; the tab itself has none.
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

/// What a frame shows when it is inserted.
package enum FrameContent: Hashable, Sendable {
    /// Relative to the page's URL, or absolute.
    case url(String)
    /// `about:blank`
    case blank
    case srcdoc
    /// A `blob:` URL that the page has made.
    case blob

    var url: String? {
        if case .url(let url) = self { url } else { nil }
    }
}
