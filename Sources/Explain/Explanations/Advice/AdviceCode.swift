/// The codes of crumb's own advice, for which DevTools has no name.
///
/// Advice about a reason has that reason's code instead. Each of these codes is a ``Reason`` too, so
/// that `crumb reasons` can show it.
package enum AdviceCode: String, CaseIterable, Sendable {
    // The page's call.

    /// The URL lacks its `http://`.
    case missingScheme = "MissingScheme"
    case answerHeaderInRequest = "AnswerHeaderInRequest"
    case credentialsNotIncluded = "CredentialsNotIncluded"
    case redirected = "Redirected"
    case redirectToHTTP = "RedirectToHTTP"
    case strictTransportSecurity = "StrictTransportSecurity"

    // The locations of the page and the API.

    /// Its fix also fixes every SameSite reason in the same report.
    case twoNames = "LocalhostIsNot127001"
    case crossSite = "CrossSite"
    case filePage = "FilePage"
    case framedByAnotherSite = "FramedByAnotherSite"
    case insecurePage = "InsecurePage"
    case insecureTarget = "InsecureTarget"
    case sandboxedPage = "SandboxedPage"

    // Cookies.

    case cookieHeaderTooLarge = "CookieHeaderTooLarge"
    case cookieWithoutSecure = "CookieWithoutSecure"
    case deletionMissed = "DeletionMissed"
    case narrowPath = "NarrowPath"
    case notReadable = "NotReadable"
    case readableByScript = "ReadableByScript"
    case sameSite = "SameSite"
    case sameSiteUnspecified = "SameSiteUnspecified"
    case twinCookies = "TwinCookies"

    // The server's permissions.

    /// What the server must allow after a change of the call or of the locations.
    case corsForCredentials = "CORSForCredentials"
    case errorsWithoutCORS = "ErrorsWithoutCORS"
    case exposeHeadersWildcard = "ExposeHeadersWildcard"
    case loggedOut = "LoggedOut"
    case headersNotExposed = "HeadersNotExposed"
    case missingVaryOrigin = "MissingVaryOrigin"
    case notSent = "NotSent"
    case nullOriginAllowed = "NullOriginAllowed"
    case originMatchedLoosely = "OriginMatchedLoosely"
    case preflightNotCached = "PreflightNotCached"
    case reflectedOrigin = "ReflectedOrigin"
    case webSocketOriginUnchecked = "WebSocketOriginUnchecked"
}
