package import BrowserInfra

extension NavigationPolicy {
    /// Every field, in words.
    package static let axes: [PolicyAxis<NavigationPolicy>] = [
        PolicyAxis(
            "reloadCache",
            \.reloadCache,
            title: "Cache mode of a reload",
            "With which cache mode a page is asked for again.",
            source: "HTML 7.4.5: reload pending"
        ) { "{uses|use} \"\($0.rawValue)\"" },
        PolicyAxis(
            "scriptReload",
            \.scriptReload,
            title: "location.reload()",
            "Who counts as the one that asks.",
            source: "HTML 7.4.3: the entry's initiator origin stays"
        ) {
            switch $0 {
            case .fromThePage: "{takes|take} the page itself"
            case .asTheFirst: "{repeats|repeat} the request that brought the page"
            }
        },
        PolicyAxis(
            "downloadLink",
            \.downloadLink,
            title: "A link with the attribute download",
            "What kind of request it makes to its own origin.",
            source: "HTML 4.6.5: a navigation request of its own"
        ) {
            switch $0 {
            case .navigation: "{navigates|navigate}"
            case .ownRequest: "{asks|ask} for a file: no document, no user"
            }
        },
        PolicyAxis(
            "pagesNotStored",
            \.pagesNotStored,
            title: "Back to a page with Cache-Control: no-store",
            "Whether it is asked for again.",
            source: "HTML 7.4.6: left to the browser"
        ) {
            switch $0 {
            case .requestedAgain: "{asks|ask} again, as the first time"
            case .kept: "{shows|show} it as it was"
            }
        },
        PolicyAxis(
            "postedPageInHistory",
            \.postedPageInHistory,
            title: "Back to a page that a POST has brought",
            "What happens where it is not shown as it was.",
            source: "HTML 7.4.5: the user may be asked"
        ) {
            switch $0 {
            case .promptsUser: "{asks|ask} whether to send it again"
            case .fails: "{shows|show} an error page"
            }
        },
        PolicyAxis(
            "fetchUserAcrossSites",
            \.fetchUserAcrossSites,
            title: "Sec-Fetch-User of a frame that another site moves",
            "Whether it is sent, also where a frame moves the tab.",
            source: "Fetch Metadata 2.5: with user activation"
        ) { $0 ? "{sends|send} it" : "{leaves|leave} it out" },
        PolicyAxis(
            "credentiallessFrames",
            \.credentiallessFrames,
            title: "<iframe credentialless>",
            "Whether such a frame has a jar of its own.",
            source: "not in HTML; the draft Anonymous iframe"
        ) { $0 ? "{gives|give} it one" : "{ignores|ignore} the attribute" },
        PolicyAxis(
            "framesLeftAlone",
            \.framesLeftAlone,
            title: "A frame that is refused before its request",
            "Whether an error page takes its place.",
            source: "HTML 7.4.5: a network error's document"
        ) {
            $0.isEmpty
                ? "{shows|show} an error page"
                : "{leaves|leave} the frame as it was: "
                    + $0.map(\.rawValue).sorted().joined(separator: ", ")
        },
        PolicyAxis(
            "errorPagesWithoutLoad",
            \.errorPagesWithoutLoad,
            title: "The error page of a frame",
            "Whether the load event fires.",
            source: "HTML 7.4.5: it is a document like any other"
        ) {
            $0.isEmpty
                ? "{fires|fire} load"
                : "{fires|fire} no event: " + $0.map(\.rawValue).sorted().joined(separator: ", ")
        },
        PolicyAxis(
            "errorPageURL",
            \.errorPageURL,
            title: "The URL of an error page",
            "What a frame's location is then.",
            source: "HTML 7.4.5: the URL that was asked for"
        ) { "{shows|show} \($0 ?? "the URL that was asked for")" },
        PolicyAxis(
            "formActionOfRedirects",
            \.formActionOfRedirects,
            title: "form-action",
            "Whether it is about redirects, too.",
            source: "CSP3 6.4.1: each navigation request"
        ) { $0 == .checked ? "{checks|check} each hop" : "{checks|check} the first URL only" },
        PolicyAxis(
            "requiredPolicies",
            \.requiredPolicies,
            title: "<iframe csp>",
            "Whether the frame has to agree to that policy.",
            source: "not in HTML; the draft CSP: Embedded Enforcement"
        ) { $0 == .ignored ? "{ignores|ignore} the attribute" : "{asks|ask} for it" },
        PolicyAxis(
            "localReferrer",
            \.localReferrer,
            title: "Referer of an about:blank or blob: document",
            "What its scripts' requests have.",
            source: "Referrer Policy 8.4: a local scheme has none"
        ) {
            switch $0 {
            case .none: "{sends|send} none"
            case .ofTheCreator:
                "{sends|send} that of the page which made it, of a blob: document its origin"
            }
        },
        PolicyAxis(
            "blobDocumentCookies",
            \.blobDocumentCookies,
            title: "document.cookie in a blob: document",
            "What reading it gives.",
            source: "HTML: a cookie-averse Document object"
        ) {
            switch $0 {
            case .empty: "{gives|give} an empty string"
            case .ofTheCreator: "{reads|read} the cookies of the page that made it"
            }
        },
    ]
}
