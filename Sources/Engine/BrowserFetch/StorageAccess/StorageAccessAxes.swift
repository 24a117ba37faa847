package import BrowserInfra

extension StorageAccessPolicy {
    /// Descriptions of every field.
    package static let axes: [PolicyAxis<StorageAccessPolicy>] = [
        PolicyAxis(
            "accessReach",
            \.accessReach,
            title: "Scope of a frame's storage access",
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
            title: "A frame requested again by Activate-Storage-Access: retry",
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
            title: "Set-Cookie with Activate-Storage-Access: retry",
            "What happens to the first response's cookies.",
            source: "Storage Access Headers: the response is processed"
        ) {
            switch $0 {
            case .stored: "{stores|store} them in the partition"
            case .dropped: "{discards|discard} them"
            }
        },
        PolicyAxis(
            "activatesOwnCookies",
            \.activatesOwnCookies,
            title: "Set-Cookie with Activate-Storage-Access: load",
            "Where the document's own cookies are stored.",
            source: "Storage Access Headers: the document has access"
        ) { $0 ? "{stores|store} them unpartitioned" : "{stores|store} them as before" },
        PolicyAxis(
            "retryCache",
            \.retryCache,
            title: "The request that Activate-Storage-Access: retry repeats",
            "Whether it bypasses caches.",
            source: "Storage Access Headers: not mentioned"
        ) { $0 == .default ? "{sends|send} it as before" : "{adds|add} Cache-Control: no-cache" },
        PolicyAxis(
            "undecidedAccess",
            \.undecidedAccess,
            title: "requestStorageAccess() without an earlier decision",
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
            "Whether it prevents frames from requesting access.",
            source: "Storage Access API: policy-controlled feature"
        ) { $0 ? "{obeys|obey} it" : "{ignores|ignore} it" },
        PolicyAxis(
            "refusesWhereAllowed",
            \.refusesWhereAllowed,
            title: "A denied requestStorageAccess() where third-party cookies are allowed",
            "Whether it is rejected anyway.",
            source: "Storage Access API: prompts only if access is blocked"
        ) { $0 ? "{rejects|reject} it, but {sends|send} cookies" : "{resolves|resolve} it" },
        PolicyAxis(
            "topLevelQuery",
            \.topLevelQuery,
            title: "permissions.query({name: \"storage-access\"}) in the page itself",
            "What it returns.",
            source: "Storage Access API: the top level has access"
        ) {
            switch $0 {
            case .granted: "{returns|return} granted"
            case .prompt: "{returns|return} prompt"
            }
        },
    ]
}
