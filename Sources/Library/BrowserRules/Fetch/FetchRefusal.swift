internal import BrowserCORS
internal import BrowserFetch
internal import WebOrigin

/// The reason why a page's `fetch()` is rejected, or a navigation fails.
///
/// A browser only gives the page "TypeError: Failed to fetch"; this is what its developer tools show.
public struct FetchRefusal: Error, Hashable, Sendable, Codable, CustomStringConvertible {
    /// The code of a reason. It is stable: the DevTools protocol's where it has one.
    ///
    /// Minor versions may add codes, so a `switch` over them needs a `default`.
    public struct Code: RawRepresentable, Hashable, Sendable, Codable {
        /// The code's name.
        public let rawValue: String

        /// Creates the code with this name, even if this version does not define it.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        init(_ name: String) {
            rawValue = name
        }
    }

    /// The reason.
    public let code: Code
    /// The CORS reason, if the response or the preflight fails a CORS check.
    public let cors: CORSRefusal?
    /// The value at fault, such as a URL, a header's value or the error that the client threw; empty if
    /// there is none.
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

    /// The code, and the detail in parentheses.
    public var description: String {
        detail.isEmpty ? code.rawValue : "\(code.rawValue) (\(detail))"
    }
}

extension FetchRefusal.Code {
    /// The URL cannot be parsed.
    public static let invalidURL = Self("InvalidURL")
    /// The URL has a user name or a password.
    public static let urlHasCredentials = Self("URLHasCredentials")
    /// Script may not use this method.
    public static let forbiddenMethod = Self("ForbiddenMethod")
    /// Mode `no-cors` only allows GET, HEAD and POST.
    public static let methodNotAllowedInNoCORS = Self("MethodNotAllowedInNoCors")
    /// A GET or HEAD request has a body.
    public static let bodyWithGetOrHead = Self("BodyWithGetOrHead")
    /// A header's name or value is not valid in HTTP.
    public static let invalidHeader = Self("InvalidHeader")
}

extension FetchRefusal.Code {
    /// Browsers do not connect to this port.
    public static let badPort = Self("BadPort")
    /// A secure page makes a request over http.
    public static let mixedContent = Self("MixedContent")
    /// The URL is cross-origin, and the mode is `same-origin`.
    public static let disallowedByMode = Self("DisallowedByMode")
    /// The URL's scheme does not support CORS.
    public static let corsDisabledScheme = Self("CorsDisabledScheme")
    /// Mode `no-cors` requires redirect mode `follow`.
    public static let noCORSRedirectModeNotFollow = Self("NoCorsRedirectModeNotFollow")
    /// The page's Content-Security-Policy blocks the request.
    public static let contentSecurityPolicy = Self("ContentSecurityPolicy")
    /// A page that is not secure makes a request to the user's local network.
    public static let insecureLocalNetwork = Self("InsecureLocalNetwork")
    /// The request needs a permission for the local network, which the user has not granted.
    public static let localNetworkAccessPermissionDenied = Self(
        "LocalNetworkAccessPermissionDenied"
    )
    /// The request leads to a different address space than it declares.
    public static let invalidLocalNetworkAccess = Self("InvalidLocalNetworkAccess")
}

extension FetchRefusal.Code {
    /// The response is a redirect, and the redirect mode is `error`.
    public static let redirectDisallowed = Self("RedirectDisallowed")
    /// There are more redirects than a browser follows.
    public static let tooManyRedirects = Self("TooManyRedirects")
    /// A redirect leads to something that is not a valid URL.
    public static let invalidRedirect = Self("InvalidRedirect")
    /// The response has `Cross-Origin-Resource-Policy: same-origin`, and the page is of another origin.
    public static let corpNotSameOrigin = Self("CorpNotSameOrigin")
    /// The response has `Cross-Origin-Resource-Policy: same-site`, and the page is of another site.
    public static let corpNotSameSite = Self("CorpNotSameSite")
    /// The page's Cross-Origin-Embedder-Policy requires CORS or a Cross-Origin-Resource-Policy that
    /// allows the page.
    public static let corpNotSameOriginByCOEP = Self("CorpNotSameOriginByCoep")
    /// The client could not send the request.
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
