/// What browsers decide differently about navigations and about frames without a URL of their own.
package struct NavigationPolicy: Hashable, Sendable {
    /// The cache mode of a reload.
    package var reloadCache: CacheMode
    package var scriptReload: ScriptReload
    package var downloadLink: DownloadLink
    package var pagesNotStored: PagesNotStored
    package var postedPageInHistory: PostedPageInHistory
    /// Whether `Sec-Fetch-User` is sent where a document moves a frame or tab that shows another
    /// site's document.
    package var fetchUserAcrossSites: Bool
    /// Whether an `<iframe credentialless>` has a jar of its own.
    package var credentiallessFrames: Bool
    /// Frames that stay as they are, without an event, where they do not get their document.
    package var framesLeftAlone: Set<FrameRefusal>
    /// Frames that show an error page for which no load event fires.
    package var errorPagesWithoutLoad: Set<FrameRefusal>
    /// The URL of an error page; `nil`: that which was asked for.
    package var errorPageURL: String?
    package var formActionOfRedirects: FormActionOfRedirects
    package var requiredPolicies: RequiredPolicies
    package var localReferrer: LocalReferrer
    package var blobDocumentCookies: BlobDocumentCookies

    /// Whether a frame's load event fires although it did not get its document.
    package func firesLoad(_ refusal: FrameRefusal) -> Bool {
        !framesLeftAlone.contains(refusal) && !errorPagesWithoutLoad.contains(refusal)
    }

    /// Whether `form-action` is about where the answer to a form redirects.
    package enum FormActionOfRedirects: Hashable, Sendable {
        /// Each hop has to be allowed (the standard).
        case checked
        case ignored
    }

    /// What the attribute `csp` of a frame does.
    package enum RequiredPolicies: Hashable, Sendable {
        /// Nothing.
        case ignored
        /// The frame's response has to agree to that policy, which then rules it (the draft).
        case enforced
    }

    /// What `location.reload()` is.
    package enum ScriptReload: Hashable, Sendable {
        /// A navigation that the page itself starts.
        case fromThePage
        /// The navigation again that brought the page, from whoever started that (the standard).
        case asTheFirst
    }

    /// What a link with the attribute `download` asks by.
    package enum DownloadLink: Hashable, Sendable {
        /// A navigation, of which a file comes (the standard).
        case navigation
        /// A request of its own, without a user and for no document, where it stays in the origin.
        case ownRequest
    }

    /// What going back to a page with `Cache-Control: no-store` does.
    package enum PagesNotStored: Hashable, Sendable {
        /// It asks again, as the first time (the standard).
        case requestedAgain
        /// It is shown as it was.
        case kept
    }

    /// What going back to a page does that a POST has brought, where it is not shown as it was.
    package enum PostedPageInHistory: Hashable, Sendable {
        /// The user is asked whether to send it again, and has not agreed.
        case promptsUser
        /// An error page is shown.
        case fails
    }

    /// The referrer of the requests that scripts make in a document from `about:blank` or a Blob.
    package enum LocalReferrer: Hashable, Sendable {
        /// None: its URL is none to be sent (the standard).
        case none
        /// That of the document which made it; of a Blob's, its origin.
        case ofTheCreator
    }

    /// What `document.cookie` is in a document from a `blob:` URL.
    package enum BlobDocumentCookies: Hashable, Sendable {
        /// Empty (the standard: the document is cookie-averse).
        case empty
        /// Those of the document that made it.
        case ofTheCreator
    }
}
