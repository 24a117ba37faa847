package import BrowserInfra

extension ClearSiteDataPolicy {
    /// Descriptions of every field.
    package static let axes: [PolicyAxis<ClearSiteDataPolicy>] = [
        PolicyAxis(
            "clearedHosts",
            \.clearedHosts,
            title: "Clear-Site-Data: \"cookies\"",
            "Which cookies it clears.",
            source: "Clear Site Data 4.2.2: registrable domain"
        ) {
            switch $0 {
            case .ofRegistrableDomain: "{clears|clear} those of the whole registrable domain"
            case .ofHost: "{clears|clear} those whose domain is the host itself"
            }
        },
        PolicyAxis(
            "clearedPartitions",
            \.clearedPartitions,
            title: "Clear-Site-Data and partitions",
            "Which partitions it clears.",
            source: "not mentioned"
        ) {
            switch $0 {
            case .unpartitionedAndOwn:
                "{clears|clear} unpartitioned cookies and those in the request's partition"
            case .used: "{clears|clear} only the jar that the request used"
            }
        },
        PolicyAxis(
            "clearingWithoutCredentials",
            \.clearingWithoutCredentials,
            title: "Clear-Site-Data without credentials",
            "Whether the response to a request without credentials counts.",
            source: "Clear Site Data 4.1: every response"
        ) {
            switch $0 {
            case .obeyed: "{obeys|obey} it"
            case .ignored: "{ignores|ignore} it"
            }
        },
        PolicyAxis(
            "clearingByCrossOriginXHR",
            \.clearingByCrossOriginXHR,
            title: "Clear-Site-Data in the response to a cross-origin XMLHttpRequest",
            "Whether it counts.",
            source: "Clear Site Data 4.1: every response"
        ) {
            switch $0 {
            case .obeyed: "{obeys|obey} it"
            case .ignored: "{ignores|ignore} it"
            }
        },
        PolicyAxis(
            "clearingByHandshake",
            \.clearingByHandshake,
            title: "Clear-Site-Data in the response to a WebSocket handshake",
            "Whether it counts.",
            source: "Clear Site Data 4.1: every response"
        ) {
            switch $0 {
            case .obeyed: "{obeys|obey} it"
            case .ignored: "{ignores|ignore} it"
            }
        },
        PolicyAxis(
            "showsClearSiteData",
            \.showsClearSiteData,
            title: "Clear-Site-Data in Headers",
            "Whether a page can read the header.",
            source: "Fetch 2.2.2: not a forbidden response-header"
        ) { $0 ? "{shows|show} it" : "{hides|hide} it" },
        PolicyAxis(
            "furtherTypes",
            \.furtherTypes,
            title: "Types of Clear-Site-Data",
            "Which ones are supported besides cookies, storage and cache.",
            source: "Clear Site Data 3.1, and drafts"
        ) { "{supports|support} \($0.sorted().joined(separator: ", "))" },
    ]
}
