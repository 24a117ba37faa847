/// The differences between browsers in navigations and in frames without a URL of their own.
package struct NavigationPolicy: Hashable, Sendable {
    /// The cache mode of a reload.
    package var reloadCache: CacheMode
    package var scriptReload: ScriptReload
    package var downloadLink: DownloadLink
    package var pagesNotStored: PagesNotStored
    package var postedPageInHistory: PostedPageInHistory
    /// Whether `Sec-Fetch-User` is sent if a document navigates a frame or tab that shows another
    /// site's document.
    package var fetchUserAcrossSites: Bool
    /// Whether an `<iframe credentialless>` has a jar of its own.
    package var credentiallessFrames: Bool
    /// Frames that stay as they are, without an event, if their document is not loaded.
    package var framesLeftAlone: Set<FrameRefusal>
    /// Frames that show an error page for which no load event fires.
    package var errorPagesWithoutLoad: Set<FrameRefusal>
    /// The URL of an error page; `nil` for the requested URL.
    package var errorPageURL: String?
    package var formActionOfRedirects: FormActionOfRedirects
    package var requiredPolicies: RequiredPolicies
    package var localReferrer: LocalReferrer
    package var blobDocumentCookies: BlobDocumentCookies

    /// Whether a frame's load event fires although its document was not loaded.
    package func firesLoad(_ refusal: FrameRefusal) -> Bool {
        !framesLeftAlone.contains(refusal) && !errorPagesWithoutLoad.contains(refusal)
    }

    /// Whether `form-action` applies to redirects of a form submission.
    package enum FormActionOfRedirects: Hashable, Sendable {
        /// Each hop must be allowed (the standard).
        case checked
        case ignored
    }

    /// The effect of a frame's `csp` attribute.
    package enum RequiredPolicies: Hashable, Sendable {
        /// Nothing.
        case ignored
        /// The frame's response must accept that policy, which then applies to it (the draft).
        case enforced
    }

    /// How `location.reload()` works.
    package enum ScriptReload: Hashable, Sendable {
        /// It is a navigation started by the page itself.
        case fromThePage
        /// It repeats the navigation that loaded the page, with the same initiator (the standard).
        case asTheFirst
    }

    /// The kind of request that a link with the `download` attribute makes.
    package enum DownloadLink: Hashable, Sendable {
        /// A navigation whose response is saved as a file (the standard).
        case navigation
        /// A separate request without user activation or document, if it is same-origin.
        case ownRequest
    }

    /// What happens when the user goes back to a page with `Cache-Control: no-store`.
    package enum PagesNotStored: Hashable, Sendable {
        /// The page is requested again, like the first time (the standard).
        case requestedAgain
        /// The page is shown as it was.
        case kept
    }

    /// What happens when the user goes back to a page loaded by POST that cannot be shown as it
    /// was.
    package enum PostedPageInHistory: Hashable, Sendable {
        /// The browser asks the user whether to send the form again, and the user has not agreed.
        case promptsUser
        /// An error page is shown.
        case fails
    }

    /// The referrer of requests made by scripts in an `about:blank` or `blob:` document.
    package enum LocalReferrer: Hashable, Sendable {
        /// None: the document's URL must not be sent (the standard).
        case none
        /// That of the document that created it; for a Blob, only its origin.
        case ofTheCreator
    }

    /// The value of `document.cookie` in a document from a `blob:` URL.
    package enum BlobDocumentCookies: Hashable, Sendable {
        /// Empty (the standard: the document is cookie-averse).
        case empty
        /// The cookies of the document that created it.
        case ofTheCreator
    }
}
