internal import BrowserCORS
package import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

extension Page {
    /// What Chrome's console says of a document as soon as it is there.
    package var consoleMessages: [String] {
        escapesSandbox
            ? [
                "An iframe which has both allow-scripts and allow-same-origin for its sandbox "
                    + "attribute can escape its sandboxing."
            ] : []
    }
}

extension FetchReport {
    /// What Chrome's console says, line by line.
    ///
    /// The facts, their order and the words are those of `cors_error_string.cc` and of the
    /// recordings.
    package var consoleMessages: [String] {
        clearSiteDataMessages + integrityMessages + reportOnlyMessages + outcomeMessages
            + violationReports.flatMap(\.consoleMessages)
            + (document?.consoleMessages ?? []) + ignoredDirectiveMessages
    }

    private var outcomeMessages: [String] {
        switch outcome {
        case .rejected(let failure) where initiator == .webSocket: webSocketMessages(on: failure)
        case .fulfilled where initiator == .webSocket: webSocketMessages
        case .rejected(let failure): mixedContentWarnings + messages(on: failure)
        case .fulfilled(let response):
            mixedContentWarnings + failedLoadMessages
                + (response.bodyError.map(messages) ?? [])
        }
    }

    /// A status of 400 or more is logged wherever the request came from.
    private var failedLoadMessages: [String] {
        guard let response = exchanges.last?.response, response.status >= 400,
            exchanges.last?.kind == .request
        else { return [] }
        return [response.failedLoadMessage]
    }

    private func messages(on failure: FetchFailure) -> [String] {
        let failed = { (name: String) in "Failed to load resource: net::\(name)" }
        switch failure {
        case .cors(let failure):
            return [
                accessMessage(failure.consoleFact(for: initiator), failedURL(failure)),
                failed("ERR_FAILED"),
            ]
        // A frame's error page says it.
        case .localNetwork where mode == .navigate: return []
        case .localNetwork(let refusal):
            let message = accessMessage(refusal.consoleFact, refusal.url.href)
            // A worker's are told twice.
            return page?.isWorker == true
                ? [message, message] : [message, failed("ERR_FAILED")]
        case .disallowedByMode where loadingError != nil: return []
        case .disallowedByMode(let url, _, let kind) where kind != nil || !exchanges.isEmpty:
            // An element that has no CORS; or a redirect led there.
            return [
                "Unsafe attempt to load URL \(url.withFragment(nil).href) from frame with URL "
                    + "\(page?.url.href ?? ""). Domains, protocols and ports must match.\n"
            ]
        case .disallowedByMode(let url, let origin, _):
            return [
                "Fetch API cannot load \(url.href). Request mode is \"same-origin\" but the URL's "
                    + "origin is not same as the request origin \(origin)."
            ]
        case .noCORSRedirectModeNotFollow(let url):
            return [
                "Fetch API cannot load \(url.href). Request mode is \"no-cors\" but the redirect "
                    + "mode is not \"follow\"."
            ]
        case .unsupportedScheme(let url) where url.scheme == "file" && page?.showsFiles != true:
            return ["Not allowed to load local resource: \(url.href)"]
        case .unsupportedScheme(let url):
            return [
                "Fetch API cannot load \(url.href). URL scheme \"\(url.scheme)\" is not supported."
            ]
        case .mixedContent(let url, .document):
            return insecureFormMessages(sentTo: url)
        case .mixedContent(let url, let destination):
            return [
                insecureRequest(for: destination.mixedContentName(for: initiator), at: url)
                    + "This request has been blocked; the content must be served over HTTPS."
            ]
        case .badPort: return [failed("ERR_UNSAFE_PORT")]
        case .redirectDisallowed: return [failed("ERR_FAILED")]
        case .tooManyRedirects: return [failed("ERR_TOO_MANY_REDIRECTS")]
        case .invalidRedirect where locations.count > 1:
            return [failed("ERR_RESPONSE_HEADERS_MULTIPLE_LOCATION")]
        case .invalidRedirect(let location):
            let isParsed = (try? WebURL(parsing: location)) != nil
            return [failed(isParsed ? "ERR_UNSAFE_REDIRECT" : "ERR_INVALID_REDIRECT")]
        // A frame's error page says it.
        case .corpNotSameOrigin where mode == .navigate, .corpNotSameSite where mode == .navigate,
            .embedderPolicy(_, .frameWithoutPolicy), .embedderPolicy(_, .workerWithoutPolicy),
            .embedderPolicy(_, .noResourcePolicy) where mode == .navigate:
            return []
        case .embedderPolicy(_, .noResourcePolicy):
            return [
                failed("ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep")
            ]
        case .sandboxedForm(let url):
            return [
                "Blocked form submission to '\(url.href)' because the form's frame is sandboxed and "
                    + "the 'allow-forms' permission is not set."
            ]
        case .sandboxedNavigation(let url, let refusal):
            return [refusal.consoleMessage(url, from: page)]
        case .framing(let url, let refusal): return [refusal.consoleMessage(url, from: page)]
        case .corpNotSameOrigin: return [failed("ERR_BLOCKED_BY_RESPONSE.NotSameOrigin")]
        case .corpNotSameSite: return [failed("ERR_BLOCKED_BY_RESPONSE.NotSameSite")]
        case .onlyIfCachedMiss: return [failed("ERR_CACHE_MISS")]
        // An error page says it.
        case .transport where mode == .navigate: return []
        case .transport(let error): return [failed(error.netErrorName)]
        case .invalidURL, .urlHasCredentials, .invalidMethod, .forbiddenMethod,
            .methodNotAllowedInNoCORS, .bodyWithGetOrHead, .invalidHeaderName,
            .invalidHeaderValue, .navigateMode, .bindingError,
            .onlyIfCachedOutsideSameOrigin, .notAWebSocketURL, .webSocketFragment,
            .invalidSubprotocol, .notABeaconURL, .streamInKeepalive, .aborted, .streamOutsideCORS,
            .streamWithoutDuplex, .streamUnsupported:
            let error = "\(errorName(of: failure)): \(scriptMessage(of: failure))"
            return switch initiator {
            case .fetch: ["Uncaught (in promise) \(error)"]
            // It throws where it is called; and abort() is an event.
            case .xhr: failure.isAbort ? [] : ["Uncaught \(error)"]
            default: []
            }
        case .contentSecurityPolicy(let url, let violation):
            return policyMessages(url, violation)
        case .eventStream(let failure): return failedLoadMessages + failure.consoleMessages
        case .integrity(let url, let failure): return failure.consoleMessages(url)
        case .streamOverHTTP1: return [failed("ERR_ALPN_NEGOTIATION_FAILED")]
        // Where the headers have come, the body's reader is told.
        case .timedOut where outcome == .rejected(failure):
            return [
                "Uncaught (in promise) \(errorName(of: failure)): "
                    + scriptMessage(of: failure)
            ]
        case .notRequested, .webSocketHandshake, .keepaliveQuota, .timedOut: return []
        case .storage: return []
        }
    }

