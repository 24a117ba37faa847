package import BrowserFetch
internal import BrowserInfra
internal import WebOrigin

extension FetchReport {
    /// The name of what the page's code catches.
    package func errorName(of failure: FetchFailure) -> String {
        switch initiator {
        case .xhr: failure.isThrownByConstruction ? xhrError(failure).name : "error"
        case .webSocket, .eventSource: connectionErrorName(failure)
        case .fetch:
            switch failure {
            case .aborted(let reason): reason?.name ?? "AbortError"
            case .timedOut: isRejected ? "TimeoutError" : ScriptErrorWording.of(browser).timedOut
            case .streamUnsupported: "NotSupportedError"
            default: "TypeError"
            }
        case .element: loadingError?.name ?? "TypeError"
        case .beacon, .navigation: "TypeError"
        }
    }

    private var isRejected: Bool {
        if case .rejected = outcome { true } else { false }
    }

    /// What the constructor throws, where it does.
    private func connectionErrorName(_ failure: FetchFailure) -> String {
        guard isThrownByConstruction else { return "error" }
        return switch failure {
        case .mixedContent: "SecurityError"
        case .contentSecurityPolicy: ScriptErrorWording.of(browser).contentBlocked
        default: "SyntaxError"
        }
    }

    /// Its message, as the browser words it. For a network error it never says why.
    package func scriptMessage(of failure: FetchFailure) -> String {
        if let error = loadingError { return error.message }
        let wording = ScriptErrorWording.of(browser)
        guard failure.isThrownByConstruction else {
            // Of https://dom.spec.whatwg.org/#dom-abortsignal-timeout
            if failure == .timedOut { return "signal timed out" }
            return initiator == .fetch ? wording.networkError : ""
        }
        switch failure {
        case .aborted(let reason): return reason?.message ?? wording.aborted
        case .streamOutsideCORS: return wording.prefix + wording.streamOutsideCORS
        case .streamInKeepalive: return wording.prefix + wording.streamInKeepalive
        case .streamUnsupported: return wording.prefix + wording.streamUnsupported
        case .streamWithoutDuplex: return wording.prefix + wording.streamWithoutDuplex
        default: break
        }
        if initiator == .xhr {
            let error = xhrError(failure)
            return "Failed to execute '\(error.method)' on 'XMLHttpRequest': \(error.message)"
        }
        return wording.prefix + filled(failure.constructionTemplate(wording), failure)
    }

    private func filled(_ template: String, _ failure: FetchFailure) -> String {
        var text = template
        for (placeholder, value) in failure.refused + [("{mode}", mode.rawValue)] {
            guard let range = text.firstRange(of: placeholder) else { continue }
            text.replaceSubrange(range, with: value)
        }
        return text
    }

    /// What XMLHttpRequest throws: a DOMException, from the method that was called with it.
    private func xhrError(
        _ failure: FetchFailure
    ) -> (name: String, method: String, message: String) {
        let wording = ScriptErrorWording.of(browser)
        let message = filled(failure.constructionTemplate(wording), failure)
        switch failure {
        case .invalidURL: return ("SyntaxError", "open", "Invalid URL")
        case .forbiddenMethod: return ("SecurityError", "open", message)
        case .invalidHeaderName(let name):
            return (
                "SyntaxError", "setRequestHeader",
                "'\(name)' is not a valid HTTP header field name."
            )
        case .invalidHeaderValue(_, let value):
            return (
                "SyntaxError", "setRequestHeader",
                "'\(value.isomorphicDecoded)' is not a valid HTTP header field value."
            )
        default: return ("SyntaxError", "open", message)
        }
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
        case .bindingError(.notInEnumeration): wording.notInEnumeration
        case .bindingError(.notAByteString): wording.notAByteString
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
        case .bindingError(.notInEnumeration(let member, let value, let type)):
            [("{member}", member), ("{value}", value), ("{type}", type)]
        case .bindingError(.notAByteString(_, let index, let character)):
            [("{index}", "\(index)"), ("{code point}", "\(character.value)")]
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

    /// Its message, as the browser words it.
    package func scriptMessage(
        in page: Page,
        isSetting: Bool,
        wording: ScriptErrorWording
    ) -> String {
        let prefix = isSetting ? wording.cookieSetterPrefix : wording.cookieGetterPrefix
        return prefix
            + (page.url.scheme == "data" ? wording.cookiesOfDataURL : wording.cookiesOfSandbox)
    }
}

extension ScriptErrorWording {
    /// What the getter of `localStorage` or `sessionStorage` throws.
    package func storageDenied(_ property: String, in page: Page) -> String {
        storageGetterPrefix.replacing("{name}", with: property)
            + (page.url.scheme == "data" ? storageOfDataURL : storageOfSandbox)
    }
}
