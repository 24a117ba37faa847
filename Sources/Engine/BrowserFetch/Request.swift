internal import BrowserCookies
package import BrowserHTTP
package import BrowserInfra
package import WebOrigin

/// A request on its way through the algorithms.
///
/// https://fetch.spec.whatwg.org/#concept-request
package struct Request: Equatable, Sendable {
    package var method: String
    /// The URL of each hop; never empty.
    package var urlList: [WebURL]
    package var headers: HeaderList
    package var body: ByteString?
    package var mode: RequestMode
    package var credentials: CredentialsMode
    package var redirect: RedirectMode
    package var cache: CacheMode
    package var destination: Destination
    package var referrer: RequestReferrer
    package var referrerPolicy: ReferrerPolicy
    /// The referrer that goes with the current hop, once determined.
    package var determinedReferrer: WebURL?
    /// The one that went with the hop before.
    package var previousReferrer: WebURL?
    package var origin: Origin
    package var initiator: Initiator
    /// What a page sees in the place of URLs that its policy had rewritten.
    package var shownURLs: [WebURL: WebURL] = [:]
    /// The URL of the current hop as it was written, where the browser has made https of it.
    package var urlBeforeUpgrade: WebURL?
    /// Whether the browser has made https of http without a redirect that other rules see.
    package var isUpgradedInternally = false
    package var responseTainting: ResponseTainting = .basic
    package var redirectCount = 0
    /// Whether CORS asked about an earlier hop.
    package var wasPreflighted = false
    /// What the request began with, before any redirect changed it.
    package var originalMethod = ""
    package var originalUnsafeHeaderNames: [String] = []
    /// Set for `fetch()` and XHR: an unsafe method or header asks for a preflight.
    package var isUnsafeRequest: Bool
    package var hasUserActivation: Bool
    /// The place that a navigation fills; `nil` of what is no navigation.
    package var target: NavigationTarget?
    /// What of the page asks; `nil` of what no element asks for.
    package var resource: ResourceKind?
    /// Of the element that asks: its nonce, its integrity, and whether the parser inserted it.
    package var elementMetadata = ElementMetadata()
    /// Whether a worker asks.
    var isFromWorker = false
    /// Whether a navigation goes on with the storage access of the document that is there.
    var keepsStorageAccess = false
    /// Whether the response has asked for the same request with storage access.
    var isRetriedWithStorageAccess = false
    /// What the current hop had, and the first.
    var storageAccess: CookieContext.StorageAccess?
    var firstStorageAccess: CookieContext.StorageAccess?
    /// Where the page says that its first hop leads.
    package var targetAddressSpace: AddressSpace?
    /// Whether it outlives its page.
    package var keepalive = false
    /// Whether the body is read while it comes.
    var streamsBody = false
    var usesCORSPreflight = false

    package var url: WebURL { urlList[0] }

    package var isTopLevelNavigation: Bool { mode == .navigate && target?.isTopLevel ?? true }

    /// Whether it began with headers, or was of a method before, that CORS asks a server about.
    var wasUnsafe: Bool { wasPreflighted || !originalUnsafeHeaderNames.isEmpty }

    package var currentURL: WebURL {
        get { urlList[urlList.count - 1] }
        set { urlList[urlList.count - 1] = newValue }
    }
}

/// https://fetch.spec.whatwg.org/#concept-request-destination
package enum Destination: String, Hashable, Sendable, CaseIterable {
    case fetch = ""
    case audio, document, embed, font, frame, iframe, image, json, manifest, object, script, style
    case track, video
    case serviceworker, sharedworker, worker
    /// A browser's own, on what violates a policy.
    case report
}

/// https://fetch.spec.whatwg.org/#concept-request-response-tainting
package enum ResponseTainting: String, Hashable, Sendable {
    case basic, cors, opaque
}

/// Which kind of thing made the request: what the console calls it, and how a failure looks.
package enum Initiator: Hashable, Sendable {
    case fetch, xhr
    case webSocket, eventSource, beacon
    case element(Destination)
    case navigation(NavigationKind)
}

/// How a navigation was started.
package enum NavigationKind: String, Hashable, Sendable, CaseIterable {
    /// Typed, or from a bookmark: no page asked for it.
    case typed
    case link
    case form
    /// The frame's own URL: the page inserts it, or changes its `src`.
    case iframe
    /// `location.href = …` and `location.assign()`.
    case script
    /// `location.replace()`.
    case replace
    /// `<meta http-equiv=refresh>`, and the header `Refresh`.
    case meta
    case windowOpen = "window-open"
    /// A link with the attribute `download`.
    case download
    /// `location.reload()`.
    case reload
}
