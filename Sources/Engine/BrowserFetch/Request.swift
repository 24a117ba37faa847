internal import BrowserCookies
package import BrowserHTTP
package import BrowserInfra
package import WebOrigin

/// A request as it passes through the algorithms.
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
    /// The referrer sent with the current hop, once determined.
    package var determinedReferrer: WebURL?
    /// The referrer sent with the previous hop.
    package var previousReferrer: WebURL?
    package var origin: Origin
    package var initiator: Initiator
    /// The URLs that a page sees in place of those that its policy rewrote.
    package var shownURLs: [WebURL: WebURL] = [:]
    /// The original URL of the current hop, if the browser upgraded it to https.
    package var urlBeforeUpgrade: WebURL?
    /// Whether the browser upgraded http to https without a redirect that other rules can see.
    package var isUpgradedInternally = false
    package var responseTainting: ResponseTainting = .basic
    package var redirectCount = 0
    /// Whether an earlier hop was preflighted.
    package var wasPreflighted = false
    /// The request's original method, before any redirect changed it.
    package var originalMethod = ""
    package var originalUnsafeHeaderNames: [String] = []
    /// Set for `fetch()` and XHR: an unsafe method or header requires a preflight.
    package var isUnsafeRequest: Bool
    package var hasUserActivation: Bool
    /// The tab or frame that is navigated; `nil` if the request is not a navigation.
    package var target: NavigationTarget?
    /// The kind of element or feature that makes the request; `nil` for a request of no element.
    package var resource: ResourceKind?
    /// The nonce and integrity of the element, and whether the parser inserted it.
    package var elementMetadata = ElementMetadata()
    /// Whether a worker makes the request.
    var isFromWorker = false
    /// Whether a navigation keeps the storage access of the current document.
    var keepsStorageAccess = false
    /// Whether the request is sent again because the response requested a retry with storage
    /// access.
    var isRetriedWithStorageAccess = false
    /// The storage access of the current hop, and below it that of the first hop.
    var storageAccess: CookieContext.StorageAccess?
    var firstStorageAccess: CookieContext.StorageAccess?
    /// The address space that the page declared for the first hop.
    package var targetAddressSpace: AddressSpace?
    /// Whether the request outlives its page.
    package var keepalive = false
    /// Whether the body of the response is read as it arrives.
    var streamsBody = false
    var usesCORSPreflight = false

    package var url: WebURL { urlList[0] }

    package var isTopLevelNavigation: Bool { mode == .navigate && target?.isTopLevel ?? true }

    /// Whether the original method or headers required a preflight.
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
    /// A report about a policy violation, sent by the browser itself.
    case report
}

/// https://fetch.spec.whatwg.org/#concept-request-response-tainting
package enum ResponseTainting: String, Hashable, Sendable {
    case basic, cors, opaque
}

/// The kind of feature that made the request, which determines its name in the console and how
/// failures look.
package enum Initiator: Hashable, Sendable {
    case fetch, xhr
    case webSocket, eventSource, beacon
    case element(Destination)
    case navigation(NavigationKind)
}

/// How a navigation was started.
package enum NavigationKind: String, Hashable, Sendable, CaseIterable {
    /// Typed, or opened from a bookmark: no page initiated it.
    case typed
    case link
    case form
    /// The frame's own URL, when the page inserts the frame or changes its `src`.
    case iframe
    /// `location.href = …` and `location.assign()`.
    case script
    /// `location.replace()`.
    case replace
    /// `<meta http-equiv=refresh>`, or the header `Refresh`.
    case meta
    case windowOpen = "window-open"
    /// A link with the attribute `download`.
    case download
    /// `location.reload()`.
    case reload
}
