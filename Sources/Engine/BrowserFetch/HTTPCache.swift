package import BrowserHTTP
package import BrowserInfra
package import WebOrigin

/// The browser's own cache of responses, insofar as it changes what is sent over the wire.
///
/// https://www.rfc-editor.org/rfc/rfc9111
package struct HTTPCache: Sendable {
    /// https://fetch.spec.whatwg.org/#http-cache-partitions
    package struct Key: Hashable, Sendable {
        /// The serialized top-level site.
        package var partition: String
        /// The URL without its fragment.
        package var url: String

        package init(partition: String, url: String) {
            self.partition = partition
            self.url = url
        }
    }

    /// The maximum size of a cached response's body, in bytes.
    package static let largestBody = 1 << 20

    package private(set) var responses: [Key: [StoredResponse]] = [:]
    /// The keys whose useful responses changed since the cache was created, for the profile to
    /// write.
    package private(set) var changedKeys: Set<Key> = []
    private var loadedKeys: Set<Key> = []

    package init() {}

    /// Whether the responses stored under `key` must still be loaded from persistent storage before
    /// the cache can be used for it.
    package func lacks(_ key: Key) -> Bool { !loadedKeys.contains(key) }

    package mutating func load(_ stored: [StoredResponse], for key: Key) {
        guard loadedKeys.insert(key).inserted, !stored.isEmpty else { return }
        responses[key] = stored + (responses[key] ?? [])
    }

    /// Removes the responses of an origin, in every partition.
    package mutating func clear(origin: Origin) {
        let keys = responses.keys.filter { key in
            (try? WebURL(parsing: key.url))?.origin.isSameOrigin(as: origin) == true
        }
        for key in keys {
            responses[key] = nil
            changedKeys.insert(key)
        }
    }

    /// Returns the stored response that matches the request, fresh or stale; the latest if there
    /// are several.
    ///
    /// https://www.rfc-editor.org/rfc/rfc9111#section-4
    package func select(_ key: Key, requestHeaders: HeaderList) -> StoredResponse? {
        responses[key]?.last { $0.fits(requestHeaders) }
    }

    /// Returns the response in the form in which it may be stored, or `nil` if it may not be.
    ///
    /// https://www.rfc-editor.org/rfc/rfc9111#section-3
    package static func storable(
        _ response: HTTPResponse,
        method: String,
        requestHeaders: HeaderList,
        requestTime: Moment,
        responseTime: Moment
    ) -> StoredResponse? {
        // The method is GET, neither side sent no-store, and the response is complete and can be
        // matched.
        guard method == "GET", response.status != 206, response.status != 304,
            !requestHeaders.contains("Range"), response.bodyError == nil,
            response.body.count <= Self.largestBody,
            !CacheControl(response.headers).contains("no-store"),
            response.headers.get("Vary")?.bytes.contains(UInt8(ascii: "*")) != true
        else { return nil }
        let stored = StoredResponse(
            response,
            requestHeaders: requestHeaders,
            requestTime: requestTime,
            responseTime: responseTime
        )
        // A response without a lifetime is only stored if its status is cacheable by default.
        guard stored.explicitLifetime != nil || stored.isHeuristicallyCacheable else { return nil }
        return stored
    }

    /// Stores a response in place of those that match the same request.
    package mutating func store(_ stored: StoredResponse, key: Key, requestHeaders: HeaderList) {
        let hadUseful = responses[key, default: []].replaceFitting(requestHeaders, with: stored)
        // Most responses have neither a lifetime nor a validator, and are not worth a write to
        // disk.
        if hadUseful || stored.isUseful { changedKeys.insert(key) }
    }

    /// Updates a stored response with the headers of a 304, and returns it, fresh again.
    ///
    /// https://www.rfc-editor.org/rfc/rfc9111#section-3.2
    package mutating func freshen(
        _ stored: StoredResponse,
        with validation: HTTPResponse,
        key: Key,
        requestTime: Moment,
        responseTime: Moment
    ) -> StoredResponse {
        var fresh = stored
        for name in Set(validation.headers.headers.map(\.name.asciiLowercased))
        where !StoredResponse.headersOfTheBody.contains(name) {
            fresh.headers.delete(name)
            for value in validation.headers.values(of: name) { fresh.headers.append(name, value) }
        }
        fresh.requestTime = requestTime
        fresh.responseTime = responseTime
        responses[key, default: []].removeAll { $0 == stored }
        responses[key, default: []].append(fresh)
        changedKeys.insert(key)
        return fresh
    }

    /// Removes the responses that an unsafe request may have made outdated.
    ///
    /// https://www.rfc-editor.org/rfc/rfc9111#section-4.4
    package mutating func invalidate(_ key: Key) {
        guard responses.removeValue(forKey: key) != nil else { return }
        changedKeys.insert(key)
    }
}

extension [StoredResponse] {
    /// Replaces the responses that match the request. Returns whether any previous response was
    /// useful.
    fileprivate mutating func replaceFitting(
        _ requestHeaders: HeaderList,
        with stored: StoredResponse
    ) -> Bool {
        let hadUseful = contains(where: \.isUseful)
        removeAll { $0.fits(requestHeaders) }
        append(stored)
        return hadUseful
    }
}

