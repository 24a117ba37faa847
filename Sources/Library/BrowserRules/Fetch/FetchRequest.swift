internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra

/// The arguments that a page passes to `fetch(url, init)`.
///
/// https://fetch.spec.whatwg.org/#requestinit
public struct FetchRequest: Hashable, Sendable, Codable {
    /// The request's mode.
    ///
    /// https://fetch.spec.whatwg.org/#concept-request-mode
    public enum Mode: String, Hashable, Sendable, Codable, CaseIterable {
        /// Another origin must consent.
        case cors
        /// Another origin need not consent, but the page cannot read the response.
        case noCORS = "no-cors"
        /// A request to another origin fails.
        case sameOrigin = "same-origin"
    }

    /// Whether cookies are sent, and whether cookies in the response are stored.
    ///
    /// https://fetch.spec.whatwg.org/#concept-request-credentials-mode
    public enum Credentials: String, Hashable, Sendable, Codable, CaseIterable {
        /// Never.
        case omit
        /// Only for requests to the page's own origin.
        case sameOrigin = "same-origin"
        /// For every request.
        case include
    }

    /// The request's redirect mode.
    ///
    /// https://fetch.spec.whatwg.org/#concept-request-redirect-mode
    public enum Redirect: String, Hashable, Sendable, Codable, CaseIterable {
        /// The redirect is followed; the page gets the final response.
        case follow
        /// A redirect is a network error.
        case error
        /// The redirect is not followed; the page only learns that there was one.
        case manual
    }

    /// The URL, absolute or relative to the page's.
    public var url: String
    /// The method, as script writes it.
    public var method: String
    /// The headers set by script; forbidden ones are dropped.
    public var headers: Headers
    /// The body; `nil` for none.
    public var body: [UInt8]?
    /// The request's mode, which decides whether another origin must consent.
    public var mode: Mode
    /// The credentials mode, which decides whether cookies are sent.
    public var credentials: Credentials
    /// The redirect mode.
    public var redirect: Redirect

    /// Creates the arguments of a call of `fetch()`.
    ///
    /// - Parameters:
    ///   - url: The URL, absolute or relative to the page's.
    ///   - method: The method, as script writes it.
    ///   - headers: The headers set by script.
    ///   - body: The body; `nil` for none.
    ///   - mode: Whether another origin must consent.
    ///   - credentials: Whether cookies are sent.
    ///   - redirect: How a redirect is handled.
    public init(
        _ url: String,
        method: String = "GET",
        headers: Headers = [:],
        body: [UInt8]? = nil,
        mode: Mode = .cors,
        credentials: Credentials = .sameOrigin,
        redirect: Redirect = .follow
    ) {
        self.url = url
        self.method = method
        self.headers = headers
        self.body = body
        self.mode = mode
        self.credentials = credentials
        self.redirect = redirect
    }

    var engine: EngineFetchRequest {
        let mode: RequestMode =
            switch mode {
            case .cors: .cors
            case .noCORS: .noCORS
            case .sameOrigin: .sameOrigin
            }
        let credentials: CredentialsMode =
            switch credentials {
            case .omit: .omit
            case .sameOrigin: .sameOrigin
            case .include: .include
            }
        let redirect: RedirectMode =
            switch redirect {
            case .follow: .follow
            case .error: .error
            case .manual: .manual
            }
        return EngineFetchRequest(
            url: url,
            method: method,
            headers: headers.fields.map {
                Header(name: $0.name, value: ByteString(utf8: $0.value))
            },
            body: body.map { ByteString($0) },
            mode: mode,
            credentials: credentials,
            redirect: redirect
        )
    }
}
