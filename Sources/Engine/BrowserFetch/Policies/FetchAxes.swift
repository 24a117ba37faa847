package import BrowserInfra

extension FetchPolicy {
    /// Descriptions of every field.
    package static let axes: [PolicyAxis<FetchPolicy>] = [
        blockingAxes, referrerAxes, originAxes, cacheAxes, redirectAxes,
    ].flatMap { $0 }

    private static let blockingAxes: [PolicyAxis<FetchPolicy>] = [
        PolicyAxis(
            "loopbackContent",
            \.loopbackContent,
            title: "http://localhost from an https page",
            "Whether it is mixed content.",
            source: "Mixed Content 4.4: loopback is potentially trustworthy"
        ) {
            switch $0 {
            case .trusted: "{allows|allow} it"
            case .blockable: "{blocks|block} it, except images, audio and video"
            }
        },
        PolicyAxis(
            "corpTreatsAddressesAsSameSite",
            \.corpTreatsAddressesAsSameSite,
            title: "Two ports of one IP address",
            "Whether they are the same site for Cross-Origin-Resource-Policy.",
            source: "HTML: a host without a registrable domain is its own site"
        ) { $0 ? "{treats|treat} them as one site" : "{treats|treat} them as different sites" },
        PolicyAxis(
            "modeCheck",
            \.modeCheck,
            title: "Order of the checks of a request",
            "Which of several reasons to block a request is reported.",
            source: "Fetch 4.1: step 7 blocks, step 12 checks the mode"
        ) {
            switch $0 {
            case .afterBlocking: "{checks|check} the mode after ports and mixed content"
            case .beforeBlocking: "{checks|check} the mode first"
            }
        },
        PolicyAxis(
            "insecureForms",
            \.insecureForms,
            title: "A form on an https page that is submitted to http",
            "Whether it is sent without asking the user.",
            source: "Mixed Content 4.4: a top-level navigation is not blocked"
        ) {
            switch $0 {
            case .sent: "{sends|send} it"
            case .blocked: "{asks|ask} the user first"
            }
        },
        PolicyAxis(
            "insecureRequestUpgrade",
            \.insecureRequestUpgrade,
            title: "upgrade-insecure-requests",
            "How http becomes https.",
            source: "Upgrade Insecure Requests 3.2.2"
        ) {
            switch $0 {
            case .rewritesURL:
                "{uses|use} https from the start and {shows|show} the page its own URL"
            case .rewritesURLVisibly:
                "{uses|use} https from the start, even on this machine, and {shows|show} the page "
                    + "that URL"
            case .redirects: "{redirects|redirect} to https"
            }
        },
        PolicyAxis(
            "blockedFrameFiresError",
            \.blockedFrameFiresError,
            title: "A frame that is blocked as mixed content",
            "Which event its element fires.",
            source: "HTML: a navigation's network error loads an error page"
        ) { $0 ? "{fires|fire} error" : "{fires|fire} load" },
        PolicyAxis(
            "sourceUpgrade",
            \.sourceUpgrade,
            title: "http: in a Content-Security-Policy",
            "Which http sources also allow https.",
            source: "CSP3 6.7.2.8: any, on its own port"
        ) {
            switch $0 {
            case .anyPort: "{allows|allow} it on the port that is specified"
            case .defaultPort: "{allows|allow} it only if no port other than 80 is specified"
            }
        },
        PolicyAxis(
            "socketSources",
            \.socketSources,
            title: "ws: and wss: in a Content-Security-Policy",
            "Whether they also allow http and https.",
            source: "CSP3 6.7.2.9: scheme-part match"
        ) { $0 == .matchHTTP ? "{allows|allow} them" : "{allows|allow} only WebSockets" },
        PolicyAxis(
            "wildcardHost",
            \.wildcardHost,
            title: "https://* and *:8443 in a Content-Security-Policy",
            "Which hosts they allow.",
            source: "CSP3 6.7.2.10: any"
        ) { $0 == .any ? "{allows|allow} any host" : "{allows|allow} no host" },
        PolicyAxis(
            "reportOrder",
            \.reportOrder,
            title: "The report on a Content-Security-Policy violation",
            "When it is sent.",
            source: "CSP3 5.5: at once"
        ) {
            $0 == .atOnce
                ? "{sends|send} it before the request" : "{sends|send} it after the request"
        },
        PolicyAxis(
            "reportSender",
            \.reportSender,
            title: "Credentials of a violation report",
            "Which origin it has, and whether it has cookies.",
            source: "CSP3 5.5: the page's, with cookies for its own origin"
        ) {
            switch $0 {
            case .page: "{sends|send} the page's origin, with cookies to that origin"
            case .pageWithoutCredentials: "{sends|send} the page's origin, without cookies"
            case .opaqueOrigin: "{sends|send} the origin null, with cookies to the page's own"
            }
        },
        PolicyAxis(
            "reportBody",
            \.reportBody,
            title: "Content of a violation report",
            "The members of its JSON, and their order.",
            source: "CSP3 5.3: obtain the deprecated serialization"
        ) {
            switch $0 {
            case .standard: "{uses|use} the standard's order"
            case .directiveFirst: "{writes|write} the directive before the blocked URL"
            case .alphabetical: "{writes|write} its members in alphabetical order"
            case .typed: "{adds|add} its type and the page's URL next to csp-report"
            }
        },
        PolicyAxis(
            "knowsReportTo",
            \.knowsReportTo,
            title: "report-to in a Content-Security-Policy",
            "Whether it replaces report-uri.",
            source: "CSP3 5.5: it does"
        ) { $0 ? "{obeys|obey} it" : "{ignores|ignore} it" },
        PolicyAxis(
            "cacheWithoutCredentials",
            \.cacheWithoutCredentials,
            title: "A request without credentials under COEP: credentialless",
            "Its cache mode.",
            source: "Fetch 4.6: that of the request"
        ) { "{uses|use} \"\($0.rawValue)\"" },
        PolicyAxis(
            "blockAllMixedContent",
            \.blockAllMixedContent,
            title: "block-all-mixed-content",
            "What the directive does.",
            source: "Mixed Content 2: obsolete"
        ) { $0 == .ignored ? "{ignores|ignore} it" : "{blocks|block} images and media too" },
        PolicyAxis(
            "credentiallessDocuments",
            \.credentiallessDocuments,
            title: "Cross-Origin-Embedder-Policy: credentialless",
            "Whether the value is supported.",
            source: "HTML 7.1.4: embedder policy value"
        ) { $0 ? "{supports|support} it" : "{ignores|ignore} it" },
        PolicyAxis(
            "unknownResourcePolicy",
            \.unknownResourcePolicy,
            title: "An unknown Cross-Origin-Resource-Policy",
            "How it is treated if an embedder policy requires one.",
            source: "Fetch 3.7: null"
        ) { $0 == .none ? "{treats|treat} it as missing" : "{lets|let} the response through" },
        PolicyAxis(
            "requestStream",
            \.requestStream,
            title: "A ReadableStream as the body",
            "How it is sent.",
            source: "Fetch 5.4, step 37"
        ) {
            switch $0 {
            case .sent: "{sends|send} the stream"
            case .stringified: "{sends|send} the text [object ReadableStream]"
            case .unsupported: "{throws|throw} a NotSupportedError"
            }
        },
        PolicyAxis(
            "resetContentBody",
            \.resetContentBody,
            title: "Body of a response with status 205",
            "Whether the page can read a body that should not be there.",
            source: "Fetch 2.2.3: a null body status"
        ) {
            switch $0 {
            case .none: "{shows|show} no body"
            case .asSent: "{shows|show} it"
            }
        },
        PolicyAxis(
            "dataURLHasLength",
            \.dataURLHasLength,
            title: "Content-Length of a data: URL",
            "Whether its response has one.",
            source: "Fetch 4.2, \"data\""
        ) { $0 ? "{adds|add} it" : "{omits|omit} it" },
        PolicyAxis(
            "dataDocumentCookies",
            \.dataDocumentCookies,
            title: "document.cookie in a data: document",
            "What reading it returns.",
            source: "HTML: a cookie-averse Document object"
        ) {
            switch $0 {
            case .empty: "{returns|return} an empty string"
            case .refused: "{throws|throw} a SecurityError"
            }
        },
    ]

