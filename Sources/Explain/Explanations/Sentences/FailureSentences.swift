package import BrowserCORS
internal import BrowserCookies
internal import BrowserDigests
package import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

extension FetchFailure {
    /// One sentence for each reason, for a reader who has never heard of it.
    package var sentence: String {
        switch self {
        case .invalidURL(let input, let failure):
            "\"\(input)\" is not a valid URL: \(failure.sentence)"
        case .urlHasCredentials(let url):
            "\(url) contains a username or a password, which fetch() rejects. Send an "
                + "Authorization "
                + "header instead (-u user:password)."
        case .invalidMethod(let method):
            "\"\(method)\" is not a valid HTTP method."
        case .forbiddenMethod(let method):
            "A page may not send \(method)."
        case .methodNotAllowedInNoCORS(let method):
            "mode \"no-cors\" allows GET, HEAD and POST, not \(method)."
        case .bodyWithGetOrHead(let method):
            "A \(method) request cannot have a body."
        case .invalidHeaderName(let name):
            "\"\(name)\" is not a valid header name."
        case .invalidHeaderValue(let name, _):
            "The value of the header \(name) contains a line break or a NUL."
        case .navigateMode:
            "mode \"navigate\" is reserved for the browser; fetch() rejects it."
        case .bindingError(.notInEnumeration(let member, let value, _)):
            "\(member) cannot be \"\(value)\"."
        case .bindingError(.notAByteString(let header, _, let character)):
            "The header \(header) contains \"\(character)\": fetch() only accepts characters up "
                + "to U+00FF. "
                + "Encode it, with encodeURIComponent() for example."
        case .onlyIfCachedOutsideSameOrigin:
            "cache \"only-if-cached\" only works with mode \"same-origin\"."
        case .badPort(let port, _):
            "Browsers never connect to port \(port), which belongs to another protocol."
        case .mixedContent(let url, _):
            "An https page may not load \(url.scheme)://\(url.host?.serialized ?? ""), which is not "
                + "secure. Nothing was sent."
        case .localNetwork(let refusal): refusal.sentence
        case .notRequested(let kind, _):
            "This browser does not request \(kind.shownCode) on its own. Nothing was sent."
        case .disallowedByMode(let url, let origin, let kind?):
            "\(kind.shownCode) only accepts resources from the page's own origin, \(origin), and "
                + "\(url.origin.serialized) is another. \(kind.sameOriginFix)"
        case .disallowedByMode(let url, let origin, nil):
            "mode \"same-origin\" forbids \(url.origin.serialized), which is a different origin "
                + "from "
                + "\(origin)."
        case .noCORSRedirectModeNotFollow:
            "mode \"no-cors\" only works with redirect \"follow\"."
        case .unsupportedScheme(let url):
            "A page can fetch http, https and data URLs across origins, not \(url.scheme):."
        case .cors(let failure):
            failure.sentence
        case .redirectDisallowed(let status, let location):
            "The server responded with a redirect (\(status), to \(location)), and redirect is "
                + "\"error\"."
        case .tooManyRedirects(let limit):
            "The server redirected more than \(limit) times."
        case .invalidRedirect(let location):
            "The server redirected to \"\(location)\", which is not an http or https URL."
        case .corpNotSameOrigin:
            "The response says Cross-Origin-Resource-Policy: same-origin, and the page is of another "
                + "origin."
        case .corpNotSameSite:
            "The response says Cross-Origin-Resource-Policy: same-site, and the page is of another "
                + "site."
        case .onlyIfCachedMiss:
            "It is not in the cache, and cache is \"only-if-cached\"."
        case .notAWebSocketURL(let url):
            "\(url.scheme): is not a WebSocket scheme. Write ws:// or wss://."
        case .webSocketFragment(let url):
            "The URL of a WebSocket cannot have a fragment: leave out #\(url.fragment ?? "")."
        case .invalidSubprotocol(let name):
            "\"\(name)\" cannot be offered as a subprotocol: each must be a token, and may be "
                + "offered only once."
        case .notABeaconURL(let url):
            "A beacon can only be sent to http or https, not to \(url.scheme):."
        case .streamInKeepalive:
            "A stream cannot be the body of a request that outlives its page."
        case .aborted(let reason):
            "The page aborted the request\(reason.map { ": \($0.message)" } ?? "")."
        case .timedOut: "The signal timed out before the body arrived."
        case .streamOutsideCORS:
            "A stream body needs mode \"cors\" or \"same-origin\"."
        case .streamWithoutDuplex: "A stream body needs duplex: \"half\"."
        case .streamUnsupported: "This browser cannot send a stream as the body."
        case .streamOverHTTP1: "A stream body requires HTTP/2 or HTTP/3."
        case .integrity(let url, .mismatch(let algorithm, let actual)):
            "\(url.href) does not match integrity: its \(algorithm.title) digest is "
                + "\(actual)."
        case .integrity(_, .notEligible):
            "integrity only works with a response that the page may read: use mode \"cors\", and "
                + "redirect \"follow\"."
        case .contentSecurityPolicy(let url, let violation):
            "The page's Content-Security-Policy (\(violation.directive.text)) does not allow "
                + "\(url.origin.serialized). Nothing was sent there."
        case .sandboxedForm:
            "The page is sandboxed without allow-forms, so it cannot submit forms."
        case .sandboxedNavigation(_, let refusal):
            refusal.sentence
        case .framing(_, let refusal):
            refusal.sentence
        case .embedderPolicy(_, .noResourcePolicy):
            "The page's Cross-Origin-Embedder-Policy only admits resources that opt in. Have the "
                + "server "
                + "respond with Cross-Origin-Resource-Policy: cross-origin, or load it with "
                + "crossorigin and respond with CORS headers."
        case .embedderPolicy(_, .frameWithoutPolicy):
            "The page has a Cross-Origin-Embedder-Policy, and the document in the frame has none: "
                + "respond with Cross-Origin-Embedder-Policy: require-corp or credentialless."
        case .embedderPolicy(_, .workerWithoutPolicy):
            "The page has a Cross-Origin-Embedder-Policy, and the worker's script has none: respond "
                + "with Cross-Origin-Embedder-Policy: require-corp or credentialless."
        case .webSocketHandshake(let failure):
            failure.sentence
        case .eventStream(let failure):
            failure.sentence
        case .keepaliveQuota(let limit):
            "Beacons and keepalive requests may have at most \(limit) bytes in flight together, "
                + "and these would exceed that."
        case .transport(let error):
            error.sentence
        case .storage(let error):
            error.detail
        }
    }
}