    private var locations: [ByteString] {
        exchanges.last?.response?.headers.values(of: "Location") ?? []
    }

    private func accessMessage(_ fact: String, _ failedURL: String?) -> String {
        let kind =
            switch initiator {
            case .fetch: "fetch"
            case .xhr: "XMLHttpRequest"
            case .element(let destination): destination.consoleName
            case .webSocket, .eventSource, .beacon: "resource"
            case .navigation: "document"
            }
        let first = url?.href ?? urlText
        let last = failedURL ?? exchanges.last?.url.href ?? first
        let redirected = last == first ? "" : " (redirected from '\(first)')"
        return "Access to \(kind) at '\(last)'\(redirected) from origin "
            + "'\(page?.origin.serialized ?? "null")' has been blocked by CORS policy: "
            + fact
    }

    /// A redirect to a scheme without CORS names the URL that was not asked for.
    private func failedURL(_ failure: CORSFailure) -> String? {
        guard case .disabledScheme = failure,
            let location = exchanges.last?.response?.headers.get("Location")
        else { return nil }
        return location.isomorphicDecoded
    }
}

extension CORSFailure {
    fileprivate func consoleFact(for initiator: Initiator) -> String {
        switch self {
        case .check(let failure, on: .response): failure.consoleFact(for: initiator)
        case .check(let failure, on: .preflightResponse):
            Self.preflightFailed + failure.consoleFact(for: initiator)
        case .preflightInvalidStatus: Self.preflightFailed + "It does not have HTTP ok status."
        case .preflightDisallowedRedirect:
            Self.preflightFailed + "Redirect is not allowed for a preflight request."
        case .invalidAllowMethods:
            "Cannot parse Access-Control-Allow-Methods response header field in preflight response."
        case .invalidAllowHeaders:
            "Cannot parse Access-Control-Allow-Headers response header field in preflight response."
        case .methodDisallowed(let method, _, _):
            "Method \(method) is not allowed by Access-Control-Allow-Methods in preflight response."
        case .headerDisallowed(let name, _, _):
            "Request header field \(name) is not allowed by Access-Control-Allow-Headers in "
                + "preflight response."
        case .disabledScheme:
            "Cross origin requests are only supported for protocol schemes: chrome, "
                + "chrome-experimental-site-token-provider, chrome-extension, chrome-untrusted, "
                + "data, http, https, isolated-app."
        case .redirectContainsCredentials:
            "Redirect location '' contains a username and password, which is disallowed for "
                + "cross-origin requests."
        }
    }

    private static let preflightFailed =
        "Response to preflight request doesn't pass access control check: "
}

