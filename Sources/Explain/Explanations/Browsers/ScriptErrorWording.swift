internal import BrowserFetch

/// The messages of the errors that a page's code catches.
///
/// `{url}`, `{method}`, `{mode}`, `{name}`, `{lower-case name}`, `{value}` and so on stand for the
/// invalid input. The message of a network error never gives the reason.
package struct ScriptErrorWording: Hashable, Sendable {
    var networkError: String
    /// The error of a body that ends before it is complete.
    var bodyError: String
    /// The error of a worker's constructor for a script of another origin.
    var foreignWorker: String
    var foreignSharedWorker: String
    /// The errors of `import()`: for a response that CORS blocks, and for all other failures.
    var importDenied: String
    var importFailed: String
    /// The errors of modules: for a `{specifier}` that no import map has, and for a `{name}` that a
    /// module does not export, or that two of its star exports have; and the console messages for a
    /// response of the wrong `{type}`.
    var bareSpecifier: String
    var missingExport: String
    var ambiguousExport: String
    var moduleType: String
    var jsonModuleType: String
    /// The error of accessing a property `{name}` of another origin's window or location, which is the
    /// `{type}`. `{verb}` is read, set or delete; `{access}` is the same, but with access for read;
    /// `{origin}` is the origin of the document that accesses it.
    var crossOriginAccess: String
    /// The start of each of the messages below, which `fetch()` throws before anything is sent.
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
    /// The name of the error that a constructor throws if the page's policy does not allow a connection.
    var contentBlocked: String
    var aborted: String
    /// The name of the error with which reading a body rejects when a signal times out.
    package var timedOut: String
    var streamOutsideCORS: String
    var streamInKeepalive: String
    var streamWithoutDuplex: String
    var streamUnsupported: String
    /// The starts of the messages about `document.cookie`, when it is read and when it is assigned.
    var cookieGetterPrefix: String
    var cookieSetterPrefix: String
    var cookiesOfSandbox: String
    var cookiesOfDataURL: String
    /// The start of the messages about `localStorage` and `sessionStorage`, whose name is `{name}`.
    var storageGetterPrefix: String
    var storageOfSandbox: String
    var storageOfDataURL: String
}

extension ScriptErrorWording {
    /// The message that script gets if a request fails.
    package var networkErrorText: String { networkError }

    /// The message that script gets if a response ends before it is complete.
    package var bodyErrorText: String { bodyError }

    /// The messages about modules, frames and workers, by the names that the web layer has for them.
    package var ofPages: [(name: String, text: String)] {
        [
            ("importDenied", importDenied), ("importFailed", importFailed),
            ("bareSpecifier", bareSpecifier), ("missingExport", missingExport),
            ("ambiguousExport", ambiguousExport), ("moduleType", moduleType),
            ("jsonModuleType", jsonModuleType), ("crossOriginAccess", crossOriginAccess),
            ("foreignWorker", foreignWorker),
        ]
    }

    /// Returns a browser's messages. The standard leaves them to the browser; one without its own has
    /// Chrome's.
    package static func of(_ browser: String) -> ScriptErrorWording {
        switch browser {
        case BrowserPolicy.firefox.name: .firefox
        case BrowserPolicy.safari.name: .safari
        default: .chrome
        }
    }
}
