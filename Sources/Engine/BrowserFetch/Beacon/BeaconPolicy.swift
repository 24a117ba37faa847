/// What browsers decide differently about `navigator.sendBeacon()` and `keepalive`.
package struct BeaconPolicy: Hashable, Sendable {
    package var beaconQuota: BeaconQuota
    package var beaconCache: CacheMode
    package var blobType: BlobType
    package var streamBody: StreamBody
    package var beaconOfOpaqueOrigin: BeaconOfOpaqueOrigin
    package var redirectedBeaconOrigin: RedirectedBeaconOrigin
    /// What `sendBeacon()` answers false to before it is sent, besides the quota.
    package var refusedBeacons: Set<Refusal>

    /// Bytes that may be under way at once.
    package enum BeaconQuota: Hashable, Sendable {
        /// 64 KiB together with what `keepalive` has under way (the standard).
        case shared
        case none
    }

    /// Which types of a Blob become the `Content-Type`.
    package enum BlobType: Hashable, Sendable {
        /// Each (the standard).
        case any
        /// Those that parse as a MIME type.
        case parsable
    }

    /// What becomes of a ReadableStream.
    package enum StreamBody: Hashable, Sendable {
        /// A TypeError (the standard).
        case refused
        /// Its text, `[object ReadableStream]`.
        case stringified
    }

    /// `Origin` of a beacon from a sandboxed document.
    package enum BeaconOfOpaqueOrigin: Hashable, Sendable {
        /// `null` (the standard).
        case null
        /// That of the document's URL, where it has one.
        case ofTheURL
    }

    /// Whether a beacon that a redirect makes GET keeps its `Origin`.
    package enum RedirectedBeaconOrigin: Hashable, Sendable {
        /// As any request without CORS.
        case asInFetch
        /// GET has none, whatever the request began with (the standard).
        case byMethodOfTheHop
    }

    package enum Refusal: String, Hashable, Sendable, CaseIterable {
        case mixedContent = "mixed content"
        case credentialsInURL = "credentials in the URL"
        case badPort = "bad port"
        case contentSecurityPolicy = "CSP"
    }
}

/// https://fetch.spec.whatwg.org/#http-network-or-cache-fetch, step 8.10.5
package let keepaliveLimit = 65536
