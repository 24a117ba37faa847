internal import BrowserFetch

/// What a page's code reads in the error that it catches.
///
/// `{url}`, `{method}`, `{mode}`, `{name}`, `{lower-case name}`, `{value}` and the like stand for what
/// was refused. A network error's text never says why.
package struct ScriptErrorWording: Hashable, Sendable {
    var networkError: String
    /// Of a body that ends before it is whole.
    var bodyError: String
    /// Of a worker's constructor, for a script of another origin.
    var foreignWorker: String
    var foreignSharedWorker: String
    /// Of `import()`: what CORS keeps back, and all else.
    var importDenied: String
    var importFailed: String
    /// Of modules: a `{specifier}` that no import map has, a `{name}` that a module does not export, or by two
    /// of its stars; and what the console says of a response's `{type}`.
    var bareSpecifier: String
    var missingExport: String
    var ambiguousExport: String
    var moduleType: String
    var jsonModuleType: String
    /// Of what a document must not do with a `{name}` of another one's window or location, which is the
    /// `{type}`: `{verb}` is read, set or delete, `{access}` the same with access for read, `{origin}` who
    /// asks.
    var crossOriginAccess: String
    /// Before each of the texts below, which `fetch()` throws before anything is sent.
    var prefix: String
    var invalidURL: String
    var urlHasCredentials: String
    var invalidMethod: String
    var forbiddenMethod: String
    var methodNotAllowedInNoCORS: String
    var bodyWithGetOrHead: String
    var invalidHeaderName: String
    var invalidHeaderValue: String
    var navigateMode: String
    var notInEnumeration: String
    var notAByteString: String
    var onlyIfCachedOutsideSameOrigin: String
    /// The name of what a constructor throws where the page's policy does not allow a connection.
    var contentBlocked: String
    var aborted: String
    /// The name of what reading a body rejects with when a signal's time is up.
    package var timedOut: String
    var streamOutsideCORS: String
    var streamInKeepalive: String
    var streamWithoutDuplex: String
    var streamUnsupported: String
    /// Before the texts on `document.cookie`, where it is read and where it is assigned to.
    var cookieGetterPrefix: String
    var cookieSetterPrefix: String
    var cookiesOfSandbox: String
    var cookiesOfDataURL: String
    /// Before the texts on `localStorage` and `sessionStorage`; `{name}` is which.
    var storageGetterPrefix: String
    var storageOfSandbox: String
    var storageOfDataURL: String
}

extension ScriptErrorWording {
    /// What a script reads where a request fails.
    package var networkErrorText: String { networkError }

    /// What a script reads where a response has begun and does not come to its end.
    package var bodyErrorText: String { bodyError }

    /// What a page says of its modules, frames and workers, by the names that its web layer has for it.
    package var ofPages: [(name: String, text: String)] {
        [
            ("importDenied", importDenied), ("importFailed", importFailed),
            ("bareSpecifier", bareSpecifier), ("missingExport", missingExport),
            ("ambiguousExport", ambiguousExport), ("moduleType", moduleType),
            ("jsonModuleType", jsonModuleType), ("crossOriginAccess", crossOriginAccess),
            ("foreignWorker", foreignWorker),
        ]
    }

    /// The standard leaves the words to the browser; a browser without words of its own has Chrome's.
    package static func of(_ browser: String) -> ScriptErrorWording {
        switch browser {
        case BrowserPolicy.firefox.name: .firefox
        case BrowserPolicy.safari.name: .safari
        default: .chrome
        }
    }
}