extension LocalNetworkRefusal {
    fileprivate var consoleFact: String {
        switch reason {
        case .insecureClient:
            "The request client is not a secure context and the resource is in more-private address "
                + "space `\(space.rawValue)`."
        case .permissionsPolicy, .denied, .undecided:
            "Permission was denied for this request to access the `\(space.rawValue)` address space."
        case .otherSpace(let declared):
            "Request had a target IP address space of `\(declared.rawValue)` yet the resource is in "
                + "address space `\(space.rawValue)`."
        }
    }
}

extension CORSCheckFailure {
    fileprivate func consoleFact(for initiator: Initiator) -> String {
        let isXHR = initiator == .xhr
        let withCredentials =
            isXHR
            ? " The credentials mode of requests initiated by the XMLHttpRequest is controlled by "
                + "the withCredentials attribute." : ""
        let sendValid =
            initiator == .fetch ? " Have the server send the header with a valid value." : ""
        switch self {
        case .wildcardOriginNotAllowed:
            return "The value of the 'Access-Control-Allow-Origin' header in the response must not "
                + "be the wildcard '*' when the request's credentials mode is 'include'."
                + withCredentials
        case .missingAllowOriginHeader:
            return "No 'Access-Control-Allow-Origin' header is present on the requested resource."
        case .multipleAllowOriginValues:
            return "The 'Access-Control-Allow-Origin' header contains multiple values "
                + "'\(consoleParameter)', but only one is allowed.\(sendValid)"
        case .invalidAllowOriginValue:
            return "The 'Access-Control-Allow-Origin' header contains the invalid value "
                + "'\(consoleParameter)'.\(sendValid)"
        case .allowOriginMismatch:
            return
                "The 'Access-Control-Allow-Origin' header has a value '\(consoleParameter)' that "
                + "is not equal to the supplied origin.\(sendValid)"
        case .invalidAllowCredentials:
            return "The value of the 'Access-Control-Allow-Credentials' header in the response is "
                + "'\(consoleParameter)' which must be 'true' when the request's credentials mode "
                + "is 'include'.\(withCredentials)"
        }
    }

    /// Control and non-ASCII characters as `\uXXXX`.
    private var consoleParameter: String {
        parameter.unicodeScalars.map { scalar in
            if scalar.value >= 0x20, scalar.value < 0x7F { return String(scalar) }
            let digits = String(scalar.value, radix: 16, uppercase: true)
            return "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        }.joined()
    }
}

extension Destination {
    fileprivate var consoleName: String {
        switch self {
        case .fetch: "fetch"
        case .style: "CSS stylesheet"
        case .document, .iframe, .frame: "document"
        default: rawValue
        }
    }
}

extension TransportError {
    var netErrorName: String {
        switch self {
        // libcurl's CURLE_COULDNT_RESOLVE_HOST, _COULDNT_CONNECT and _GOT_NOTHING.
        case .network(code: 6, detail: _): "ERR_NAME_NOT_RESOLVED"
        case .network(code: 7, detail: _): "ERR_CONNECTION_REFUSED"
        case .network(code: 52, detail: _): "ERR_EMPTY_RESPONSE"
        // Behind the headers: libcurl's CURLE_PARTIAL_FILE, _RECV_ERROR, _BAD_CONTENT_ENCODING.
        case .network(code: 18, let detail):
            detail.contains("outstanding read data")
                ? "ERR_INCOMPLETE_CHUNKED_ENCODING" : "ERR_CONTENT_LENGTH_MISMATCH"
        case .network(code: 56, let detail) where detail.contains("chunk"):
            "ERR_INVALID_CHUNKED_ENCODING"
        case .network(code: 56, detail: _): "ERR_CONNECTION_RESET"
        case .network(code: 61, detail: _): "ERR_CONTENT_DECODING_FAILED"
        case .network: "ERR_FAILED"
        case .timeout: "ERR_TIMED_OUT"
        // CURLE_SSL_CONNECT_ERROR: the other side hung up, or spoke something else.
        case .tls(code: 35, let detail):
            detail.hasHungUp ? "ERR_CONNECTION_CLOSED" : "ERR_SSL_PROTOCOL_ERROR"
        case .tls: "ERR_CERT_AUTHORITY_INVALID"
        case .bodyTooLarge: "ERR_FAILED"
        case .headersTooLarge, .headerLineTooLong: "ERR_RESPONSE_HEADERS_TOO_BIG"
        case .cancelled: "ERR_ABORTED"
        case .refusedAddress: "ERR_BLOCKED_BY_CLIENT"
        case .unreadableFile: "ERR_FILE_NOT_FOUND"
        case .refusedAddressSpace: "ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS"
        }
    }
}

extension String {
    /// OpenSSL's words, of several versions, for a connection that ends in the middle of a handshake.
    fileprivate var hasHungUp: Bool { contains("eof") || contains("SSL_ERROR_SYSCALL") }
}

extension HTTPResponse {
    var failedLoadMessage: String {
        "Failed to load resource: the server responded with a status of \(status) "
            + "(\(statusText.isomorphicDecoded))"
    }
}
