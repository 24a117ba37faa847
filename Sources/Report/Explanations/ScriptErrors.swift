package import Fetch
internal import Infra
internal import WebOrigin

extension FetchFailure {
    /// The name of what the page's code catches.
    package func errorName(for initiator: Initiator) -> String {
        guard initiator == .xhr else { return "TypeError" }
        return isThrownByConstruction ? xhrError.name : "error"
    }

    /// Its message, as Chrome words it. For a network error it never says why.
    package func scriptMessage(for initiator: Initiator) -> String {
        switch (initiator, isThrownByConstruction) {
        case (.xhr, true):
            "Failed to execute '\(xhrError.method)' on 'XMLHttpRequest': \(xhrError.message)"
        case (_, true): "Failed to execute 'fetch' on 'Window': \(constructionMessage)"
        case (.fetch, false): "Failed to fetch"
        case (_, false): ""
        }
    }

    private var constructionMessage: String {
        switch self {
        case .invalidURL(let input, _): "Failed to parse URL from \(input)"
        case .urlHasCredentials(let url):
            "Request cannot be constructed from a URL that includes credentials: \(url)"
        case .invalidMethod(let method): "'\(method)' is not a valid HTTP method."
        case .forbiddenMethod(let method): "'\(method)' HTTP method is unsupported."
        case .methodNotAllowedInNoCORS(let method): "'\(method)' is unsupported in no-cors mode."
        case .bodyWithGetOrHead: "Request with GET/HEAD method cannot have body."
        case .invalidHeaderName: "Invalid name"
        case .invalidHeaderValue: "Invalid value"
        case .navigateMode:
            "Cannot construct a Request with a RequestInit whose mode member is set as 'navigate'."
        case .onlyIfCachedOutsideSameOrigin:
            "'only-if-cached' can be set only with 'same-origin' mode"
        default: "Failed to fetch"
        }
    }

    /// What XMLHttpRequest throws: a DOMException, from the method that was called with it.
    private var xhrError: (name: String, method: String, message: String) {
        switch self {
        case .invalidURL: ("SyntaxError", "open", "Invalid URL")
        case .forbiddenMethod: ("SecurityError", "open", constructionMessage)
        case .invalidHeaderName(let name):
            ("SyntaxError", "setRequestHeader", "'\(name)' is not a valid HTTP header field name.")
        case .invalidHeaderValue(_, let value):
            (
                "SyntaxError", "setRequestHeader",
                "'\(value.isomorphicDecoded)' is not a valid HTTP header field value."
            )
        default: ("SyntaxError", "open", constructionMessage)
        }
    }
}

extension DocumentCookieFailure {
    /// The name of what reading or setting `document.cookie` throws.
    package var errorName: String {
        switch self {
        case .opaqueOrigin: "SecurityError"
        }
    }

    /// Its message, as Chrome words it.
    package func scriptMessage(in page: Page, isSetting: Bool) -> String {
        let attempt = isSetting ? "set the 'cookie' property on" : "read the 'cookie' property from"
        let reason =
            switch self {
            case .opaqueOrigin where page.url.scheme == "data":
                "Cookies are disabled inside 'data:' URLs."
            case .opaqueOrigin:
                "The document is sandboxed and lacks the 'allow-same-origin' flag."
            }
        return "Failed to \(attempt) 'Document': \(reason)"
    }
}
