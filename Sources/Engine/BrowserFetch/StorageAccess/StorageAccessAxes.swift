package import BrowserInfra

extension StorageAccessPolicy {
    /// Every field, in words.
    package static let axes: [PolicyAxis<StorageAccessPolicy>] = [
        PolicyAxis(
            "accessReach",
            \.accessReach,
            title: "Whom a frame's storage access reaches",
            "Which of its requests carry unpartitioned cookies.",
            source: "Storage Access API: same origin, since 2024"
        ) {
            switch $0 {
            case .origin: "{sends|send} them to the frame's own origin"
            case .site: "{sends|send} them to the frame's site"
            }
        },
        PolicyAxis(
            "retriedDocuments",
            \.retriedDocuments,
            title: "A frame that was loaded again by Activate-Storage-Access: retry",
            "Whether its document has storage access.",
            source: "Storage Access Headers: only load activates it"
        ) {
            switch $0 {
            case .withoutAccess: "{gives|give} it none"
            case .withAccess: "{gives|give} it access"
            }
        },
        PolicyAxis(
            "cookiesBeforeRetry",
            \.cookiesBeforeRetry,
            title: "Set-Cookie beside Activate-Storage-Access: retry",
            "What becomes of the first answer's cookies.",
            source: "Storage Access Headers: the response is processed"
        ) {
            switch $0 {
            case .stored: "{stores|store} them in the partition"
            case .dropped: "{drops|drop} them"
            }
        },
        PolicyAxis(
            "activatesOwnCookies",
            \.activatesOwnCookies,
            title: "Set-Cookie beside Activate-Storage-Access: load",
            "Where the document's own cookies go.",
            source: "Storage Access Headers: the document has access"
        ) { $0 ? "{stores|store} them unpartitioned" : "{stores|store} them as before" },
        PolicyAxis(
            "retryCache",
            \.retryCache,
            title: "The request that Activate-Storage-Access: retry repeats",
            "Whether it asks caches to keep out.",
            source: "Storage Access Headers: not mentioned"
        ) { $0 == .default ? "{sends|send} it as before" : "{adds|add} Cache-Control: no-cache" },
        PolicyAxis(
            "undecidedAccess",
            \.undecidedAccess,
            title: "requestStorageAccess() that nobody has decided on",
            "Whether the user is asked.",
            source: "Storage Access API: needs transient activation"
        ) {
            switch $0 {
            case .asked: "{asks|ask} the user"
            case .promptedAfterActivation: "{asks|ask} a user who has clicked in the frame"
            }
        },
        PolicyAxis(
            "obeysPermissionsPolicy",
            \.obeysPermissionsPolicy,
            title: "Permissions-Policy: storage-access=()",
            "Whether it keeps frames from asking.",
            source: "Storage Access API: policy-controlled feature"
        ) { $0 ? "{obeys|obey} it" : "{ignores|ignore} it" },
        PolicyAxis(
            "refusesWhereAllowed",
            \.refusesWhereAllowed,
            title: "A denied requestStorageAccess() where third-party cookies are allowed",
            "Whether it is refused all the same.",
            source: "Storage Access API: asks only where access is kept back"
        ) { $0 ? "{refuses|refuse} it, and {leaves|leave} the cookies" : "{resolves|resolve} it" },
        PolicyAxis(
            "topLevelQuery",
            \.topLevelQuery,
            title: "permissions.query({name: \"storage-access\"}) in the page itself",
            "What it says.",
            source: "Storage Access API: the top level has access"
        ) {
            switch $0 {
            case .granted: "{says|say} granted"
            case .prompt: "{says|say} prompt"
            }
        },
    ]
}
