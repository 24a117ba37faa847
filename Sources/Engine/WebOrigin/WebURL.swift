/// A URL, as parsed by the URL standard.
///
/// It has a single reference, because the engine passes URLs along with everything that it checks.
///
/// https://url.spec.whatwg.org/#concept-url
package struct WebURL: Sendable {
    /// Either one string without structure (`data:…`), or segments.
    ///
    /// https://url.spec.whatwg.org/#concept-url-path
    package enum Path: Hashable, Sendable {
        case opaque(String)
        case list([String])
    }

    private final class Storage: Sendable {
        let record: URLRecord
        let href: String

        init(_ record: URLRecord) {
            self.record = record
            href = record.serialized()
        }
    }

    private let storage: Storage

    init(_ record: URLRecord) {
        storage = Storage(record)
    }

    /// The basic URL parser.
    ///
    /// https://url.spec.whatwg.org/#concept-basic-url-parser
    package init(parsing input: String, base: WebURL? = nil) throws(URLFailure) {
        var parser = URLParser(input: input, base: base)
        self.init(try parser.run())
    }

    /// The scheme, without the colon.
    package var scheme: String { storage.record.scheme }
    package var username: String { storage.record.username }
    package var password: String { storage.record.password }
    package var host: Host? { storage.record.host }
    /// `nil` if it is the scheme's default.
    package var port: UInt16? { storage.record.port }
    package var path: Path { storage.record.path }
    /// The query, without the question mark.
    package var query: String? { storage.record.query }
    /// The fragment, without the number sign.
    package var fragment: String? { storage.record.fragment }

    package var href: String { storage.href }

    /// The URL serializer.
    ///
    /// https://url.spec.whatwg.org/#concept-url-serializer
    package func serialized(excludingFragment: Bool = false) -> String {
        excludingFragment && fragment != nil
            ? storage.record.serialized(excludingFragment: true) : href
    }

    /// The URL path serializer.
    ///
    /// https://url.spec.whatwg.org/#url-path-serializer
    package var serializedPath: String { storage.record.serializedPath }

    /// The same as bytes, as they appear in ``href``.
    package var serializedPathBytes: [UInt8] {
        let count =
            switch path {
            case .opaque(let text): text.utf8.count
            case .list(let segments): segments.reduce(0) { $0 + 1 + $1.utf8.count }
            }
        var end = href.utf8.count
        if let query { end -= query.utf8.count + 1 }
        if let fragment { end -= fragment.utf8.count + 1 }
        let bytes = href.utf8.withContiguousStorageIfAvailable { Array($0[(end - count)..<end]) }
        return bytes ?? Array(serializedPath.utf8)
    }

    /// Whether the scheme is http or https.
    ///
    /// https://fetch.spec.whatwg.org/#http-scheme
    package var isHTTP: Bool { scheme == "http" || scheme == "https" }

    /// Whether the scheme is about, blob or data.
    ///
    /// https://fetch.spec.whatwg.org/#local-scheme
    package var isLocal: Bool { scheme == "about" || scheme == "blob" || scheme == "data" }

    /// Whether there is a username or a password.
    ///
    /// https://url.spec.whatwg.org/#include-credentials
    package var includesCredentials: Bool { storage.record.includesCredentials }

    /// Returns the URL without username, password and fragment, from which a request target and a
    /// referrer are derived.
    package func strippingCredentialsAndFragment() -> WebURL {
        guard includesCredentials || fragment != nil else { return self }
        var record = storage.record
        record.username = ""
        record.password = ""
        record.fragment = nil
        return WebURL(record)
    }

    /// Returns a URL with the same scheme, host and port, and an empty path.
    package func strippingAllButOrigin() -> WebURL {
        var record = URLRecord()
        record.scheme = scheme
        record.host = host
        record.port = port
        record.path = .list([""])
        return WebURL(record)
    }

    package func withFragment(_ fragment: String?) -> WebURL {
        var record = storage.record
        record.fragment = fragment
        return WebURL(record)
    }

    /// Returns the URL with `https` for `http` and `wss` for `ws`; a port that is then the default
    /// is dropped.
    ///
    /// https://www.w3.org/TR/upgrade-insecure-requests/#upgrade-request
    package func upgradedToSecureScheme() -> WebURL {
        switch scheme {
        case "http": with(scheme: "https")
        case "ws": with(scheme: "wss")
        default: self
        }
    }

    /// Returns the URL with some components changed directly, as the setters of script's `URL` do.
    func changed(_ change: (inout URLRecord) -> Void) -> WebURL {
        var record = storage.record
        change(&record)
        return WebURL(record)
    }

    package var isWebSocket: Bool { scheme == "ws" || scheme == "wss" }

    /// The URL that a WebSocket's handshake requests: http for ws, https for wss.
    ///
    /// https://websockets.spec.whatwg.org/#concept-websocket-establish, step 1
    package var handshakeURL: WebURL { with(scheme: scheme == "wss" ? "https" : "http") }

    /// The WebSocket URL whose handshake requests this URL.
    package var webSocketURL: WebURL { with(scheme: scheme == "https" ? "wss" : "ws") }

    private func with(scheme: String) -> WebURL {
        var record = storage.record
        record.scheme = scheme
        if record.port == SpecialScheme(scheme)?.defaultPort { record.port = nil }
        return WebURL(record)
    }
}

extension WebURL: Hashable {
    package static func == (left: WebURL, right: WebURL) -> Bool {
        left.storage === right.storage || left.storage.record == right.storage.record
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(href)
    }
}
