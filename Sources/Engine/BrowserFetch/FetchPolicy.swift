/// What browsers decide differently about fetching itself.
package struct FetchPolicy: Hashable, Sendable {
    package var loopbackContent: LoopbackContent
    /// Whether two ports of one IP address are same-site to `Cross-Origin-Resource-Policy`.
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
    /// The cache mode of a request that is conditional by a header that the page set.
    package var conditionalRequestCache: CacheMode
    package var rangeHeader: RangeHeader
    /// Whether `Pragma` goes on where a redirect leads to another origin.
    package var pragmaAfterCrossOriginHop: Bool
    package var requestStream: RequestStream
    /// Whether a preflight has the cache mode of the request that it asks for.
    package var preflightInheritsCacheMode: Bool
    package var preflightOrigin: PreflightOrigin
    package var preflightUserAgent: PreflightUserAgent
    package var redirectedPreflight: RedirectedPreflight
    package var emptyLocation: EmptyLocation
    package var severalLocations: SeveralLocations
    /// Schemes that a redirect must not lead to, whatever CORS would say.
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
    /// Whether `report-to` takes the place of `report-uri`.
    package var knowsReportTo: Bool
    /// The cache mode of a request that an embedder policy takes the credentials from.
    package var cacheWithoutCredentials: CacheMode
    package var blockAllMixedContent: BlockAllMixedContent
    package var unknownResourcePolicy: UnknownResourcePolicy
    /// Whether `credentialless` is a value of `Cross-Origin-Embedder-Policy`.
    package var credentiallessDocuments: Bool

    /// What the host `*` of a source with a scheme, a port or a path stands for.
    package enum WildcardHost: Hashable, Sendable {
        /// Any host (the standard).
        case any
        /// No host at all, which must have been meant otherwise.
        case none
    }

    /// What the sources `ws:` and `wss:` of a Content-Security-Policy allow.
    package enum SocketSources: Hashable, Sendable {
        /// http and https, too (the standard).
        case matchHTTP
        case matchSockets
    }

    /// Which sources of a Content-Security-Policy for http stand for https, too.
    package enum SourceUpgrade: Hashable, Sendable {
        /// All of them, on the port that they name (the standard).
        case anyPort
        /// Those that name no port, or port 80.
        case defaultPort
    }

    /// What the directive `block-all-mixed-content` does.
    package enum BlockAllMixedContent: Hashable, Sendable {
        /// Nothing: it is obsolete (the standard).
        case ignored
        /// Images, audio and video are blocked, too, and not upgraded.
        case obeyed
    }

    /// A `Cross-Origin-Resource-Policy` that says nothing known, where an embedder policy wants one.
    package enum UnknownResourcePolicy: Hashable, Sendable {
        /// It is none (the standard).
        case none
        /// It lets the response through.
        case passes
    }

    /// What `http://127.0.0.1` and `http://localhost` are to an https page.
    package enum LoopbackContent: Hashable, Sendable {
        /// Trustworthy (the standard).
        case trusted
        /// Mixed content: only images, audio and video may come from there.
        case blockable
    }

    /// When a request that its mode or its scheme forbids is refused.
    package enum ModeCheck: Hashable, Sendable {
        /// After bad ports and mixed content (the standard).
        case afterBlocking
        case beforeBlocking
    }

    /// What becomes of a form on an https page that is sent to http.
    package enum InsecureForms: Hashable, Sendable {
        case sent
        /// The user is asked first, and has not agreed.
        case blocked
    }

    /// How `upgrade-insecure-requests` makes http into https.
    package enum InsecureRequestUpgrade: Hashable, Sendable {
        /// The request is for https from the start (the standard); the page sees the URL it gave.
        case rewritesURL
        /// Likewise, also on loopback; the page sees the URL that it became.
        case rewritesURLVisibly
        /// The browser redirects it.
        case redirects
    }

    /// What counts as less secure than the referrer.
    package enum ReferrerDowngrade: Hashable, Sendable {
        /// A URL that is not potentially trustworthy (the standard).
        case byTrustworthiness
        /// http after https, also where it is loopback; never from http.
        case byScheme
    }

    /// What the referrer of a request that was redirected is made from.
    package enum RedirectedReferrer: Hashable, Sendable {
        /// The page's URL, at each hop anew (the standard).
        case fromThePage
        /// What was sent to the hop before: what is cut off stays off.
        case fromThePreviousHop
    }

    /// What a page can make another site see of its URL.
    package enum CrossSiteReferrer: Hashable, Sendable {
        /// All that its policy allows (the standard).
        case byPolicy
        /// No more than the default policy allows.
        case byDefaultPolicy
        /// Likewise, but in a navigation of the tab all that its policy allows.
        case byDefaultPolicyInPages
    }

    /// What a request to another site than that of the address bar says of who asks.
    package enum ThirdPartyReferrer: Hashable, Sendable {
        /// All that the policy allows (the standard).
        case byPolicy
        /// The origin, also in a frame of that very site.
        case originOnly
    }

    /// `Referer` of a preflight.
    package enum PreflightReferrer: Hashable, Sendable {
        /// That of the request that it asks for (the standard).
        case ofTheRequest
        /// After a redirect, what the hop before had.
        case ofThePreviousHop
    }

    /// Where a referrer policy turns `Origin` into `null`.
    package enum OriginHiding: Hashable, Sendable {
        /// In every mode but "cors" (the standard).
        case outsideCORS
        case inNavigations
    }

    /// Whether `Origin` becomes `null` with the referrer where https is left for http.
    package enum OriginDowngrade: Hashable, Sendable {
        case hidden, shown
    }

    /// Which method decides whether a request without CORS has an `Origin`.
    package enum MethodForOrigin: Hashable, Sendable {
        /// That of the hop (the standard).
        case current
        /// The one that the request began with: a redirect that makes it GET keeps the header.
        case first
    }

    /// `Origin` of a request without CORS that a redirect takes to another origin.
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
        /// Always, but for audio, video and manifests.
        case exceptMedia
        case always
    }

    /// Whether a document with an opaque origin names a referrer.
    package enum OpaqueReferrer: Hashable, Sendable {
        /// Never (the standard).
        case none
        /// For its EventSources, beacons and navigations, the origin of its URL.
        case ofDocumentRequests
        /// For those, all that its policy allows.
        case ofDocumentRequestsInFull
    }

    /// `Origin` of a preflight after a redirect.
    package enum PreflightOrigin: Hashable, Sendable {
        /// As of the request that it asks for (the standard).
        case byTaint
        /// Always the page's.
        case ofThePage
    }

    /// Whose `User-Agent` a preflight has.
    package enum PreflightUserAgent: Hashable, Sendable {
        /// The browser's (the standard).
        case ofTheBrowser
        /// That which the page set for the request, if it did.
        case ofTheRequest
    }

    /// When a request that was redirected is preflighted.
    package enum RedirectedPreflight: Hashable, Sendable {
        /// Where the hop's own method and headers need it (the standard).
        case whereNeeded
        /// Also where only those needed it that the request began with.
        case onceNeeded
        /// Likewise, and it asks for the headers that the request began with.
        case asFirstNeeded
    }

    /// What an empty `Location` is.
    package enum EmptyLocation: Hashable, Sendable {
        /// The URL that it was received from (the standard).
        case relativeURL
        /// No redirect.
        case none
    }

    /// What becomes of a redirect with several `Location` headers that differ.
    package enum SeveralLocations: Hashable, Sendable {
        /// Their values, combined, are one (the standard).
        case combined
        case refused
    }

    /// What a page reads of a response with status 205 that has a body all the same.
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

    /// What a ReadableStream is as the body of a request.
    package enum RequestStream: Hashable, Sendable {
        /// A stream (the standard).
        case sent
        /// The text `[object ReadableStream]`.
        case stringified
        /// Nothing that can be sent.
        case unsupported
    }

    /// How a page's `Range` goes out.
    package enum RangeHeader: Hashable, Sendable {
        case asWritten
        /// A single range without spaces, whichever way it was written.
        case normalized
    }
}
