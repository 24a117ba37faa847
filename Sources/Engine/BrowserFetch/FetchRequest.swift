package import BrowserHTTP
package import BrowserInfra

/// What a page passes to `fetch(url, init)`, by its own names, or to `XMLHttpRequest`.
///
/// https://fetch.spec.whatwg.org/#requestinit
package struct FetchRequest: Hashable, Sendable {
    /// Relative to the page's URL, or absolute.
    package var url: String
    package var method: String
    /// As the script gave them; those that a page may not set are dropped with a warning.
    package var headers: [Header]
    package var body: ByteString?
    /// The `Content-Type` that the body's kind brings along, if the script set none.
    package var bodyContentType: ByteString?
    package var mode: RequestMode
    package var credentials: CredentialsMode
    package var redirect: RedirectMode
    package var referrer: RequestReferrer
    /// `nil` is the empty string: the page's own policy.
    package var referrerPolicy: ReferrerPolicy?
    package var cache: CacheMode
    package var api: API
    /// Whether it outlives its page; what such requests have under way together is limited.
    package var keepalive = false
    /// Digests that the body has to have one of.
    package var integrity = ""
    package var signal: AbortSignal?
    /// Whether the body is a ReadableStream of these bytes.
    package var isStream = false
    /// Whether `duplex` is "half", which a stream needs.
    package var isHalfDuplex = false
    package var targetAddressSpace: AddressSpace?
    /// Whether the body of the response is read while it comes: ``Browser/fetchStream(_:from:)``.
    var streamsResponse = false
    /// Whether CORS asks the server first in any case, as for an upload that somebody listens to.
    package var usesCORSPreflight = false
    /// Set where the script passed a value that is none of its type: then `fetch()` never begins.
    package var bindingError: WebIDLError?

    package enum API: String, Hashable, Sendable, CaseIterable {
        case fetch, xhr
    }

    package init(
        url: String,
        method: String = "GET",
        headers: [Header] = [],
        body: ByteString? = nil,
        bodyContentType: ByteString? = nil,
        mode: RequestMode = .cors,
        credentials: CredentialsMode = .sameOrigin,
        redirect: RedirectMode = .follow,
        referrer: RequestReferrer = .client,
        referrerPolicy: ReferrerPolicy? = nil,
        cache: CacheMode = .default,
        api: API = .fetch,
        bindingError: WebIDLError? = nil
    ) {
        self.url = url
        self.method = method
        self.headers = headers
        self.body = body
        self.bodyContentType = bodyContentType
        self.mode = mode
        self.credentials = credentials
        self.redirect = redirect
        self.referrer = referrer
        self.referrerPolicy = referrerPolicy
        self.cache = cache
        self.api = api
        self.bindingError = bindingError
    }
}

/// https://dom.spec.whatwg.org/#abortsignal
package enum AbortSignal: Hashable, Sendable {
    /// Before anything was sent; with a reason of the page's own or none.
    case aborted(AbortReason?)
    /// `AbortSignal.timeout()`, in milliseconds.
    case timeout(Int64)
    /// `abort()` of a controller after so many milliseconds.
    case abortedAfter(Int64)
}

/// The exception that the page gave as a reason.
package struct AbortReason: Hashable, Sendable {
    package var name: String
    package var message: String

    package init(name: String, message: String) {
        self.name = name
        self.message = message
    }
}

/// https://fetch.spec.whatwg.org/#concept-request-mode
package enum RequestMode: String, Hashable, Sendable, CaseIterable {
    case sameOrigin = "same-origin"
    case cors
    case noCORS = "no-cors"
    case navigate
    case webSocket = "websocket"

    /// Those that a page's code can name.
    ///
    /// https://fetch.spec.whatwg.org/#enumdef-requestmode
    package static let named: [RequestMode] = [.sameOrigin, .cors, .noCORS, .navigate]

    /// The mode of that name in a script; `nil` where there is none.
    package init?(name: String) {
        guard let mode = Self.named.first(where: { $0.rawValue == name }) else { return nil }
        self = mode
    }
}

/// https://fetch.spec.whatwg.org/#concept-request-credentials-mode
package enum CredentialsMode: String, Hashable, Sendable, CaseIterable {
    case omit
    case sameOrigin = "same-origin"
    case include
}

/// https://fetch.spec.whatwg.org/#concept-request-redirect-mode
package enum RedirectMode: String, Hashable, Sendable, CaseIterable {
    case follow, error, manual
}

/// https://fetch.spec.whatwg.org/#concept-request-cache-mode
package enum CacheMode: String, Hashable, Sendable, CaseIterable {
    case `default`
    case noStore = "no-store"
    case reload
    case noCache = "no-cache"
    case forceCache = "force-cache"
    case onlyIfCached = "only-if-cached"
}

/// https://fetch.spec.whatwg.org/#dom-requestinit-referrer
package enum RequestReferrer: Hashable, Sendable {
    /// The page's URL: `about:client`.
    case client
    /// The empty string.
    case none
    case url(String)
}

/// What JavaScript's bindings do not take.
///
/// https://webidl.spec.whatwg.org/#js-type-mapping
package enum WebIDLError: Hashable, Sendable {
    /// A member of the init whose value is none of its enumeration's.
    case notInEnumeration(member: String, value: String, type: String)
    /// A header with a character above U+00FF, the first of them at `index`.
    case notAByteString(header: String, index: Int, character: Unicode.Scalar)
}
