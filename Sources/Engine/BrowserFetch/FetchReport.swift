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
        /// The response asked for the same request again, with storage access.
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
    /// Who makes it a request of another site; `nil` where nobody does.
    package var crossSiteParty: CrossSiteParty?
    /// Every stored cookie of the target's registrable domain; empty without credentials.
    package var cookies: [CookieVerdict]
    /// `nil` until a response came.
    package var response: HTTPResponse?
    package var setCookies: [SetCookieVerdict]
    /// `nil` where no CORS check applies.
    package var cors: CORSVerdict?
    /// `nil` where the response does not ask for it.
    package var clearSiteData: ClearSiteDataVerdict?
    /// `nil` where the response says nothing of it that counts.
    package var transportSecurity: StrictTransportSecurity?
}

package enum CORSVerdict: Hashable, Sendable {
    case passed
    case failed(CORSFailure)
}

/// What a page sees of a response.
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
    /// Lower-case names, sorted, combined.
    package var headers: [Header]
    /// `nil` where the page gets no body at all; what came of it, where `bodyError` is not `nil`.
    package var body: ByteString?
    /// What reading the body to its end fails with, though the page has the response.
    package var bodyError: FetchFailure?
    /// How many bytes the body had, where only its beginning was kept.
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

/// What the browser's HTTP cache had to do with it.
package enum HTTPCacheUse: String, Hashable, Sendable {
    /// The server's own answer.
    case none
    /// The cache answered, and nothing was sent.
    case hit
    /// The server said that what the cache has is still good (304).
    case revalidated
}

/// Something that a browser does without a word, and that a reader wants to know.
package enum RequestWarning: Hashable, Sendable {
    case forbiddenHeaderDropped(name: String)
    /// The header is not safelisted and the mode is no-cors.
    case headerDroppedInNoCORS(name: String)
    /// A report-only policy has something against it.
    case policyViolation(url: WebURL, ContentSecurityPolicyViolation)
    case upgradedToHTTPS(from: WebURL, to: WebURL)
    /// A secure page asks for it over http, because it is on the user's own network.
    case insecureOnLocalNetwork(url: WebURL, Destination)
    /// A part of `integrity` that does not count.
    case integrityMistake(IntegrityMistake)
}

/// A redirect that no server sent.
package struct InternalRedirect: Hashable, Sendable {
    package enum Reason: String, Hashable, Sendable {
        /// The host is https only.
        case strictTransportSecurity = "HSTS"
        /// The page's `upgrade-insecure-requests`.
        case upgradeInsecureRequests = "CSP"
    }

    package var from: WebURL
    package var to: WebURL
    package var reason: Reason
}

/// All that happened: terminal text, JSON and expectations are functions of it.
package struct FetchReport: Hashable, Sendable {
    package var browser: String
    package var page: Page?
    package var topLevelSite: Site?
    /// As it was asked for; `url` is `nil` where it could not be parsed.
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
    /// The document that a navigation ended at.
    package var document: Page?
    /// What an element uses, although its page may not read it, and although it may come from the cache;
    /// `nil` where no element asked, and for a failure.
    package var elementResponse: HTTPResponse?
    /// Whether the page is a frame, and the tab shows another site.
    package var isFramedByAnotherSite = false
    /// As it was asked for; `nil` where a report was not made by a browser.
    package var asked: OriginalRequest?
    /// What the user chose for third-party cookies, or the browser's own; `nil` as for `asked`.
    package var thirdParty: CookiePolicy.ThirdParty?
    /// Of a request without credentials: every stored cookie of the target's registrable domain, as
    /// it would be judged with them. Empty until somebody asks: ``Browser/cookiesLeftBehind(by:)``.
    package var unsentCookies: [CookieVerdict] = []
    package var internalRedirects: [InternalRedirect] = []
    /// What policies that were violated have the browser report, and to whom.
    package var violationReports: [ViolationReport] = []
    /// `nil` for what is not a connection.
    package var connection: ConnectionResult?

    /// What the browser keeps could not be read, so that nothing was sent, or nothing more.
    package var storageError: BrowserStorageError? {
        guard case .rejected(.storage(let error)) = outcome else { return nil }
        return error
    }
}
