package import BrowserInfra

extension TransportSecurityPolicy {
    /// Descriptions of every field.
    package static let axes: [PolicyAxis<TransportSecurityPolicy>] = [
        PolicyAxis(
            "hostList",
            \.hostList,
            title: "Hosts that are https only",
            "For whom Strict-Transport-Security counts.",
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
            "What it is.",
            source: "RFC 6797 6.1.1: digits"
        ) {
            switch $0 {
            case .saturated: "{takes|take} it as the longest there is"
            case .invalid: "{ignores|ignore} the header"
            }
        },
        PolicyAxis(
            "hstsUpgrade",
            \.hstsUpgrade,
            title: "A request to http that becomes https by HSTS",
            "What that is to other rules.",
            source: "Fetch 4.1, step 10: the URL's scheme is set to https"
        ) {
            switch $0 {
            case .redirect: "{treats|treat} it as a redirect, which turns Origin into null"
            case .rewriting: "{treats|treat} it as if https had been asked for"
            }
        },
    ]
}
