/// The directives whose source lists apply to requests, each with its fallbacks.
package enum FetchDirective: String, Hashable, Sendable, CaseIterable {
    case connect = "connect-src"
    case font = "font-src"
    case frame = "frame-src"
    case image = "img-src"
    case manifest = "manifest-src"
    case media = "media-src"
    case object = "object-src"
    case scriptElement = "script-src-elem"
    case styleElement = "style-src-elem"
    case worker = "worker-src"

    /// https://www.w3.org/TR/CSP3/#effective-directive-for-a-request
    init(ruling destination: Destination) {
        self =
            switch destination {
            case .fetch, .document, .json, .report: .connect
            case .audio, .track, .video: .media
            case .embed, .object: .object
            case .font: .font
            case .frame, .iframe: .frame
            case .image: .image
            case .manifest: .manifest
            case .script: .scriptElement
            case .style: .styleElement
            case .serviceworker, .sharedworker, .worker: .worker
            }
    }

    /// The directive itself, followed by its fallbacks.
    ///
    /// https://www.w3.org/TR/CSP3/#directive-fallback-list
    var fallbacks: [String] {
        let between =
            switch self {
            case .scriptElement: ["script-src"]
            case .styleElement: ["style-src"]
            case .worker: ["child-src", "script-src"]
            case .frame: ["child-src"]
            case .connect, .font, .image, .manifest, .media, .object: [String]()
            }
        return [rawValue] + between + ["default-src"]
    }
}

extension ContentSecurityPolicy {
    /// Returns the directive that applies to `kind`: its own, or else the first fallback that
    /// exists.
    package func directive(ruling kind: FetchDirective) -> Directive? {
        kind.fallbacks.lazy.compactMap { directive($0) }.first
    }
}