extension CORSFailure {
    package var sentence: String {
        switch self {
        case .check(let failure, on: .response):
            failure.sentence
        case .check(let failure, on: .preflightResponse):
            "The response to the preflight does not allow this page: \(failure.sentence)"
        case .preflightInvalidStatus(let status):
            "The server responded to the preflight (OPTIONS) with status \(status); it must be 200 "
                + "to 299. The request itself was not sent."
        case .preflightDisallowedRedirect(let status):
            "The server redirected the preflight (OPTIONS, status \(status)), which is not allowed. "
                + "The request itself was not sent."
        case .invalidAllowMethods(let value):
            "Access-Control-Allow-Methods is \"\(value.isomorphicDecoded)\", which is not a list "
                + "of methods."
        case .invalidAllowHeaders(let value):
            "Access-Control-Allow-Headers is \"\(value.isomorphicDecoded)\", which is not a list "
                + "of header names."
        case .methodDisallowed(let method, let allowed, let credentials):
            disallowed("the method \(method)", "Methods", allowed, credentials)
        case .headerDisallowed(let name, let allowed, let credentials):
            disallowed("the header \(name)", "Headers", allowed, credentials)
        case .disabledScheme(let scheme):
            "The requested or redirected-to URL is a \(scheme): URL, which a page cannot fetch "
                + "across "
                + "origins."
        case .redirectContainsCredentials(let location):
            "The server redirected to \(location): the redirect's Location contains a username or "
                + "password, which is not allowed across origins. Remove them from Location."
        }
    }

