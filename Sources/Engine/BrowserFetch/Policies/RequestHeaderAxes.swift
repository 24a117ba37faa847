internal import BrowserHTTP
package import BrowserInfra

extension RequestHeaderPolicy {
    /// Descriptions of every field.
    package static let axes: [PolicyAxis<RequestHeaderPolicy>] = [
        PolicyAxis(
            "userAgent",
            \.userAgent,
            title: "User-Agent",
            "What the browser calls itself.",
            source: "crumb's own name",
            answer: sends
        ),
        PolicyAxis(
            "acceptDocument",
            \.acceptDocument,
            title: "Accept for documents",
            "Which types a navigation accepts.",
            source: "Fetch 2.2.5: document Accept header value",
            answer: sends
        ),
        PolicyAxis(
            "acceptImage",
            \.acceptImage,
            title: "Accept for images",
            "Which types an image accepts.",
            source: "Fetch 4.1, step 13: image",
            answer: sends
        ),
        PolicyAxis(
            "acceptStyle",
            \.acceptStyle,
            title: "Accept for style sheets",
            "Which types a style sheet accepts.",
            source: "Fetch 4.1, step 13: style",
            answer: sends
        ),
        PolicyAxis(
            "acceptLanguage",
            \.acceptLanguage,
            title: "Accept-Language",
            "Which languages are accepted.",
            source: "Fetch 3.1 leaves it to the browser",
            answer: sends
        ),
        PolicyAxis(
            "acceptEncodingSecure",
            \.acceptEncodingSecure,
            title: "Accept-Encoding over https",
            "Which content codings are accepted.",
            source: "Fetch 4.6, step 8.20",
            answer: sends
        ),
        PolicyAxis(
            "acceptEncodingInsecure",
            \.acceptEncodingInsecure,
            title: "Accept-Encoding over http",
            "Which content codings are accepted.",
            source: "Fetch 4.6, step 8.20",
            answer: sends
        ),
        PolicyAxis(
            "clientHints",
            \.clientHints,
            title: "Client hints",
            "What the browser reveals about itself on its own.",
            source: "not mentioned"
        ) {
            $0.isEmpty
                ? "{sends|send} none" : "{sends|send} \($0.map(\.name).joined(separator: ", "))"
        },
        PolicyAxis(
            "scriptMaySetUserAgent",
            \.scriptMaySetUserAgent,
            title: "User-Agent set by script",
            "Whether it reaches the server.",
            source: "Fetch 2.2.2: not a forbidden request-header"
        ) { $0 ? "{sends|send} it" : "{sends|send} the browser's own instead" },
        PolicyAxis(
            "storageAccessHeader",
            \.storageAccessHeader,
            title: "Sec-Fetch-Storage-Access",
            "Whether third-party requests that include credentials carry it.",
            source: "not mentioned in Fetch; Storage Access Headers is a draft"
        ) {
            switch $0 {
            case .never: "{does|do} not send it"
            case .withRequests: "{sends|send} it with requests"
            case .withPreflightsToo: "{sends|send} it with requests and their preflights"
            }
        },
        PolicyAxis(
            "preflightSendsFetchModeEverywhere",
            \.preflightSendsFetchModeEverywhere,
            title: "Sec-Fetch-Mode of a preflight over http",
            "Whether it is sent to a URL that is not trustworthy.",
            source: "Fetch Metadata 2: only trustworthy URLs",
            answer: sendsIt
        ),
        PolicyAxis(
            "preflightFetchSite",
            \.preflightFetchSite,
            title: "Sec-Fetch-Site of a preflight after a redirect",
            "Which URLs determine it.",
            source: "Fetch 4.8: the preflight's URL list is a clone"
        ) {
            switch $0 {
            case .ofAllHops: "{considers|consider} every hop"
            case .ofTheCurrentURL: "{considers|consider} only the current URL"
            }
        },
        PolicyAxis(
            "fetchSiteComparison",
            \.fetchSiteComparison,
            title: "Sec-Fetch-Site of IP addresses and localhost",
            "Whether http and https of one such host are one site.",
            source: "Fetch Metadata 2.4"
        ) {
            switch $0 {
            case .schemeful: "{treats|treat} them as different sites"
            case .byBaseDomain: "{treats|treat} them as one site"
            }
        },
        PolicyAxis(
            "sendsFetchUserForFrames",
            \.sendsFetchUserForFrames,
            title: "Sec-Fetch-User of frames",
            "Whether a frame that the page inserts sends it.",
            source: "Fetch Metadata 2.5: only with user activation",
            answer: sendsIt
        ),
        PolicyAxis(
            "webSocketSendsFetchMetadata",
            \.webSocketSendsFetchMetadata,
            title: "Sec-Fetch-Site, -Mode and -Dest of a WebSocket",
            "Whether its handshake sends them.",
            source: "Fetch Metadata 2: every request",
            answer: sendsIt
        ),
        PolicyAxis(
            "sendsUpgradeOverHTTPS",
            \.sendsUpgradeOverHTTPS,
            title: "Upgrade-Insecure-Requests over https",
            "Whether it is also sent there.",
            source: "Upgrade Insecure Requests 3.2.1",
            answer: sendsIt
        ),
    ]

    /// Adds spaces to a list that has none, as header values do, so that it can be wrapped.
    @Sendable private static func sends(_ value: String) -> String {
        let isOneWord = !value.contains(" ")
        return "{sends|send} "
            + (isOneWord ? value.split(separator: ",").joined(separator: ", ") : value)
    }

    @Sendable private static func sendsIt(_ isSent: Bool) -> String {
        isSent ? "{sends|send} it" : "{omits|omit} it"
    }
}
