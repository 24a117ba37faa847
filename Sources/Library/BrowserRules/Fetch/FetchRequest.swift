internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra

/// What a page passes to `fetch(url, init)`, by its own names.
///
/// https://fetch.spec.whatwg.org/#requestinit
public struct FetchRequest: Hashable, Sendable, Codable {
    /// https://fetch.spec.whatwg.org/#concept-request-mode
    public enum Mode: String, Hashable, Sendable, Codable, CaseIterable {
        /// Another origin has to consent.
        case cors
        /// Another origin need not consent, and the page sees nothing.
        case noCORS = "no-cors"
        /// Another origin is not asked.
        case sameOrigin = "same-origin"
    }

    /// Whether cookies go along, and whether those of the response are stored.
    ///
    /// https://fetch.spec.whatwg.org/#concept-request-credentials-mode
    public enum Credentials: String, Hashable, Sendable, Codable, CaseIterable {
        /// Never.
        case omit
        /// To the page's own origin.
        case sameOrigin = "same-origin"
        /// Everywhere.
        case include
    }

    /// https://fetch.spec.whatwg.org/#concept-request-redirect-mode
    public enum Redirect: String, Hashable, Sendable, Codable, CaseIterable {
        /// The page sees the last response.
        case follow
        /// A redirect is a network error.
        case error
        /// The page sees that there was one, and no more.
        case manual
    }

    /// Absolute, or relative to the page.
    public var url: String
    /// As script has it.
    public var method: String
    /// Those that script sets; what script may not set is dropped.
    public var headers: Headers
    /// `nil` for none.
    public var body: [UInt8]?
    /// Whether another origin has to consent.
    public var mode: Mode
    /// Whether cookies go along.
    public var credentials: Credentials
    /// What becomes of a redirect.
    public var redirect: Redirect

    /// A call of `fetch()`.
    ///
    /// - Parameters:
    ///   - url: Absolute, or relative to the page.
    ///   - method: As script has it.
    ///   - headers: Those that script sets.
    ///   - body: Bytes, or `nil` for none.
    ///   - mode: Whether another origin has to consent.
    ///   - credentials: Whether cookies go along.
    ///   - redirect: What becomes of a redirect.
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