    private func disallowed(
        _ what: String,
        _ list: String,
        _ allowed: [String],
        _ credentials: Bool
    ) -> String {
        let header = "Access-Control-Allow-\(list)"
        let has =
            allowed.isEmpty
            ? "the preflight response has no \(header)"
            : "\(header) is \(allowed.joined(separator: ", "))"
        let wildcard =
            credentials && allowed.contains("*")
            ? " (with credentials, * is a name like any other)" : ""
        return
            "The server does not allow \(what): \(has)\(wildcard). The request itself was not sent."
    }
}

extension CORSCheckFailure {
    package var sentence: String {
        switch self {
        case .wildcardOriginNotAllowed:
            "Access-Control-Allow-Origin is *, which is not allowed for requests with "
                + "credentials: it must name the page's origin."
        case .missingAllowOriginHeader:
            "The response has no Access-Control-Allow-Origin, so no other origin may read it."
        case .multipleAllowOriginValues(let value):
            "Access-Control-Allow-Origin is \"\(value.isomorphicDecoded)\"; it may contain only "
                + "one origin."
        case .invalidAllowOriginValue(let value):
            "Access-Control-Allow-Origin is \"\(value.isomorphicDecoded)\", which is not an "
                + "origin (scheme://host:port)."
        case .allowOriginMismatch(let value, let origin):
            "Access-Control-Allow-Origin is \"\(value.isomorphicDecoded)\", and the page's origin is "
                + "\"\(origin)\"; they must match exactly."
        case .invalidAllowCredentials(let value):
            value.map {
                "Access-Control-Allow-Credentials is \"\($0.isomorphicDecoded)\"; it must be true."
            }
                ?? "The response has no Access-Control-Allow-Credentials: true, which requests "
                + "with credentials need."
        }
    }
}

extension TransportError {
    package var sentence: String {
        switch self {
        case .network(let code, let detail):
            detail + (code.map { " (libcurl \($0))" } ?? "")
        case .timeout(let detail): detail.prefix(1).uppercased() + detail.dropFirst()
        case .tls(let code, let detail):
            "The server's certificate or handshake was rejected: \(detail)"
                + (code.map { " (libcurl \($0))" } ?? "")
        case .bodyTooLarge(let limit):
            "The body is larger than \(limit) bytes, the limit that --max-body sets."
        case .headersTooLarge(let limit):
            "The response's headers are larger than \(limit) bytes."
        case .headerLineTooLong(let limit):
            "One header of the response is longer than \(limit) bytes, libcurl's limit."
        case .cancelled: "The request was canceled."
        case .refusedAddress(let detail): "\(detail). Nothing was sent."
        case .unreadableFile(let detail): detail
        case .refusedAddressSpace(let space):
            "The connection leads to \(space.place), which is not allowed. Nothing was sent."
        }
    }
}

extension RequestWarning {
    package var sentence: String {
        switch self {
        case .forbiddenHeaderDropped(let name):
            "The header \(name) was left out: only the browser may set it."
        case .headerDroppedInNoCORS(let name):
            "The header \(name) was left out: mode \"no-cors\" does not allow a page to send it."
        case .integrityMistake(.noAlgorithm(let text)),
            .integrityMistake(.unknownAlgorithm(let text)):
            "integrity \"\(text)\" is ignored: it must begin with sha256-, sha384- or sha512-."
        case .integrityMistake(.option(let option)):
            "The option \"\(option)\" of integrity is ignored."
        case .policyViolation(let url, let violation):
            "A report-only Content-Security-Policy (\(violation.directive.text)) would not allow "
                + "\(url.origin.serialized)."
        case .insecureOnLocalNetwork(let url, _):
            "\(url.href) is requested over http, which an https page may only do for hosts "
                + "recognized as being on the user's network."
        case .upgradedToHTTPS(let from, let to):
            "\(from.href) was requested as \(to.href): an https page's images, audio and video are "
                + "upgraded."
        }
    }
}
