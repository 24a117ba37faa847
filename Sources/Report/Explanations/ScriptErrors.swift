package import Fetch
internal import Infra

extension FetchFailure {
    /// The name of what the page's code catches.
    package func errorName(for initiator: Initiator) -> String {
        initiator == .xhr && !isThrownByConstruction ? "error" : "TypeError"
    }

    /// Its message, as Chrome words it. For a network error it never says why.
    package func scriptMessage(for initiator: Initiator) -> String {
        guard isThrownByConstruction else { return initiator == .fetch ? "Failed to fetch" : "" }
        return "Failed to execute 'fetch' on 'Window': \(constructionMessage)"
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
}

extension DocumentCookieFailure {
    /// The name of what reading or setting `document.cookie` throws.
    package var errorName: String {
        switch self {
        case .opaqueOrigin: "SecurityError"
        }
    }
}