    private static let referrerAxes: [PolicyAxis<FetchPolicy>] = [
        PolicyAxis(
            "referrerDowngrade",
            \.referrerDowngrade,
            title: "Referer and less secure URLs",
            "What counts as less secure than the page, and so does not receive the referrer.",
            source: "Referrer Policy 8.3"
        ) {
            switch $0 {
            case .byTrustworthiness: "{checks|check} whether the target is trustworthy"
            case .byScheme: "{checks|check} only the scheme, even on this machine"
            }
        },
        PolicyAxis(
            "redirectedReferrer",
            \.redirectedReferrer,
            title: "Referer after a redirect",
            "What it is derived from.",
            source: "Referrer Policy 8.3"
        ) {
            switch $0 {
            case .fromThePage: "{starts|start} from the page's URL again"
            case .fromThePreviousHop: "{starts|start} from what the previous hop sent"
            }
        },
        PolicyAxis(
            "opaqueReferrer",
            \.opaqueReferrer,
            title: "Referer from a page with an opaque origin",
            "Whether EventSources and beacons send one.",
            source: "Referrer Policy 8.3, step 2: no referrer"
        ) {
            switch $0 {
            case .none: "{omits|omit} it"
            case .ofDocumentRequests: "{sends|send} the origin of the page's URL"
            case .ofDocumentRequestsInFull: "{sends|send} all that the policy allows"
            }
        },
        PolicyAxis(
            "preflightReferrer",
            \.preflightReferrer,
            title: "Referer of a preflight after a redirect",
            "Which referrer it has.",
            source: "Fetch 4.8: a preflight has the request's referrer"
        ) {
            switch $0 {
            case .ofTheRequest: "{sends|send} that of the request"
            case .ofThePreviousHop: "{sends|send} that of the previous hop"
            }
        },
        PolicyAxis(
            "crossSiteReferrer",
            \.crossSiteReferrer,
            title: "Referer to another site under unsafe-url",
            "How much of its URL a page can reveal to another site.",
            source: "Referrer Policy 8.3"
        ) {
            switch $0 {
            case .byPolicy: "{sends|send} what the policy allows"
            case .byDefaultPolicy: "{sends|send} no more than the default policy allows"
            case .byDefaultPolicyInPages:
                "{sends|send} no more than the default policy allows, except for links and forms"
            }
        },
        PolicyAxis(
            "thirdPartyReferrer",
            \.thirdPartyReferrer,
            title: "Referer of a third-party request",
            "How much a request to a site other than that of the address bar reveals.",
            source: "Referrer Policy 8.3: sites do not matter"
        ) {
            switch $0 {
            case .byPolicy: "{sends|send} what the policy allows"
            case .originOnly: "{sends|send} only the origin"
            }
        },
    ]

