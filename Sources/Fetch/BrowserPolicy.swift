package import CORS
package import Cookies
package import HTTP

/// What differs between browsers, as data.
///
/// The algorithms ask a policy for an axis, never for a browser's name. There are no defaults: a new
/// axis does not compile until every preset has decided.
package struct BrowserPolicy: Hashable, Sendable {
    /// As `--browser` and the report write it.
    package var name: String
    package var cookies: CookiePolicy
    package var cors: CORSPolicy
    package var headers: RequestHeaderPolicy
    package var fetch: FetchPolicy

    package init(
        name: String,
        cookies: CookiePolicy,
        cors: CORSPolicy,
        headers: RequestHeaderPolicy,
        fetch: FetchPolicy
    ) {
        self.name = name
        self.cookies = cookies
        self.cors = cors
        self.headers = headers
        self.fetch = fetch
    }
}

/// The headers that a browser sends of its own accord.
package struct RequestHeaderPolicy: Hashable, Sendable {
    package var userAgent: String
    /// `Accept` by what is asked for.
    package var acceptDocument: String
    package var acceptImage: String
    package var acceptStyle: String
    package var acceptLanguage: String
    /// To trustworthy URLs, and to others.
    package var acceptEncodingSecure: String
    package var acceptEncodingInsecure: String
    /// `sec-ch-ua`, `sec-ch-ua-mobile`, `sec-ch-ua-platform`: sent to trustworthy URLs.
    package var clientHints: [Header]
    /// Whether a script's `User-Agent` header reaches the wire.
    package var scriptMaySetUserAgent: Bool
    /// Whether `Sec-Fetch-Storage-Access` goes with cross-site requests that include credentials.
    package var sendsStorageAccessHeader: Bool
    /// Whether a preflight carries `Sec-Fetch-Mode` also to a URL that is not trustworthy.
    package var preflightSendsFetchModeEverywhere: Bool
    package var preflightFetchSite: PreflightFetchSite

    package init(
        userAgent: String,
        acceptDocument: String,
        acceptImage: String,
        acceptStyle: String,
        acceptLanguage: String,
        acceptEncodingSecure: String,
        acceptEncodingInsecure: String,
        clientHints: [Header],
        scriptMaySetUserAgent: Bool,
        sendsStorageAccessHeader: Bool,
        preflightSendsFetchModeEverywhere: Bool,
        preflightFetchSite: PreflightFetchSite
    ) {
        self.userAgent = userAgent
        self.acceptDocument = acceptDocument
        self.acceptImage = acceptImage
        self.acceptStyle = acceptStyle
        self.acceptLanguage = acceptLanguage
        self.acceptEncodingSecure = acceptEncodingSecure
        self.acceptEncodingInsecure = acceptEncodingInsecure
        self.clientHints = clientHints
        self.scriptMaySetUserAgent = scriptMaySetUserAgent
        self.sendsStorageAccessHeader = sendsStorageAccessHeader
        self.preflightSendsFetchModeEverywhere = preflightSendsFetchModeEverywhere
        self.preflightFetchSite = preflightFetchSite
    }

    /// What `Sec-Fetch-Site` of a preflight that follows a redirect looks at.
    package enum PreflightFetchSite: Hashable, Sendable {
        /// Every URL that the request has been at (the standard).
        case ofAllHops
        /// The URL that is asked.
        case ofTheCurrentURL
    }
}
