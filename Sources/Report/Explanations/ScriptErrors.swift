package import Fetch
internal import Infra

extension FetchReport {
    /// The name of what the page's code catches.
    package func errorName(of failure: FetchFailure) -> String {
        initiator == .xhr && !failure.isThrownByConstruction ? "error" : "TypeError"
    }

    /// Its message, as the browser words it. For a network error it never says why.
    package func scriptMessage(of failure: FetchFailure) -> String {
        let wording = BrowserPolicy.named(browser).scriptErrors
        guard failure.isThrownByConstruction else {
            return initiator == .fetch ? wording.networkError : ""
        }
        var text = wording.prefix + failure.constructionTemplate(wording)
        for (placeholder, value) in failure.refused + [("{mode}", mode.rawValue)] {
            guard let range = text.firstRange(of: placeholder) else { continue }
            text.replaceSubrange(range, with: value)
        }
        return text
    }
}

extension FetchFailure {
    fileprivate func constructionTemplate(_ wording: ScriptErrorWording) -> String {
        switch self {
        case .invalidURL: wording.invalidURL
        case .urlHasCredentials: wording.urlHasCredentials
        case .invalidMethod: wording.invalidMethod
        case .forbiddenMethod: wording.forbiddenMethod
        case .methodNotAllowedInNoCORS: wording.methodNotAllowedInNoCORS
        case .bodyWithGetOrHead: wording.bodyWithGetOrHead
        case .invalidHeaderName: wording.invalidHeaderName
        case .invalidHeaderValue: wording.invalidHeaderValue
        case .navigateMode: wording.navigateMode
        case .onlyIfCachedOutsideSameOrigin: wording.onlyIfCachedOutsideSameOrigin
        default: wording.networkError
        }
    }

    /// What the placeholders stand for.
    fileprivate var refused: [(placeholder: String, value: String)] {
        switch self {
        case .invalidURL(let url, _), .urlHasCredentials(let url): [("{url}", url)]
        case .invalidMethod(let method), .forbiddenMethod(let method),
            .methodNotAllowedInNoCORS(let method), .bodyWithGetOrHead(let method):
            [("{method}", method)]
        case .invalidHeaderName(let name):
            [("{name}", name), ("{lower-case name}", name.asciiLowercased)]
        case .invalidHeaderValue(let name, let value):
            [("{name}", name), ("{value}", value.isomorphicDecoded)]
        default: []
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
