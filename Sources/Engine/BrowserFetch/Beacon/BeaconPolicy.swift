/// The differences between browsers in `navigator.sendBeacon()` and `keepalive`.
package struct BeaconPolicy: Hashable, Sendable {
    package var beaconQuota: BeaconQuota
    package var beaconCache: CacheMode
    package var blobType: BlobType
    package var streamBody: StreamBody
    package var beaconOfOpaqueOrigin: BeaconOfOpaqueOrigin
    package var redirectedBeaconOrigin: RedirectedBeaconOrigin
    /// The cases, apart from the quota, in which `sendBeacon()` returns false without sending
    /// anything.
    package var refusedBeacons: Set<Refusal>

    /// The number of bytes that may be in flight at once.
    package enum BeaconQuota: Hashable, Sendable {
        /// 64 KiB, together with the bodies of `keepalive` requests in flight (the standard).
        case shared
        case none
    }

    /// Which types of a Blob are sent as the `Content-Type`.
    package enum BlobType: Hashable, Sendable {
        /// All of them (the standard).
        case any
        /// Those that parse as a MIME type.
        case parsable
    }

    /// What happens to a ReadableStream.
    package enum StreamBody: Hashable, Sendable {
        /// It is rejected with a TypeError (the standard).
        case refused
        /// It is sent as the text `[object ReadableStream]`.
        case stringified
    }

    /// The `Origin` of a beacon from a sandboxed document.
    package enum BeaconOfOpaqueOrigin: Hashable, Sendable {
        /// `null` (the standard).
        case null
        /// That of the document's URL, if it has one.
        case ofTheURL
    }

    /// Whether a beacon that a redirect changes to GET keeps its `Origin`.
    package enum RedirectedBeaconOrigin: Hashable, Sendable {
        /// As for any request without CORS.
        case asInFetch
        /// No: a GET has none, whatever the original method was (the standard).
        case byMethodOfTheHop
    }

    package enum Refusal: String, Hashable, Sendable, CaseIterable {
        case mixedContent = "mixed content"
        case credentialsInURL = "credentials in the URL"
        case badPort = "bad port"
        case contentSecurityPolicy = "CSP"
    }
}

/// The maximum total size of keepalive bodies in flight, in bytes.
///
/// https://fetch.spec.whatwg.org/#http-network-or-cache-fetch, step 8.10.5
package let keepaliveLimit = 65536
