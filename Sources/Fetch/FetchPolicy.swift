/// What browsers decide differently about fetching itself.
package struct FetchPolicy: Hashable, Sendable {
    /// Whether an https page may fetch from `http://127.0.0.1` and `http://localhost`.
    package var loopbackIsMixedContent: Bool
    /// Whether two ports of one IP address are same-site to `Cross-Origin-Resource-Policy`.
    package var corpTreatsAddressesAsSameSite: Bool
    package var modeCheck: ModeCheck
    package var insecureForms: InsecureForms
    package var referrerDowngrade: ReferrerDowngrade
    package var redirectedReferrer: RedirectedReferrer
    package var originHiding: OriginHiding
    package var redirectedOrigin: RedirectedOrigin
    package var elementOrigin: ElementOrigin
    /// The cache mode of a navigation by POST, and of all its hops.
    package var postNavigationCache: CacheMode
    /// The cache mode of a request that is conditional by a header that the page set.
    package var conditionalRequestCache: CacheMode
    /// Whether a preflight has the cache mode of the request that it asks for.
    package var preflightInheritsCacheMode: Bool
    package var emptyLocation: EmptyLocation
    package var severalLocations: SeveralLocations
    /// Schemes that a redirect must not lead to, whatever CORS would say.
    package var unsafeRedirectSchemes: Set<String>

    package init(
        loopbackIsMixedContent: Bool,
        corpTreatsAddressesAsSameSite: Bool,
        modeCheck: ModeCheck,
        insecureForms: InsecureForms,
        referrerDowngrade: ReferrerDowngrade,
        redirectedReferrer: RedirectedReferrer,
        originHiding: OriginHiding,
        redirectedOrigin: RedirectedOrigin,
        elementOrigin: ElementOrigin,
        postNavigationCache: CacheMode,
        conditionalRequestCache: CacheMode,
        preflightInheritsCacheMode: Bool,
        emptyLocation: EmptyLocation,
        severalLocations: SeveralLocations,
        unsafeRedirectSchemes: Set<String>
    ) {
        self.loopbackIsMixedContent = loopbackIsMixedContent
        self.corpTreatsAddressesAsSameSite = corpTreatsAddressesAsSameSite
        self.modeCheck = modeCheck
        self.insecureForms = insecureForms
        self.referrerDowngrade = referrerDowngrade
        self.redirectedReferrer = redirectedReferrer
        self.originHiding = originHiding
        self.redirectedOrigin = redirectedOrigin
        self.elementOrigin = elementOrigin
        self.postNavigationCache = postNavigationCache
        self.conditionalRequestCache = conditionalRequestCache
        self.preflightInheritsCacheMode = preflightInheritsCacheMode
        self.emptyLocation = emptyLocation
        self.severalLocations = severalLocations
        self.unsafeRedirectSchemes = unsafeRedirectSchemes
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

    /// Where a referrer policy turns `Origin` into `null`.
    package enum OriginHiding: Hashable, Sendable {
        /// In every mode but "cors" (the standard).
        case outsideCORS
        case inNavigations
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
        case always
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
}
