package import BrowserInfra

extension NavigationPolicy {
    /// Descriptions of every field.
    package static let axes: [PolicyAxis<NavigationPolicy>] = [
        PolicyAxis(
            "reloadCache",
            \.reloadCache,
            title: "Cache mode of a reload",
            "The cache mode that a reload uses.",
            source: "HTML 7.4.5: reload pending"
        ) { "{uses|use} \"\($0.rawValue)\"" },
        PolicyAxis(
            "scriptReload",
            \.scriptReload,
            title: "location.reload()",
            "Which page counts as the initiator.",
            source: "HTML 7.4.3: the entry's initiator origin stays"
        ) {
            switch $0 {
            case .fromThePage: "{uses|use} the page itself"
            case .asTheFirst: "{repeats|repeat} the request that loaded the page"
            }
        },
        PolicyAxis(
            "downloadLink",
            \.downloadLink,
            title: "Links with the download attribute",
            "What kind of request they make to their own origin.",
            source: "HTML 4.6.5: a navigation request of its own"
        ) {
            switch $0 {
            case .navigation: "{navigates|navigate}"
            case .ownRequest: "{requests|request} a file: no document, no user activation"
            }
        },
        PolicyAxis(
            "pagesNotStored",
            \.pagesNotStored,
            title: "Going back to a page with Cache-Control: no-store",
            "Whether it is requested again.",
            source: "HTML 7.4.6: left to the browser"
        ) {
            switch $0 {
            case .requestedAgain: "{requests|request} it again, like the first time"
            case .kept: "{shows|show} it as it was"
            }
        },
        PolicyAxis(
            "postedPageInHistory",
            \.postedPageInHistory,
            title: "Going back to a page loaded by POST",
            "What happens if it cannot be shown as it was.",
            source: "HTML 7.4.5: the user may be asked"
        ) {
            switch $0 {
            case .promptsUser: "{asks|ask} the user whether to send it again"
            case .fails: "{shows|show} an error page"
            }
        },
        PolicyAxis(
            "fetchUserAcrossSites",
            \.fetchUserAcrossSites,
            title: "Sec-Fetch-User when another site navigates a frame",
            "Whether it is sent, including when a frame navigates the tab.",
            source: "Fetch Metadata 2.5: with user activation"
        ) { $0 ? "{sends|send} it" : "{omits|omit} it" },
        PolicyAxis(
            "credentiallessFrames",
            \.credentiallessFrames,
            title: "<iframe credentialless>",
            "Whether such a frame has a separate cookie jar.",
            source: "not in HTML; the draft Anonymous iframe"
        ) { $0 ? "{gives|give} it one" : "{ignores|ignore} the attribute" },
        PolicyAxis(
            "framesLeftAlone",
            \.framesLeftAlone,
            title: "A frame whose load is blocked",
            "Whether it shows an error page.",
            source: "HTML 7.4.5: a network error's document"
        ) {
            $0.isEmpty
                ? "{shows|show} an error page"
                : "{leaves|leave} the frame as it was for: "
                    + $0.map(\.rawValue).sorted().joined(separator: ", ")
        },
        PolicyAxis(
            "errorPagesWithoutLoad",
            \.errorPagesWithoutLoad,
            title: "The error page of a frame",
            "Whether its load event fires.",
            source: "HTML 7.4.5: it is a document like any other"
        ) {
            $0.isEmpty
                ? "{fires|fire} load"
                : "{fires|fire} none for: " + $0.map(\.rawValue).sorted().joined(separator: ", ")
        },
        PolicyAxis(
            "errorPageURL",
            \.errorPageURL,
            title: "The URL of an error page",
            "The location of the frame that shows it.",
            source: "HTML 7.4.5: the requested URL"
        ) { "{shows|show} \($0 ?? "the requested URL")" },
        PolicyAxis(
            "formActionOfRedirects",
            \.formActionOfRedirects,
            title: "form-action",
            "Whether it also applies to redirects.",
            source: "CSP3 6.4.1: each navigation request"
        ) { $0 == .checked ? "{checks|check} each hop" : "{checks|check} only the first URL" },
        PolicyAxis(
            "requiredPolicies",
            \.requiredPolicies,
            title: "<iframe csp>",
            "Whether the frame must agree to that policy.",
            source: "not in HTML; the draft CSP: Embedded Enforcement"
        ) { $0 == .ignored ? "{ignores|ignore} the attribute" : "{enforces|enforce} it" },
        PolicyAxis(
            "localReferrer",
            \.localReferrer,
            title: "Referer of an about:blank or blob: document",
            "The referrer of its scripts' requests.",
            source: "Referrer Policy 8.4: a local scheme has none"
        ) {
            switch $0 {
            case .none: "{sends|send} none"
            case .ofTheCreator:
                "{sends|send} that of the page that created it; for a blob: document, its origin"
            }
        },
        PolicyAxis(
            "blobDocumentCookies",
            \.blobDocumentCookies,
            title: "document.cookie in a blob: document",
            "What reading it returns.",
            source: "HTML: a cookie-averse Document object"
        ) {
            switch $0 {
            case .empty: "{returns|return} an empty string"
            case .ofTheCreator: "{reads|read} the cookies of the page that created it"
            }
        },
    ]
}
