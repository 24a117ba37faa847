package import BrowserInfra

extension ResourcePolicy {
    /// Descriptions of every kind.
    package static let axes: [PolicyAxis<ResourcePolicy>] = ResourceKind.allCases.map { kind in
        PolicyAxis(
            kind.axis,
            \.[kind],
            title: kind.code,
            "How it is requested.",
            source: kind.standardSource,
            answer: \.words
        )
    }
}

extension ResourceKind {
    /// The name of the kind's axis: `as preload-font`.
    package var axis: String { "as \(rawValue)" }

    fileprivate var standardSource: String {
        switch self {
        case .image, .srcset, .inputImage: "HTML 4.8.4.3: update the image data"
        case .poster: "HTML 4.8.8"
        case .icon, .manifest, .modulepreload, .prefetch, .prefetchDocument, .preloadFetch,
            .preloadFont, .preloadImage, .preloadScript, .preloadStyle, .preloadTrack, .style:
            "HTML 4.6.7: link types"
        case .background, .cssImage: "CSS Values 4, 4.5"
        case .mask: "CSS Masking 1, 6.1"
        case .shapeOutside: "CSS Shapes 1, 3.3"
        case .svgImage, .svgUse: "SVG 2, 5"
        case .feImage: "Filter Effects 1, 9.14"
        case .audio, .video: "HTML 4.8.11.5"
        case .track: "HTML 4.8.11.11.3"
        case .script, .module: "HTML 4.12.1.1"
        case .dynamicImport, .jsonModule: "HTML 8.1.6.7.3"
        case .importScripts: "HTML 10.3.1"
        case .worker, .moduleWorker, .sharedWorker, .moduleSharedWorker: "HTML 10.2.4"
        case .serviceWorker: "Service Workers, 4: update"
        case .font: "CSS Fonts 4, 4.8.2"
        case .cssImport: "CSS Cascading 4, 2"
        case .iframe, .frame: "HTML 4.8.5"
        case .object, .objectImage: "HTML 4.8.7"
        case .embed, .embedImage: "HTML 4.8.6"
        case .ping: "HTML 4.6.6"
        }
    }
}
