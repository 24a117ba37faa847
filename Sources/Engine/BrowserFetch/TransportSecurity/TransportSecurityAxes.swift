package import BrowserInfra

extension TransportSecurityPolicy {
    /// Descriptions of every field.
    package static let axes: [PolicyAxis<TransportSecurityPolicy>] = [
        PolicyAxis(
            "hostList",
            \.hostList,
            title: "Hosts that require https",
            "Which pages Strict-Transport-Security applies to.",
            source: "RFC 6797 8.1.1"
        ) {
            switch $0 {
            case .shared: "{keeps|keep} one list for all pages"
            case .perTopLevelSite: "{keeps|keep} a list for each top-level site"
            }
        },
        PolicyAxis(
            "longMaxAge",
            \.longMaxAge,
            title: "Strict-Transport-Security with a max-age beyond 64 bits",
            "How it is treated.",
            source: "RFC 6797 6.1.1: digits"
        ) {
            switch $0 {
            case .saturated: "{treats|treat} it as the maximum"
            case .invalid: "{ignores|ignore} the header"
            }
        },
        PolicyAxis(
            "hstsUpgrade",
            \.hstsUpgrade,
            title: "An http request that HSTS upgrades to https",
            "How other rules see it.",
            source: "Fetch 4.1, step 10: the URL's scheme is set to https"
        ) {
            switch $0 {
            case .redirect: "{treats|treat} it as a redirect, which turns Origin into null"
            case .rewriting: "{treats|treat} it as if https had been requested"
            }
        },
    ]
}