    private static let originAxes: [PolicyAxis<FetchPolicy>] = [
        PolicyAxis(
            "originHiding",
            \.originHiding,
            title: "Origin under a no-referrer policy",
            "Where the policy turns Origin into null.",
            source: originSource
        ) {
            switch $0 {
            case .outsideCORS: "{hides|hide} it in every mode except cors"
            case .inNavigations: "{hides|hide} it only in navigations"
            }
        },
        PolicyAxis(
            "originDowngrade",
            \.originDowngrade,
            title: "Origin from https to http",
            "Whether it becomes null when the referrer is omitted.",
            source: originSource
        ) {
            switch $0 {
            case .hidden: "{sends|send} null"
            case .shown: "{sends|send} the origin"
            }
        },
        PolicyAxis(
            "methodForOrigin",
            \.methodForOrigin,
            title: "Origin of a POST that a redirect changed to GET",
            "Whether a request without CORS still has one.",
            source: originSource
        ) {
            switch $0 {
            case .current: "{omits|omit} it"
            case .first: "{sends|send} it"
            }
        },
        PolicyAxis(
            "redirectedOrigin",
            \.redirectedOrigin,
            title: "Origin after a redirect to another origin, without CORS",
            "Whether it becomes null.",
            source: originSource
        ) {
            switch $0 {
            case .byTaint: "{sends|send} null only if the redirecting origin was not the page's"
            case .null: "always {sends|send} null"
            }
        },
        PolicyAxis(
            "elementOrigin",
            \.elementOrigin,
            title: "crossorigin on an element of the page's own origin",
            "Whether its request has an Origin header.",
            source: originSource
        ) {
            switch $0 {
            case .whenTainted: "{sends|send} it only after a redirect to another origin"
            case .exceptMedia:
                "always {sends|send} it, except for audio, video and manifests"
            case .always: "always {sends|send} it"
            }
        },
        PolicyAxis(
            "preflightOrigin",
            \.preflightOrigin,
            title: "Origin of a preflight after a redirect",
            "Which origin it has.",
            source: "Fetch 4.8: a preflight is a new request"
        ) {
            switch $0 {
            case .byTaint: "{sends|send} that of the request, which may be null"
            case .ofThePage: "{sends|send} that of the page"
            }
        },
    ]

