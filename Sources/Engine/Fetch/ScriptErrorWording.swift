/// What a page's code reads in the error that it catches.
///
/// `{url}`, `{method}`, `{mode}`, `{name}`, `{lower-case name}`, `{value}` and the like stand for what
/// was refused. A network error's text never says why.
package struct ScriptErrorWording: Hashable, Sendable {
    package var networkError: String
    /// Before each of the texts below, which `fetch()` throws before anything is sent.
    package var prefix: String
    package var invalidURL: String
    package var urlHasCredentials: String
    package var invalidMethod: String
    package var forbiddenMethod: String
    package var methodNotAllowedInNoCORS: String
    package var bodyWithGetOrHead: String
    package var invalidHeaderName: String
    package var invalidHeaderValue: String
    package var navigateMode: String
    package var notInEnumeration: String
    package var notAByteString: String
    package var onlyIfCachedOutsideSameOrigin: String
    /// The name of what a constructor throws where the page's policy does not allow a connection.
    package var contentBlocked: String
    package var aborted: String
    /// The name of what reading a body rejects with when a signal's time is up.
    package var timedOut: String
    package var streamOutsideCORS: String
    package var streamInKeepalive: String
    package var streamWithoutDuplex: String
    /// Before the texts on `document.cookie`, where it is read and where it is assigned to.
    package var cookieGetterPrefix: String
    package var cookieSetterPrefix: String
    package var cookiesOfSandbox: String
    package var cookiesOfDataURL: String
}
