package import BrowserInfra

extension BeaconPolicy {
    /// Descriptions of every field.
    package static let axes: [PolicyAxis<BeaconPolicy>] = [
        PolicyAxis(
            "beaconQuota",
            \.beaconQuota,
            title: "Size of beacons",
            "How many bytes may be under way at once.",
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
            "With which cache mode it is sent.",
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
            case .parsable: "{sends|send} what parses as a MIME type"
            }
        },
        PolicyAxis(
            "streamBody",
            \.streamBody,
            title: "sendBeacon() with a ReadableStream",
            "What becomes of it.",
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
            "Whether a beacon says that it comes from an opaque origin.",
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
            title: "Origin of a beacon that became GET",
            "Whether a redirect that makes it GET takes its Origin away.",
            source: "Fetch 3.2: a GET without CORS has none"
        ) {
            switch $0 {
            case .asInFetch: "{does|do} as with any request without CORS"
            case .byMethodOfTheHop: "{leaves|leave} it out"
            }
        },
        PolicyAxis(
            "refusedBeacons",
            \.refusedBeacons,
            title: "sendBeacon() returns false",
            "For what, besides the quota.",
            source: "Beacon 3.1: only the quota makes it false"
        ) {
            $0.isEmpty
                ? "{returns|return} false for nothing else"
                : "{returns|return} false for "
                    + $0.map(\.rawValue).sorted().joined(separator: ", ")
        },
    ]
}
