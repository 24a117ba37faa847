internal import BrowserHTTP
internal import BrowserInfra

/// How a browser asks for each kind of subresource.
package struct ResourcePolicy: Hashable, Sendable {
    /// Those in which it leaves the standard.
    private var deviations: [ResourceKind: ResourceRules] = [:]

    package static let standard = ResourcePolicy()

    package subscript(_ kind: ResourceKind) -> ResourceRules {
        get { deviations[kind] ?? kind.standardRules }
        set { deviations[kind] = newValue }
    }
}

extension ResourceKind {
    /// What HTML, CSS and SVG say.
    ///
    /// https://html.spec.whatwg.org/#create-a-potential-cors-request
    /// https://html.spec.whatwg.org/#linkTypes
    /// https://drafts.csswg.org/css-values-4/#url-processing
    fileprivate var standardRules: ResourceRules {
        switch self {
        case .image, .srcset: ResourceRules(.image, .noCORS, .include, .obeyed)
        case .inputImage, .svgImage: ResourceRules(.image, .noCORS, .include)
        case .poster, .background, .cssImage, .feImage:
            ResourceRules(.image, .noCORS, .include, events: .none)
        case .icon: ResourceRules(.image, .noCORS, .include, .obeyed, events: .none)
        case .mask, .shapeOutside: ResourceRules(.image, .cors, .sameOrigin, events: .none)
        case .svgUse: ResourceRules(.image, .sameOrigin, .sameOrigin)
        case .audio: ResourceRules(.audio, .noCORS, .include, .obeyed).with { $0.requestsRange() }
        case .video: ResourceRules(.video, .noCORS, .include, .obeyed).with { $0.requestsRange() }
        case .track: ResourceRules(.track, .sameOrigin, .sameOrigin, .obeyed)
        case .script: ResourceRules(.script, .noCORS, .include, .obeyed)
        case .module, .modulepreload: ResourceRules(.script, .cors, .sameOrigin, .obeyed)
        case .dynamicImport: ResourceRules(.script, .cors, .sameOrigin)
        case .jsonModule: ResourceRules(.json, .cors, .sameOrigin)
        case .importScripts: ResourceRules(.script, .noCORS, .include)
        case .worker, .moduleWorker: ResourceRules(.worker, .sameOrigin, .sameOrigin)
        case .sharedWorker, .moduleSharedWorker:
            ResourceRules(.sharedworker, .sameOrigin, .sameOrigin)
        case .serviceWorker:
            // https://w3c.github.io/ServiceWorker/#update-algorithm
            ResourceRules(.serviceworker, .sameOrigin, .sameOrigin, events: .none).with {
                $0.headers = [Header(name: "Service-Worker", value: "script")]
                $0.cache = .noCache
                $0.redirect = .error
            }
        case .style: ResourceRules(.style, .noCORS, .include, .obeyed)
        case .cssImport: ResourceRules(.style, .noCORS, .include)
        case .font: ResourceRules(.font, .cors, .sameOrigin, events: .none)
        case .manifest: ResourceRules(.manifest, .cors, .sameOrigin, .obeyed, events: .none)
        case .prefetch, .prefetchDocument:
            ResourceRules(.fetch, .noCORS, .include, .obeyed).with {
                $0.headers = [Header(name: "Sec-Purpose", value: "prefetch")]
            }
        case .preloadFetch: ResourceRules(.fetch, .noCORS, .include, .obeyed)
        case .preloadFont: ResourceRules(.font, .noCORS, .include, .obeyed)
        case .preloadImage: ResourceRules(.image, .noCORS, .include, .obeyed)
        case .preloadScript: ResourceRules(.script, .noCORS, .include, .obeyed)
        case .preloadStyle: ResourceRules(.style, .noCORS, .include, .obeyed)
        case .preloadTrack: ResourceRules(.track, .noCORS, .include, .obeyed)
        case .iframe: ResourceRules(.iframe, .navigate, .include)
        case .frame: ResourceRules(.frame, .navigate, .include)
        case .object, .objectImage: ResourceRules(.object, .navigate, .include)
        case .embed, .embedImage: ResourceRules(.embed, .navigate, .include)
        case .ping:
            ResourceRules(.fetch, .noCORS, .include, events: .none).with {
                $0.method = "POST"
                $0.headers = [Header(name: "Content-Type", value: "text/ping")]
                $0.body = "PING"
                $0.hasReferrer = false
            }
        }
    }
}

extension ResourceRules {
    /// https://html.spec.whatwg.org/#concept-media-load-resource
    fileprivate mutating func requestsRange() {
        headers = [Header(name: "Range", value: "bytes=0-")]
    }
}
