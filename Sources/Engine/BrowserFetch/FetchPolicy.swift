/// The differences between browsers in fetching itself.
package struct FetchPolicy: Hashable, Sendable {
    package var loopbackContent: LoopbackContent
    /// Whether two ports of one IP address are same-site for `Cross-Origin-Resource-Policy`.
    package var corpTreatsAddressesAsSameSite: Bool
    package var modeCheck: ModeCheck
    package var insecureForms: InsecureForms
    package var insecureRequestUpgrade: InsecureRequestUpgrade
    package var referrerDowngrade: ReferrerDowngrade
    package var redirectedReferrer: RedirectedReferrer
    package var preflightReferrer: PreflightReferrer
    package var crossSiteReferrer: CrossSiteReferrer
    package var thirdPartyReferrer: ThirdPartyReferrer
    package var originHiding: OriginHiding
    package var originDowngrade: OriginDowngrade
    package var methodForOrigin: MethodForOrigin
    package var redirectedOrigin: RedirectedOrigin
    package var opaqueReferrer: OpaqueReferrer
    package var elementOrigin: ElementOrigin
    /// The cache mode of a navigation by POST, and of all its hops.
    package var postNavigationCache: CacheMode
    /// The cache mode of a request that a header set by the page makes conditional.
    package var conditionalRequestCache: CacheMode
    package var rangeHeader: RangeHeader
    /// Whether `Pragma` is kept when a redirect leads to another origin.
    package var pragmaAfterCrossOriginHop: Bool
    package var requestStream: RequestStream
    /// Whether a preflight has the cache mode of the request that it precedes.
    package var preflightInheritsCacheMode: Bool
    package var preflightOrigin: PreflightOrigin
    package var preflightUserAgent: PreflightUserAgent
    package var redirectedPreflight: RedirectedPreflight
    package var emptyLocation: EmptyLocation
    package var severalLocations: SeveralLocations
    /// Schemes that a redirect must not lead to, whatever CORS allows.
    package var unsafeRedirectSchemes: Set<String>
    package var resetContentBody: ResetContentBody
    /// Whether the response to a `data:` URL has a `Content-Length`.
    package var dataURLHasLength: Bool
    package var dataDocumentCookies: DataDocumentCookies
    /// Whether a frame whose load was blocked as mixed content fires `error`.
    package var blockedFrameFiresError: Bool
    package var sourceUpgrade: SourceUpgrade
    package var socketSources: SocketSources
    package var wildcardHost: WildcardHost
    package var reportOrder: ReportOrder
    package var reportSender: ReportSender
    package var reportBody: ReportBody
    /// Whether `report-to` replaces `report-uri`.
    package var knowsReportTo: Bool
    /// The cache mode of a request whose credentials an embedder policy removes.
    package var cacheWithoutCredentials: CacheMode
    package var blockAllMixedContent: BlockAllMixedContent
    package var unknownResourcePolicy: UnknownResourcePolicy
    /// Whether `credentialless` is a value of `Cross-Origin-Embedder-Policy`.
    package var credentiallessDocuments: Bool

    /// What the host `*` matches in a source with a scheme, a port or a path.
    package enum WildcardHost: Hashable, Sendable {
        /// Any host (the standard).
        case any
        /// No host at all, which is presumably unintended.
        case none
    }

    /// What the sources `ws:` and `wss:` of a Content-Security-Policy allow.
    package enum SocketSources: Hashable, Sendable {
        /// Also http and https (the standard).
        case matchHTTP
        case matchSockets
    }

    /// Which http sources of a Content-Security-Policy also match https.
    package enum SourceUpgrade: Hashable, Sendable {
        /// All of them, on the port that they specify (the standard).
        case anyPort
        /// Those that specify no port, or port 80.
        case defaultPort
    }

    /// What the directive `block-all-mixed-content` does.
    package enum BlockAllMixedContent: Hashable, Sendable {
        /// Nothing: it is obsolete (the standard).
        case ignored
        /// Images, audio and video are also blocked, and not upgraded.
        case obeyed
    }

    /// How an unknown `Cross-Origin-Resource-Policy` value is treated if an embedder policy
    /// requires one.
    package enum UnknownResourcePolicy: Hashable, Sendable {
        /// As if it were absent (the standard).
        case none
        /// As permission for the response.
        case passes
    }

    /// How an https page treats `http://127.0.0.1` and `http://localhost`.
    package enum LoopbackContent: Hashable, Sendable {
        /// As trustworthy (the standard).
        case trusted
        /// As mixed content: only images, audio and video may be loaded from there.
        case blockable
    }

    /// The point at which a request is blocked that its mode or its scheme forbids.
    package enum ModeCheck: Hashable, Sendable {
        /// After bad ports and mixed content (the standard).
        case afterBlocking
        case beforeBlocking
    }

    /// What happens to a form on an https page that is submitted to http.
    package enum InsecureForms: Hashable, Sendable {
        case sent
        /// Blocked: the browser asks the user first, who has not agreed.
        case blocked
    }

    /// How `upgrade-insecure-requests` turns http into https.
    package enum InsecureRequestUpgrade: Hashable, Sendable {
        /// The request uses https from the start (the standard); the page sees the original URL.
        case rewritesURL
        /// Likewise, also for loopback; the page sees the upgraded URL.
        case rewritesURLVisibly
        /// The browser redirects the request itself.
        case redirects
    }

    /// What counts as less secure than the referrer.
    package enum ReferrerDowngrade: Hashable, Sendable {
        /// A URL that is not potentially trustworthy (the standard).
        case byTrustworthiness
        /// http after https, even for loopback; never if the referrer uses http.
        case byScheme
    }

    /// What the referrer of a redirected request is derived from.
    package enum RedirectedReferrer: Hashable, Sendable {
        /// The page's URL, anew at each hop (the standard).
        case fromThePage
        /// What the previous hop sent: anything removed once stays removed.
        case fromThePreviousHop
    }

    /// How much of its URL a page can reveal to another site.
    package enum CrossSiteReferrer: Hashable, Sendable {
        /// All that its policy allows (the standard).
        case byPolicy
        /// At most what the default policy allows.
        case byDefaultPolicy
        /// Likewise, but all that its policy allows when it navigates the tab.
        case byDefaultPolicyInPages
    }

    /// How much of its URL a page reveals to sites other than that of the address bar.
    package enum ThirdPartyReferrer: Hashable, Sendable {
        /// All that the policy allows (the standard).
        case byPolicy
        /// Only the origin, even from a frame of that other site.
        case originOnly
    }

    /// The `Referer` of a preflight.
    package enum PreflightReferrer: Hashable, Sendable {
        /// That of the request that it precedes (the standard).
        case ofTheRequest
        /// After a redirect, that of the previous hop.
        case ofThePreviousHop
    }

    /// Where a referrer policy turns `Origin` into `null`.
    package enum OriginHiding: Hashable, Sendable {
        /// In every mode but "cors" (the standard).
        case outsideCORS
        case inNavigations
    }

    /// Whether the way from https to http turns `Origin` into `null`, as it removes the referrer.
    package enum OriginDowngrade: Hashable, Sendable {
        case hidden, shown
    }

    /// Which method decides whether a request without CORS has an `Origin` header.
    package enum MethodForOrigin: Hashable, Sendable {
        /// That of the current hop (the standard).
        case current
        /// That of the first hop: a redirect that changes the method to GET keeps the header.
        case first
    }

    /// The `Origin` of a request without CORS that is redirected to another origin.
    package enum RedirectedOrigin: Hashable, Sendable {
        /// `null` only if it leaves an origin that is not the page's (the standard).
        case byTaint
        /// Always `null`.
        case null
    }

    /// Whether an element with `crossorigin` sends `Origin` to its own origin.
    package enum ElementOrigin: Hashable, Sendable {
        /// Only once the response is tainted (the standard).
        case whenTainted
        /// Always, except for audio, video and manifests.
        case exceptMedia
        case always
    }

    /// Whether a document with an opaque origin sends a referrer.
    package enum OpaqueReferrer: Hashable, Sendable {
        /// Never (the standard).
        case none
        /// The origin of its URL, for its EventSources, beacons and navigations.
        case ofDocumentRequests
        /// All that its policy allows, for the same requests.
        case ofDocumentRequestsInFull
    }

    /// The `Origin` of a preflight after a redirect.
    package enum PreflightOrigin: Hashable, Sendable {
        /// That of the request that it precedes (the standard).
        case byTaint
        /// Always the page's origin.
        case ofThePage
    }

    /// The `User-Agent` of a preflight.
    package enum PreflightUserAgent: Hashable, Sendable {
        /// The browser's (the standard).
        case ofTheBrowser
        /// The one that the page set for the request, if it did.
        case ofTheRequest
    }

    /// When a redirected request is preflighted.
    package enum RedirectedPreflight: Hashable, Sendable {
        /// If the current hop's own method and headers require it (the standard).
        case whereNeeded
        /// Also if only the original method and headers required it.
        case onceNeeded
        /// Likewise, and the preflight lists the original headers.
        case asFirstNeeded
    }

    /// How an empty `Location` is treated.
    package enum EmptyLocation: Hashable, Sendable {
        /// As the URL that it was received from (the standard).
        case relativeURL
        /// As no redirect.
        case none
    }

    /// What happens to a redirect with several different `Location` headers.
    package enum SeveralLocations: Hashable, Sendable {
        /// Their values are combined into one (the standard).
        case combined
        case refused
    }

    /// What a page reads from a response with status 205 that has a body anyway.
    package enum ResetContentBody: Hashable, Sendable {
        /// Nothing: 205 is a null body status (the standard).
        case none
        case asSent
    }

    /// What `document.cookie` is in a document from a `data:` URL.
    package enum DataDocumentCookies: Hashable, Sendable {
        /// Empty (the standard: the document is cookie-averse).
        case empty
        /// A SecurityError.
        case refused
    }

    /// How a ReadableStream is sent as the body of a request.
    package enum RequestStream: Hashable, Sendable {
        /// As a stream (the standard).
        case sent
        /// As the text `[object ReadableStream]`.
        case stringified
        /// Not at all: the browser does not support it.
        case unsupported
    }

    /// How a `Range` header that the page set is sent.
    package enum RangeHeader: Hashable, Sendable {
        case asWritten
        /// As a single range without spaces, however it was written.
        case normalized
    }
}
