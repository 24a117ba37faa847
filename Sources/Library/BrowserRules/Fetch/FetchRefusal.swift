internal import BrowserCORS
internal import BrowserFetch
internal import WebOrigin

/// Why a page's `fetch()` is rejected, or a navigation leads nowhere.
///
/// A browser tells the page no more than "TypeError: Failed to fetch"; this is what its developer tools
/// tell.
public struct FetchRefusal: Error, Hashable, Sendable, Codable, CustomStringConvertible {
    /// The reason's code, which is stable: that of the DevTools protocol where it has one.
    ///
    /// Minor versions may add codes, so a `switch` over them needs a `default`.
    public struct Code: RawRepresentable, Hashable, Sendable, Codable {
        /// The name.
        public let rawValue: String

        /// The code of that name, whether this version knows it or not.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        init(_ name: String) {
            rawValue = name
        }
    }

    /// The reason.
    public let code: Code
    /// The same, where it is CORS that the response or the preflight fails.
    public let cors: CORSRefusal?
    /// What is wrong, such as a URL, a header's value or what the client threw; empty where there is no
    /// such.
    public let detail: String

    init(code: Code, detail: String) {
        self.code = code
        self.detail = detail
        cors = nil
    }

    init(_ failure: FetchFailure) {
        code = Code(failure.code)
        if case .cors(let failure) = failure {
            cors = CORSRefusal(failure)
        } else {
            cors = nil
        }
        detail = failure.detail
    }

    /// Code and detail.
    public var description: String {
        detail.isEmpty ? code.rawValue : "\(code.rawValue) (\(detail))"
    }
}

extension FetchRefusal.Code {
    /// The URL cannot be parsed.
    public static let invalidURL = Self("InvalidURL")
    /// The URL has a user name or a password.
    public static let urlHasCredentials = Self("URLHasCredentials")
    /// Script may not use the method.
    public static let forbiddenMethod = Self("ForbiddenMethod")
    /// Mode `no-cors` takes GET, HEAD and POST only.
    public static let methodNotAllowedInNoCORS = Self("MethodNotAllowedInNoCors")
    /// A GET or HEAD with a body.
    public static let bodyWithGetOrHead = Self("BodyWithGetOrHead")
    /// A header's name or value that HTTP does not have.
    public static let invalidHeader = Self("InvalidHeader")
}

extension FetchRefusal.Code {
    /// Browsers do not connect to that port.
    public static let badPort = Self("BadPort")
    /// A secure page asks over http.
    public static let mixedContent = Self("MixedContent")
    /// Another origin, in mode `same-origin`.
    public static let disallowedByMode = Self("DisallowedByMode")
    /// A scheme that CORS does not know.
    public static let corsDisabledScheme = Self("CorsDisabledScheme")
    /// Mode `no-cors` follows redirects.
    public static let noCORSRedirectModeNotFollow = Self("NoCorsRedirectModeNotFollow")
    /// The page's Content-Security-Policy.
    public static let contentSecurityPolicy = Self("ContentSecurityPolicy")
    /// A page that is not secure asks for the user's own network.
    public static let insecureLocalNetwork = Self("InsecureLocalNetwork")
    /// The user would have to allow it.
    public static let localNetworkAccessPermissionDenied = Self(
        "LocalNetworkAccessPermissionDenied"
    )
    /// It leads to another network than it says.
    public static let invalidLocalNetworkAccess = Self("InvalidLocalNetworkAccess")
}

extension FetchRefusal.Code {
    /// A redirect, in redirect mode `error`.
    public static let redirectDisallowed = Self("RedirectDisallowed")
    /// More redirects than a browser follows.
    public static let tooManyRedirects = Self("TooManyRedirects")
    /// A redirect to what is not a URL.
    public static let invalidRedirect = Self("InvalidRedirect")
    /// `Cross-Origin-Resource-Policy: same-origin`, and the page is of another one.
    public static let corpNotSameOrigin = Self("CorpNotSameOrigin")
    /// `Cross-Origin-Resource-Policy: same-site`, and the page is of another one.
    public static let corpNotSameSite = Self("CorpNotSameSite")
    /// The page's Cross-Origin-Embedder-Policy wants one of those.
    public static let corpNotSameOriginByCOEP = Self("CorpNotSameOriginByCoep")
    /// The client could not send it.
    public static let networkError = Self("NetworkError")
}

extension FetchFailure {
    fileprivate var detail: String {
        switch self {
        case .cors(let failure): failure.parameter
        case .invalidURL(let input, _): input
        case .urlHasCredentials(let url): url
        case .invalidMethod(let name), .forbiddenMethod(let name),
            .methodNotAllowedInNoCORS(let name), .bodyWithGetOrHead(let name),
            .invalidHeaderName(let name), .invalidHeaderValue(let name, _):
            name
        case .badPort(let port, _): "\(port)"
        case .mixedContent(let url, _), .disallowedByMode(let url, _, _),
            .unsupportedScheme(let url), .noCORSRedirectModeNotFollow(let url),
            .contentSecurityPolicy(let url, _), .corpNotSameOrigin(let url),
            .corpNotSameSite(let url), .embedderPolicy(let url, _):
            url.href
        case .localNetwork(let refusal): refusal.url.href
        case .redirectDisallowed(_, let location), .invalidRedirect(let location): location
        case .tooManyRedirects(let limit): "\(limit)"
        case .transport(.network(_, let detail)): detail
        default: ""
        }
    }
}