/// A response in the cache.
package struct StoredResponse: Hashable, Sendable {
    package var status: Int
    package var statusText: ByteString
    package var headers: HeaderList
    package var body: ByteString
    /// The values of the request headers that `Vary` lists, by lowercase name; `nil` if the header
    /// was missing.
    package var varying: [String: ByteString?]
    package var requestTime: Moment
    package var responseTime: Moment

    package init(
        status: Int,
        statusText: ByteString,
        headers: HeaderList,
        body: ByteString,
        varying: [String: ByteString?],
        requestTime: Moment,
        responseTime: Moment
    ) {
        self.status = status
        self.statusText = statusText
        self.headers = headers
        self.body = body
        self.varying = varying
        self.requestTime = requestTime
        self.responseTime = responseTime
    }

    init(
        _ response: HTTPResponse,
        requestHeaders: HeaderList,
        requestTime: Moment,
        responseTime: Moment
    ) {
        let names = response.headers.get("Vary")?.tokenList ?? []
        self.init(
            status: response.status,
            statusText: response.statusText,
            headers: response.headers,
            body: response.body,
            varying: Dictionary(
                names.map { ($0.asciiLowercased, requestHeaders.get($0)) },
                uniquingKeysWith: { first, _ in first }
            ),
            requestTime: requestTime,
            responseTime: responseTime
        )
        // Its cookies were stored when it arrived; they must not be set again.
        headers.delete("Set-Cookie")
    }

    /// Headers that describe the bytes that were sent, not the resource.
    static let headersOfTheBody: Set<String> = [
        "content-encoding", "content-length", "content-range", "set-cookie", "transfer-encoding",
    ]

    /// https://www.rfc-editor.org/rfc/rfc9111#section-4.1
    func fits(_ requestHeaders: HeaderList) -> Bool {
        varying.allSatisfy { requestHeaders.get($0.key) == $0.value }
    }

    /// Whether the response has a validator, with which it can be revalidated.
    package var hasValidator: Bool { headers.contains("ETag") || headers.contains("Last-Modified") }

    /// Whether a later request could use the response without `force-cache`.
    package var isUseful: Bool { hasValidator || (lifetime ?? 0) > 0 }

    /// Whether the response may be used without contacting the server.
    ///
    /// https://www.rfc-editor.org/rfc/rfc9111#section-4.2
    package func isFresh(at now: Moment) -> Bool {
        guard !CacheControl(headers).contains("no-cache"), let lifetime else { return false }
        return lifetime > age(at: now)
    }

    private var isPermanentRedirect: Bool { status == 301 || status == 308 }

    var isHeuristicallyCacheable: Bool {
        [200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501].contains(status)
    }

    /// The freshness lifetime in seconds.
    ///
    /// https://www.rfc-editor.org/rfc/rfc9111#section-4.2.1
    private var lifetime: Int64? { explicitLifetime ?? heuristicLifetime }

    var explicitLifetime: Int64? {
        if let maxAge = CacheControl(headers).seconds("max-age") { return maxAge }
        guard let expires = headers.get("Expires") else { return nil }
        // An invalid date, especially "0", represents a time in the past.
        guard let expiry = Moment(httpDate: expires) else { return 0 }
        return max(0, expiry.microseconds(since: date) / 1_000_000)
    }

    /// A tenth of the time since the resource was last modified, in seconds; permanent redirects
    /// never expire.
    ///
    /// https://www.rfc-editor.org/rfc/rfc9111#section-4.2.2
    private var heuristicLifetime: Int64? {
        if isPermanentRedirect { return .max }
        guard isHeuristicallyCacheable,
            let modified = headers.get("Last-Modified").flatMap(Moment.init(httpDate:))
        else { return nil }
        return max(0, date.microseconds(since: modified) / 1_000_000 / 10)
    }

    private var date: Moment {
        headers.get("Date").flatMap(Moment.init(httpDate:)) ?? responseTime
    }

    /// The age in seconds.
    ///
    /// https://www.rfc-editor.org/rfc/rfc9111#section-4.2.3
    private func age(at now: Moment) -> Int64 {
        let apparentAge = max(0, responseTime.microseconds(since: date) / 1_000_000)
        let ageValue = headers.get("Age").flatMap { Int64($0.utf8Decoded) } ?? 0
        let delay = responseTime.microseconds(since: requestTime) / 1_000_000
        let initialAge = max(apparentAge, ageValue + delay)
        return initialAge + now.microseconds(since: responseTime) / 1_000_000
    }
}

/// https://www.rfc-editor.org/rfc/rfc9111#section-5.2
struct CacheControl {
    private let directives: [String]

    init(_ headers: HeaderList) {
        directives = headers.get("Cache-Control")?.decodedAndSplit.map(\.asciiLowercased) ?? []
    }

    func contains(_ name: String) -> Bool {
        directives.contains { $0 == name || $0.hasPrefix(name + "=") }
    }

    /// The value of a directive in seconds; a value that is not a number counts as 0, the cautious
    /// reading.
    func seconds(_ name: String) -> Int64? {
        guard let directive = directives.first(where: { $0.hasPrefix(name + "=") }) else {
            return nil
        }
        return Int64(directive.dropFirst(name.count + 1)) ?? 0
    }
}
