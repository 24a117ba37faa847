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
            "Whether they are the same site to Cross-Origin-Resource-Policy.",
            source: "HTML: a host without a registrable domain is its own site"
        ) { $0 ? "{treats|treat} them as one site" : "{treats|treat} them as different sites" },
        PolicyAxis(
            "modeCheck",
            \.modeCheck,
            title: "Order of the checks of a request",
            "Which of several reasons to refuse a request is named.",
            source: "Fetch 4.1: step 7 blocks, step 12 looks at the mode"
        ) {
            switch $0 {
            case .afterBlocking: "{looks|look} at the mode after ports and mixed content"
            case .beforeBlocking: "{looks|look} at the mode first"
            }
        },
        PolicyAxis(
            "insecureForms",
            \.insecureForms,
            title: "A form on an https page that is sent to http",
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
                "{asks|ask} for https from the start and {shows|show} the page its own URL"
            case .rewritesURLVisibly:
                "{asks|ask} for https from the start, also on this machine, and {shows|show} the page "
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
            "Which http sources allow https, too.",
            source: "CSP3 6.7.2.8: any, on its own port"
        ) {
            switch $0 {
            case .anyPort: "{allows|allow} it on the port that is named"
            case .defaultPort: "{allows|allow} it only where no port but 80 is named"
            }
        },
        PolicyAxis(
            "socketSources",
            \.socketSources,
            title: "ws: and wss: in a Content-Security-Policy",
            "Whether they allow http and https, too.",
            source: "CSP3 6.7.2.9: scheme-part match"
        ) { $0 == .matchHTTP ? "{allows|allow} them" : "{allows|allow} WebSockets only" },
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
            title: "The report on a violated Content-Security-Policy",
            "When it is sent.",
            source: "CSP3 5.5: at once"
        ) {
            $0 == .atOnce
                ? "{goes|go} before the request" : "{goes|go} after the request or its refusal"
        },
        PolicyAxis(
            "reportSender",
            \.reportSender,
            title: "Credentials of a violation report",
            "In whose name it is sent.",
            source: "CSP3 5.5: the page's, with cookies to its own origin"
        ) {
            switch $0 {
            case .page: "{sends|send} the page's origin, and cookies to it"
            case .pageWithoutCredentials: "{sends|send} the page's origin, and no cookies"
            case .opaqueOrigin: "{sends|send} the origin null, and cookies to the page's own"
            }
        },
        PolicyAxis(
            "reportBody",
            \.reportBody,
            title: "What a violation report has",
            "The members of its JSON, and their order.",
            source: "CSP3 5.3: obtain the deprecated serialization"
        ) {
            switch $0 {
            case .standard: "{writes|write} the standard's order"
            case .directiveFirst: "{writes|write} the directive before the blocked URL"
            case .alphabetical: "{writes|write} its members in alphabetical order"
            case .typed: "{writes|write} its type and the page's URL outside, too"
            }
        },
        PolicyAxis(
            "knowsReportTo",
            \.knowsReportTo,
            title: "report-to in a Content-Security-Policy",
            "Whether it takes the place of report-uri.",
            source: "CSP3 5.5: it does"
        ) { $0 ? "{obeys|obey} it" : "{ignores|ignore} it" },
        PolicyAxis(
            "cacheWithoutCredentials",
            \.cacheWithoutCredentials,
            title: "A request without credentials by COEP: credentialless",
            "Its cache mode.",
            source: "Fetch 4.6: as the request says"
        ) { "{uses|use} \"\($0.rawValue)\"" },
        PolicyAxis(
            "blockAllMixedContent",
            \.blockAllMixedContent,
            title: "block-all-mixed-content",
            "What the directive does.",
            source: "Mixed Content 2: obsolete"
        ) { $0 == .ignored ? "{ignores|ignore} it" : "{blocks|block} images and media, too" },
        PolicyAxis(
            "credentiallessDocuments",
            \.credentiallessDocuments,
            title: "Cross-Origin-Embedder-Policy: credentialless",
            "Whether the value is known.",
            source: "HTML 7.1.4: embedder policy value"
        ) { $0 ? "{knows|know} it" : "{ignores|ignore} it" },
        PolicyAxis(
            "unknownResourcePolicy",
            \.unknownResourcePolicy,
            title: "An unknown Cross-Origin-Resource-Policy",
            "What it is where an embedder policy wants one.",
            source: "Fetch 3.7: null"
        ) { $0 == .none ? "{takes|take} it for none" : "{lets|let} the response through" },
        PolicyAxis(
            "requestStream",
            \.requestStream,
            title: "A ReadableStream as the body",
            "What it is.",
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
            "What the page reads of a body that should not be there.",
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
        ) { $0 ? "{adds|add} it" : "{leaves|leave} it out" },
        PolicyAxis(
            "dataDocumentCookies",
            \.dataDocumentCookies,
            title: "document.cookie in a data: document",
            "What reading it gives.",
            source: "HTML: a cookie-averse Document object"
        ) {
            switch $0 {
            case .empty: "{gives|give} an empty string"
            case .refused: "{throws|throw} a SecurityError"
            }
        },
    ]

    private static let referrerAxes: [PolicyAxis<FetchPolicy>] = [
        PolicyAxis(
            "referrerDowngrade",
            \.referrerDowngrade,
            title: "Referer and less secure URLs",
            "What counts as less secure than the page, so that it does not get the referrer.",
            source: "Referrer Policy 8.3"
        ) {
            switch $0 {
            case .byTrustworthiness: "{looks|look} at whether the target is trustworthy"
            case .byScheme: "{looks|look} at the scheme only, also on this machine"
            }
        },
        PolicyAxis(
            "redirectedReferrer",
            \.redirectedReferrer,
            title: "Referer after a redirect",
            "What it is made from.",
            source: "Referrer Policy 8.3"
        ) {
            switch $0 {
            case .fromThePage: "{starts|start} from the page's URL again"
            case .fromThePreviousHop: "{starts|start} from what the hop before was sent"
            }
        },
        PolicyAxis(
            "opaqueReferrer",
            \.opaqueReferrer,
            title: "Referer from a page with an opaque origin",
            "Whether EventSources and beacons have one.",
            source: "Referrer Policy 8.3, step 2: no referrer"
        ) {
            switch $0 {
            case .none: "{leaves|leave} it out"
            case .ofDocumentRequests: "{sends|send} the origin of the page's URL"
            case .ofDocumentRequestsInFull: "{sends|send} all that the policy allows"
            }
        },
        PolicyAxis(
            "preflightReferrer",
            \.preflightReferrer,
            title: "Referer of a preflight after a redirect",
            "Whose it is.",
            source: "Fetch 4.8: a preflight has the request's referrer"
        ) {
            switch $0 {
            case .ofTheRequest: "{sends|send} that of the request"
            case .ofThePreviousHop: "{sends|send} that of the hop before"
            }
        },
        PolicyAxis(
            "crossSiteReferrer",
            \.crossSiteReferrer,
            title: "Referer of unsafe-url to another site",
            "How much of its URL a page can show to another site.",
            source: "Referrer Policy 8.3"
        ) {
            switch $0 {
            case .byPolicy: "{sends|send} what the policy allows"
            case .byDefaultPolicy: "{sends|send} no more than the default policy allows"
            case .byDefaultPolicyInPages:
                "{sends|send} no more than the default policy allows, but for links and forms"
            }
        },
        PolicyAxis(
            "thirdPartyReferrer",
            \.thirdPartyReferrer,
            title: "Referer of a third-party request",
            "What a request to another site than that of the address bar says of who asks.",
            source: "Referrer Policy 8.3: sites play no part"
        ) {
            switch $0 {
            case .byPolicy: "{sends|send} what the policy allows"
            case .originOnly: "{sends|send} the origin only"
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
            case .outsideCORS: "{hides|hide} it in every mode but cors"
            case .inNavigations: "{hides|hide} it in navigations only"
            }
        },
        PolicyAxis(
            "originDowngrade",
            \.originDowngrade,
            title: "Origin from https to http",
            "Whether it becomes null where the referrer is left out.",
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
            title: "Origin of a POST that a redirect turned into GET",
            "Whether a request without CORS still has one.",
            source: originSource
        ) {
            switch $0 {
            case .current: "{leaves|leave} it out"
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
            case .null: "{sends|send} null always"
            }
        },
        PolicyAxis(
            "elementOrigin",
            \.elementOrigin,
            title: "crossorigin on an element of the page's own origin",
            "Whether its request has an Origin.",
            source: originSource
        ) {
            switch $0 {
            case .whenTainted: "{sends|send} it only after a redirect to another origin"
            case .exceptMedia:
                "{sends|send} it always, but not for audio, video and manifests"
            case .always: "{sends|send} it always"
            }
        },
        PolicyAxis(
            "preflightOrigin",
            \.preflightOrigin,
            title: "Origin of a preflight after a redirect",
            "Whose it is.",
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
            title: "Cache mode of a form that sends POST",
            "With which cache mode it is sent.",
            source: "HTML: a navigation's request has the default cache mode",
            answer: uses
        ),
        PolicyAxis(
            "conditionalRequestCache",
            \.conditionalRequestCache,
            title: "Cache mode of a request with If-None-Match",
            "With which cache mode a request with a condition of the page's own is sent.",
            source: "Fetch 4.6, step 8.16",
            answer: uses
        ),
        PolicyAxis(
            "rangeHeader",
            \.rangeHeader,
            title: "Range as the page writes it",
            "How the header goes out.",
            source: "Fetch 4.6: headers go out as they are"
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
            "Whether the header goes on.",
            source: "Fetch 4.6, step 8.17"
        ) { $0 ? "{sends|send} it" : "{leaves|leave} it out" },
        PolicyAxis(
            "preflightInheritsCacheMode",
            \.preflightInheritsCacheMode,
            title: "Cache mode of a preflight",
            "With which cache mode it is sent.",
            source: "Fetch 4.8: a preflight is a new request"
        ) { $0 ? "{uses|use} that of the request" : "{uses|use} the default" },
    ]

    private static let redirectAxes: [PolicyAxis<FetchPolicy>] = [
        PolicyAxis(
            "preflightUserAgent",
            \.preflightUserAgent,
            title: "User-Agent of a preflight",
            "Whose it is, where the page has set its own.",
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
            "When the next hop is asked for consent.",
            source: "Fetch 4.1: main fetch decides at each hop"
        ) {
            switch $0 {
            case .whereNeeded: "{asks|ask} if the hop's own method and headers need it"
            case .onceNeeded: "{asks|ask} also if only the first hop needed it"
            case .asFirstNeeded: "{asks|ask} as the first hop needed it"
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
            "What becomes of the redirect.",
            source: "Fetch 2.2.6: location URL"
        ) {
            switch $0 {
            case .combined: "{combines|combine} them into one URL"
            case .refused: "{refuses|refuse} the redirect"
            }
        },
        PolicyAxis(
            "unsafeRedirectSchemes",
            \.unsafeRedirectSchemes,
            title: "Schemes that a redirect must not lead to",
            "Which ones are refused before CORS is looked at.",
            source: "Fetch 4.4, step 6: HTTP(S) or a network error"
        ) {
            $0.isEmpty
                ? "{refuses|refuse} none"
                : "{refuses|refuse} \($0.sorted().joined(separator: ", "))"
        },
    ]

    @Sendable private static func uses(_ mode: CacheMode) -> String {
        "{uses|use} \"\(mode.rawValue)\""
    }
}
