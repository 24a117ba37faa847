/// The kind of feature that requests a subresource: an element, a style sheet rule, or a call in a
/// script.
///
/// The names are those of `--as` and of `as` in scenarios.
package enum ResourceKind: String, Hashable, Sendable, CaseIterable {
    // Images.
    case image, srcset, poster, icon, background
    case inputImage = "input-image"
    case cssImage = "css-image"
    case mask
    case shapeOutside = "shape-outside"
    case svgImage = "svg-image"
    case svgUse = "svg-use"
    case feImage = "fe-image"
    // Media.
    case audio, video, track
    // Scripts.
    case script, module
    case dynamicImport = "import"
    case jsonModule = "json"
    case importScripts = "import-scripts"
    case worker
    case moduleWorker = "module-worker"
    case sharedWorker = "shared-worker"
    case moduleSharedWorker = "module-shared-worker"
    case serviceWorker = "service-worker"
    // Styles.
    case style, font
    case cssImport = "css-import"
    // Resources that links announce.
    case manifest, modulepreload, prefetch
    case prefetchDocument = "prefetch-document"
    case preloadFetch = "preload-fetch"
    case preloadFont = "preload-font"
    case preloadImage = "preload-image"
    case preloadScript = "preload-script"
    case preloadStyle = "preload-style"
    case preloadTrack = "preload-track"
    // Frames, and elements that may contain one.
    case iframe, frame, object, embed
    case objectImage = "object-image"
    case embedImage = "embed-image"
    case ping

    /// Creates the kind with that name. Case and hyphens are ignored: `importScripts`.
    package init?(named text: String) {
        func plain(_ text: String) -> String {
            text.lowercased().filter { $0 != "-" && $0 != " " && $0 != "_" }
        }
        let name = plain(text)
        guard let kind = Self.allCases.first(where: { plain($0.rawValue) == name }) else {
            return nil
        }
        self = kind
    }

    /// Creates the kind of the most common element with that `destination`; `nil` if there is none.
    package init?(of destination: Destination) {
        guard destination != .sharedworker else {
            self = .sharedWorker
            return
        }
        guard destination != .serviceworker else {
            self = .serviceWorker
            return
        }
        self.init(rawValue: destination.rawValue)
    }

    /// The code in a page, in which `URL` stands for the requested URL.
    package var code: String {
        switch self {
        case .image: "<img src=URL>"
        case .srcset: "<img srcset=URL>"
        case .poster: "<video poster=URL>"
        case .icon: "<link rel=\"icon\" href=URL>"
        case .background: "<table background=URL>"
        case .inputImage: "<input type=\"image\" src=URL>"
        case .cssImage: "background-image: url(URL)"
        case .mask: "mask-image: url(URL)"
        case .shapeOutside: "shape-outside: url(URL)"
        case .svgImage: "<svg><image href=URL>"
        case .svgUse: "<svg><use href=URL>"
        case .feImage: "<svg><feImage href=URL>"
        case .audio: "<audio src=URL>"
        case .video: "<video src=URL>"
        case .track: "<track src=URL>"
        case .script: "<script src=URL>"
        case .module: "<script type=\"module\" src=URL>"
        case .dynamicImport: "import(URL)"
        case .jsonModule: "import(URL, {with: {type: \"json\"}})"
        case .importScripts: "importScripts(URL)"
        case .worker: "new Worker(URL)"
        case .moduleWorker: "new Worker(URL, {type: \"module\"})"
        case .sharedWorker: "new SharedWorker(URL)"
        case .moduleSharedWorker: "new SharedWorker(URL, {type: \"module\"})"
        case .serviceWorker: "navigator.serviceWorker.register(URL)"
        case .style: "<link rel=\"stylesheet\" href=URL>"
        case .font: "@font-face { src: url(URL) }"
        case .cssImport: "@import url(URL)"
        case .manifest: "<link rel=\"manifest\" href=URL>"
        case .modulepreload: "<link rel=\"modulepreload\" href=URL>"
        case .prefetch: "<link rel=\"prefetch\" href=URL>"
        case .prefetchDocument: "<link rel=\"prefetch\" as=\"document\" href=URL>"
        case .preloadFetch: "<link rel=\"preload\" as=\"fetch\" href=URL>"
        case .preloadFont: "<link rel=\"preload\" as=\"font\" href=URL>"
        case .preloadImage: "<link rel=\"preload\" as=\"image\" href=URL>"
        case .preloadScript: "<link rel=\"preload\" as=\"script\" href=URL>"
        case .preloadStyle: "<link rel=\"preload\" as=\"style\" href=URL>"
        case .preloadTrack: "<link rel=\"preload\" as=\"track\" href=URL>"
        case .iframe: "<iframe src=URL>"
        case .frame: "<frame src=URL>"
        case .object: "<object type=\"text/html\" data=URL>"
        case .embed: "<embed type=\"text/html\" src=URL>"
        case .objectImage: "<object type=\"image/gif\" data=URL>"
        case .embedImage: "<embed type=\"image/gif\" src=URL>"
        case .ping: "<a ping=URL>"
        }
    }

    /// Whether it has an `integrity` attribute.
    package var hasIntegrity: Bool { [.script, .module, .modulepreload, .style].contains(self) }

    /// Whether its credentials are set by an option instead of an attribute.
    package var takesCredentials: Bool { self == .moduleWorker || self == .moduleSharedWorker }

    /// Whether its credentials are those of a module script: set by the option, or by the importing
    /// script.
    var hasModuleCredentials: Bool { takesCredentials || self == .module || isImported }

    private var isImported: Bool { self == .dynamicImport || self == .jsonModule }

    /// Whether it starts a worker that belongs to a page; a service worker belongs to its origin.
    package var isWorker: Bool {
        [.worker, .moduleWorker, .sharedWorker, .moduleSharedWorker].contains(self)
    }
}
