package import BrowserCORS
package import BrowserCookies
package import BrowserHTTP
package import BrowserInfra
package import WebOrigin

/// One HTTP request and its response on the wire, with a verdict on every cookie and on CORS.
package struct Exchange: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case preflight, request
        /// The response of this hop was a redirect, and was followed.
        case redirect
        /// The response requested that the same request be sent again, with storage access.
        case retry
    }

    package var kind: Kind
    /// When it was sent, by the browser's clock.
    package var started: Moment
    package var method: String
    package var url: WebURL
    package var requestHeaders: HeaderList
    package var requestBody: ByteString?
    package var includesCredentials: Bool
    package var sameSite: SameSiteContext
    /// The party that makes this a cross-site request; `nil` if there is none.
    package var crossSiteParty: CrossSiteParty?
    /// Every stored cookie of the target's registrable domain; empty without credentials.
    package var cookies: [CookieVerdict]
    /// `nil` until a response arrives.
    package var response: HTTPResponse?
    package var setCookies: [SetCookieVerdict]
    /// `nil` if no CORS check applies.
    package var cors: CORSVerdict?
    /// `nil` if the response does not request it.
    package var clearSiteData: ClearSiteDataVerdict?
    /// `nil` if the response has no valid header for it.
    package var transportSecurity: StrictTransportSecurity?
}

package enum CORSVerdict: Hashable, Sendable {
    case passed
    case failed(CORSFailure)
}

/// The part of a response that a page sees.
///
/// https://fetch.spec.whatwg.org/#concept-filtered-response
package struct PageResponse: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case basic, cors, `default`, opaque, opaqueredirect
    }

    package var kind: Kind
    /// 0 for an opaque response.
    package var status: Int
    package var statusText: ByteString
    /// Sorted by lowercase name; values of the same name are combined.
    package var headers: [Header]
    /// `nil` if the page gets no body at all; the part that arrived if `bodyError` is not `nil`.
    package var body: ByteString?
    /// The error of reading the body to its end, although the page has the response.
    package var bodyError: FetchFailure?
    /// The original size of the body in bytes, if only its beginning was kept.
    package var bodyCutFrom: Int?
    /// Empty for an opaque response.
    package var url: String
    package var isRedirected: Bool

    package var isOpaque: Bool { kind == .opaque || kind == .opaqueredirect }
}

package enum FetchOutcome: Hashable, Sendable {
    case fulfilled(PageResponse)
    case rejected(FetchFailure)
}

package enum PreflightCacheUse: String, Hashable, Sendable {
    case hit, miss
    case notNeeded = "not-needed"
}

/// How the browser's HTTP cache took part in a request.
package enum HTTPCacheUse: String, Hashable, Sendable {
    /// The response came from the server.
    case none
    /// The response came from the cache, and nothing was sent.
    case hit
    /// The server confirmed that the cached response is still valid (304).
    case revalidated
}

/// Something that a browser does silently, but that is worth reporting.
package enum RequestWarning: Hashable, Sendable {
    case forbiddenHeaderDropped(name: String)
    /// The header is not safelisted and the mode is no-cors.
    case headerDroppedInNoCORS(name: String)
    /// A report-only policy was violated.
    case policyViolation(url: WebURL, ContentSecurityPolicyViolation)
    case upgradedToHTTPS(from: WebURL, to: WebURL)
    /// A secure page requested the URL over http, because it is on the user's own network.
    case insecureOnLocalNetwork(url: WebURL, Destination)
    /// A part of `integrity` that is ignored.
    case integrityMistake(IntegrityMistake)
}

/// A redirect made by the browser itself, not by a server.
package struct InternalRedirect: Hashable, Sendable {
    package enum Reason: String, Hashable, Sendable {
        /// The host requires https.
        case strictTransportSecurity = "HSTS"
        /// The page's `upgrade-insecure-requests`.
        case upgradeInsecureRequests = "CSP"
    }

    package var from: WebURL
    package var to: WebURL
    package var reason: Reason
}

/// Everything that happened in a fetch; terminal text, JSON and expectations are derived from it.
package struct FetchReport: Hashable, Sendable {
    package var browser: String
    package var page: Page?
    package var topLevelSite: Site?
    /// The requested URL; `nil` if it could not be parsed. `urlText` is the URL as it was given.
    package var url: WebURL?
    package var urlText: String
    package var method: String
    package var mode: RequestMode
    package var credentials: CredentialsMode
    package var redirect: RedirectMode
    package var destination: Destination
    package var initiator: Initiator
    package var relation: OriginComparison?
    package var exchanges: [Exchange]
    package var preflightCache: PreflightCacheUse
    package var httpCache: HTTPCacheUse
    package var warnings: [RequestWarning]
    package var outcome: FetchOutcome
    /// The document that a navigation created.
    package var document: Page?
    /// The response that an element uses, even if the page may not read it, and even if it came
    /// from the cache; `nil` if no element made the request, or if it failed.
    package var elementResponse: HTTPResponse?
    /// Whether the page is in a frame and the tab shows another site.
    package var isFramedByAnotherSite = false
    /// The original request; `nil` if the report was not made by a browser.
    package var asked: OriginalRequest?
    /// The setting for third-party cookies, the user's or the browser's default; `nil` in the same
    /// cases as `asked`.
    package var thirdParty: CookiePolicy.ThirdParty?
    /// For a request without credentials: every stored cookie of the target's registrable domain,
    /// as it would be judged if they were included. Empty until ``Browser/unsentCookies(by:)``
    /// is called.
    package var unsentCookies: [CookieVerdict] = []
    package var internalRedirects: [InternalRedirect] = []
    /// The reports that the browser sends about policy violations, and their endpoints.
    package var violationReports: [ViolationReport] = []
    /// `nil` if the request is not a connection.
    package var connection: ConnectionResult?

    /// The error if the browser's storage could not be read, so that nothing (more) was sent.
    package var storageError: BrowserStorageError? {
        guard case .rejected(.storage(let error)) = outcome else { return nil }
        return error
    }
}
