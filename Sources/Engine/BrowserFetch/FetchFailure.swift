package import BrowserCORS
internal import BrowserHTTP
package import BrowserInfra
package import WebOrigin

/// The reason why a request did not end in a response that its page may see.
///
/// This is a network error of the standard, with the reason that the standard discards.
///
/// https://fetch.spec.whatwg.org/#concept-network-error
package enum FetchFailure: Error, Hashable, Sendable {
    // Thrown by `fetch()` before anything is sent.
    case invalidURL(input: String, URLFailure)
    case urlHasCredentials(url: String)
    case invalidMethod(String)
    case forbiddenMethod(String)
    case methodNotAllowedInNoCORS(String)
    case bodyWithGetOrHead(method: String)
    case invalidHeaderName(String)
    case invalidHeaderValue(name: String, ByteString)
    case navigateMode
    case bindingError(WebIDLError)
    case onlyIfCachedOutsideSameOrigin
    case aborted(AbortReason?)
    case timedOut
    case streamOutsideCORS
    case streamWithoutDuplex
    /// The browser does not support streams as request bodies.
    case streamUnsupported
    // Thrown by `new WebSocket()`.
    case notAWebSocketURL(WebURL)
    case webSocketFragment(WebURL)
    case invalidSubprotocol(String)
    // Thrown by `sendBeacon()`.
    case notABeaconURL(WebURL)
    case streamInKeepalive

    // Blocked by the algorithms.
    case badPort(UInt16, scheme: String)
    case mixedContent(url: WebURL, Destination)
    /// The browser does not support this kind of request, or has it disabled.
    case notRequested(ResourceKind, url: WebURL)
    /// `by`: the element or call that may only request its own origin, whatever mode the page sets.
    case disallowedByMode(url: WebURL, origin: String, by: ResourceKind? = nil)
    case localNetwork(LocalNetworkRefusal)
    case noCORSRedirectModeNotFollow(url: WebURL)
    case unsupportedScheme(WebURL)
    case cors(CORSFailure)
    case redirectDisallowed(status: Int, location: String)
    case tooManyRedirects(limit: Int)
    case invalidRedirect(location: String)
    case corpNotSameOrigin(url: WebURL)
    case corpNotSameSite(url: WebURL)
    case onlyIfCachedMiss
    case contentSecurityPolicy(url: WebURL, ContentSecurityPolicyViolation)
    /// A sandboxed document may not submit forms.
    case sandboxedForm(url: WebURL)
    case sandboxedNavigation(url: WebURL, SandboxedNavigation)
    case framing(url: WebURL, FramingRefusal)
    case embedderPolicy(url: WebURL, EmbedderRefusal)
    case webSocketHandshake(WebSocketHandshakeFailure)
    case eventStream(EventStreamFailure)
    /// More than 64 KiB in flight for `sendBeacon()` and `keepalive`.
    case keepaliveQuota(limit: Int)
    case integrity(url: WebURL, IntegrityFailure)
    /// A stream can only be sent over HTTP/2.
    case streamOverHTTP1

    // Caused by the network or the profile.
    case transport(TransportError)
    case storage(BrowserStorageError)

    /// The value of `error.code` in the report (`crumb.report/1`).
    package var code: String {
        switch self {
        case .invalidURL: "InvalidURL"
        case .urlHasCredentials: "URLHasCredentials"
        case .invalidMethod, .forbiddenMethod: "ForbiddenMethod"
        case .methodNotAllowedInNoCORS: "MethodNotAllowedInNoCors"
        case .bodyWithGetOrHead: "BodyWithGetOrHead"
        case .invalidHeaderName, .invalidHeaderValue: "InvalidHeader"
        case .navigateMode: "InvalidMode"
        case .bindingError(.notInEnumeration): "InvalidInit"
        case .bindingError(.notAByteString): "InvalidHeader"
        case .onlyIfCachedOutsideSameOrigin, .onlyIfCachedMiss: "OnlyIfCachedMiss"
        case .badPort: "BadPort"
        case .mixedContent: "MixedContent"
        case .notRequested: "NotAskedFor"
        case .localNetwork(let refusal): refusal.code
        case .disallowedByMode: "DisallowedByMode"
        case .noCORSRedirectModeNotFollow: "NoCorsRedirectModeNotFollow"
        case .unsupportedScheme: "CorsDisabledScheme"
        case .cors(let failure): failure.code
        case .redirectDisallowed: "RedirectDisallowed"
        case .tooManyRedirects: "TooManyRedirects"
        case .invalidRedirect: "InvalidRedirect"
        case .corpNotSameOrigin: "CorpNotSameOrigin"
        case .corpNotSameSite: "CorpNotSameSite"
        case .notAWebSocketURL, .webSocketFragment: "InvalidURL"
        case .invalidSubprotocol: "InvalidSubprotocol"
        case .contentSecurityPolicy: "ContentSecurityPolicy"
        case .sandboxedForm: "SandboxedForm"
        case .sandboxedNavigation(_, .popup): "SandboxedPopup"
        case .sandboxedNavigation(_, .top): "SandboxedTopNavigation"
        case .sandboxedNavigation(_, .otherFrame): "SandboxedNavigation"
        case .sandboxedNavigation(_, .download): "SandboxedDownload"
        case .framing(_, .ancestors): "FrameAncestors"
        case .framing(_, .frameOptions), .framing(_, .severalFrameOptions): "FrameOptions"
        case .framing(_, .requiredPolicy): "RequiredPolicy"
        case .embedderPolicy(_, .noResourcePolicy): "CorpNotSameOriginByCoep"
        case .embedderPolicy: "CoepMissing"
        case .webSocketHandshake(let failure): failure.code
        case .eventStream: "EventStream"
        case .keepaliveQuota: "KeepaliveQuota"
        case .aborted: "Aborted"
        case .timedOut: "AbortTimeout"
        case .streamOutsideCORS, .streamWithoutDuplex, .streamUnsupported: "InvalidStream"
        case .streamOverHTTP1: "StreamNeedsHTTP2"
        case .integrity: "Integrity"
        case .notABeaconURL: "InvalidURL"
        case .streamInKeepalive: "StreamInKeepalive"
        case .transport(.network), .transport(.cancelled), .transport(.refusedAddressSpace),
            .transport(.refusedAddress), .transport(.unreadableFile):
            "NetworkError"
        case .transport(.timeout): "Timeout"
        case .transport(.tls): "TLSError"
        case .transport(.bodyTooLarge): "BodyTooLarge"
        case .transport(.headersTooLarge), .transport(.headerLineTooLong): "HeadersTooLarge"
        case .storage: "ProfileError"
        }
    }

    /// Whether the network or a WebSocket handshake failed, rather than a rule.
    package var isNetworkFailure: Bool {
        switch self {
        case .transport, .webSocketHandshake: true
        default: false
        }
    }

    /// Whether the page aborted the request.
    package var isAbort: Bool {
        if case .aborted = self { true } else { false }
    }

    /// Whether `fetch()` throws the error while it constructs the request, with a message of its
    /// own.
    package var isThrownByConstruction: Bool {
        switch self {
        case .invalidURL, .urlHasCredentials, .invalidMethod, .forbiddenMethod,
            .methodNotAllowedInNoCORS, .bodyWithGetOrHead, .invalidHeaderName,
            .invalidHeaderValue, .navigateMode, .bindingError,
            .onlyIfCachedOutsideSameOrigin, .notAWebSocketURL, .webSocketFragment,
            .invalidSubprotocol, .notABeaconURL, .streamInKeepalive, .aborted, .streamOutsideCORS,
            .streamWithoutDuplex, .streamUnsupported:
            true
        default: false
        }
    }
}
