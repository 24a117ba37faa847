/// The codes of crumb's own advice: what DevTools has no name for.
///
/// Advice about a reason has that reason's code instead. Every one of these is a ``Reason`` too, so
/// that `crumb reasons` knows it.
package enum AdviceCode: String, CaseIterable, Sendable {
    // How the page calls.

    /// Of a URL whose `http://` was forgotten.
    case missingScheme = "MissingScheme"
    case answerHeaderInRequest = "AnswerHeaderInRequest"
    case credentialsNotIncluded = "CredentialsNotIncluded"
    case redirected = "Redirected"
    case redirectToHTTP = "RedirectToHTTP"
    case strictTransportSecurity = "StrictTransportSecurity"

    // Where the page and the API are.

    /// Its remedy is that of every SameSite reason in the same report.
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

    // What the server allows.

    /// What a change of the call or of the places asks of the server.
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
