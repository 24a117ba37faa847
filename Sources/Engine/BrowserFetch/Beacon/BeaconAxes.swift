package import BrowserInfra

extension BeaconPolicy {
    /// Descriptions of every field.
    package static let axes: [PolicyAxis<BeaconPolicy>] = [
        PolicyAxis(
            "beaconQuota",
            \.beaconQuota,
            title: "Size of beacons",
            "How many bytes may be in flight at once.",
            source: "Beacon 3.1, step 6.2"
        ) {
            switch $0 {
            case .shared: "{allows|allow} 64 KiB, together with keepalive"
            case .none: "{allows|allow} any number"
            }
        },
        PolicyAxis(
            "beaconCache",
            \.beaconCache,
            title: "Cache mode of a beacon",
            "The cache mode that it is sent with.",
            source: "Beacon 3.1: a request's default"
        ) { "{uses|use} \"\($0.rawValue)\"" },
        PolicyAxis(
            "blobType",
            \.blobType,
            title: "Content-Type of a beacon from a Blob",
            "Which types are sent.",
            source: "Fetch 6.2: extract"
        ) {
            switch $0 {
            case .any: "{sends|send} any"
            case .parsable: "{sends|send} those that parse as a MIME type"
            }
        },
        PolicyAxis(
            "streamBody",
            \.streamBody,
            title: "sendBeacon() with a ReadableStream",
            "What happens.",
            source: "Fetch 6.2: a keepalive request has no stream"
        ) {
            switch $0 {
            case .refused: "{throws|throw} a TypeError"
            case .stringified: "{sends|send} the text [object ReadableStream]"
            }
        },
        PolicyAxis(
            "beaconOfOpaqueOrigin",
            \.beaconOfOpaqueOrigin,
            title: "Origin of a sandboxed document's beacon",
            "Whether the beacon reveals that it comes from an opaque origin.",
            source: "Fetch 3.2"
        ) {
            switch $0 {
            case .null: "{sends|send} null"
            case .ofTheURL: "{sends|send} the origin of the document's URL"
            }
        },
        PolicyAxis(
            "redirectedBeaconOrigin",
            \.redirectedBeaconOrigin,
            title: "Origin of a beacon redirected to GET",
            "Whether the redirect removes its Origin.",
            source: "Fetch 3.2: a GET without CORS has none"
        ) {
            switch $0 {
            case .asInFetch: "{treats|treat} it like any request without CORS"
            case .byMethodOfTheHop: "{omits|omit} it"
            }
        },
        PolicyAxis(
            "refusedBeacons",
            \.refusedBeacons,
            title: "sendBeacon() returns false",
            "In which cases, apart from the quota.",
            source: "Beacon 3.1: only because of the quota"
        ) {
            $0.isEmpty
                ? "{returns|return} false in no other case"
                : "{returns|return} false for "
                    + $0.map(\.rawValue).sorted().joined(separator: ", ")
        },
    ]
}