    private static let originSource = "Fetch 3.2: append a request Origin header"

    private static let cacheAxes: [PolicyAxis<FetchPolicy>] = [
        PolicyAxis(
            "postNavigationCache",
            \.postNavigationCache,
            title: "Cache mode of a form submitted by POST",
            "The cache mode that it is sent with.",
            source: "HTML: a navigation's request has the default cache mode",
            answer: uses
        ),
        PolicyAxis(
            "conditionalRequestCache",
            \.conditionalRequestCache,
            title: "Cache mode of a request with If-None-Match",
            "The cache mode of a request that the page made conditional.",
            source: "Fetch 4.6, step 8.16",
            answer: uses
        ),
        PolicyAxis(
            "rangeHeader",
            \.rangeHeader,
            title: "Range set by a page",
            "How the header is sent.",
            source: "Fetch 4.6: headers are sent unchanged"
        ) {
            switch $0 {
            case .asWritten: "{sends|send} it as written"
            case .normalized: "{sends|send} it without spaces"
            }
        },
        PolicyAxis(
            "pragmaAfterCrossOriginHop",
            \.pragmaAfterCrossOriginHop,
            title: "Pragma after a redirect to another origin",
            "Whether the header is kept.",
            source: "Fetch 4.6, step 8.17"
        ) { $0 ? "{sends|send} it" : "{omits|omit} it" },
        PolicyAxis(
            "preflightInheritsCacheMode",
            \.preflightInheritsCacheMode,
            title: "Cache mode of a preflight",
            "The cache mode that it is sent with.",
            source: "Fetch 4.8: a preflight is a new request"
        ) { $0 ? "{uses|use} that of the request" : "{uses|use} the default" },
    ]

    private static let redirectAxes: [PolicyAxis<FetchPolicy>] = [
        PolicyAxis(
            "preflightUserAgent",
            \.preflightUserAgent,
            title: "User-Agent of a preflight",
            "Which value it has if the page has set its own.",
            source: "Fetch 4.8: a preflight is a new request"
        ) {
            switch $0 {
            case .ofTheBrowser: "{sends|send} the browser's"
            case .ofTheRequest: "{sends|send} the page's"
            }
        },
        PolicyAxis(
            "redirectedPreflight",
            \.redirectedPreflight,
            title: "Preflights after a redirect",
            "When the next hop is preflighted.",
            source: "Fetch 4.1: main fetch decides at each hop"
        ) {
            switch $0 {
            case .whereNeeded: "{sends|send} one if the hop's own method and headers need it"
            case .onceNeeded: "{sends|send} one even if only the first hop needed it"
            case .asFirstNeeded: "{sends|send} the one that the first hop needed"
            }
        },
        PolicyAxis(
            "emptyLocation",
            \.emptyLocation,
            title: "Empty Location",
            "Whether it is a redirect.",
            source: "Fetch 2.2.6: location URL"
        ) {
            switch $0 {
            case .relativeURL: "{redirects|redirect} to the same URL"
            case .none: "{shows|show} the response"
            }
        },
        PolicyAxis(
            "severalLocations",
            \.severalLocations,
            title: "Several Location headers that differ",
            "What happens to the redirect.",
            source: "Fetch 2.2.6: location URL"
        ) {
            switch $0 {
            case .combined: "{combines|combine} them into one URL"
            case .refused: "{blocks|block} the redirect"
            }
        },
        PolicyAxis(
            "unsafeRedirectSchemes",
            \.unsafeRedirectSchemes,
            title: "Schemes that a redirect must not lead to",
            "Which ones are blocked before CORS is checked.",
            source: "Fetch 4.4, step 6: HTTP(S) or a network error"
        ) {
            $0.isEmpty
                ? "{blocks|block} none"
                : "{blocks|block} \($0.sorted().joined(separator: ", "))"
        },
    ]

    @Sendable private static func uses(_ mode: CacheMode) -> String {
        "{uses|use} \"\(mode.rawValue)\""
    }
}
