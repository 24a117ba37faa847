package import BrowserCORS
internal import BrowserCookies
internal import BrowserDigests
package import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

extension FetchFailure {
    /// One sentence for each reason, for somebody who has never heard of it.
    package var sentence: String {
        switch self {
        case .invalidURL(let input, let failure):
            "\"\(input)\" is no URL: \(failure.sentence)"
        case .urlHasCredentials(let url):
            "\(url) has a username or a password in it, which fetch() refuses. Send an Authorization "
                + "header instead (-u user:password)."
        case .invalidMethod(let method):
            "\"\(method)\" is no HTTP method."
        case .forbiddenMethod(let method):
            "A page may not send \(method)."
        case .methodNotAllowedInNoCORS(let method):
            "mode \"no-cors\" allows GET, HEAD and POST, not \(method)."
        case .bodyWithGetOrHead(let method):
            "A \(method) request cannot have a body."
        case .invalidHeaderName(let name):
            "\"\(name)\" is no header name."
        case .invalidHeaderValue(let name, _):
            "The value of the header \(name) contains a line break or a NUL."
        case .navigateMode:
            "mode \"navigate\" is for the browser itself; fetch() refuses it."
        case .refusedByBindings(.notInEnumeration(let member, let value, _)):
            "\(member) cannot be \"\(value)\"."
        case .refusedByBindings(.notAByteString(let header, _, let character)):
            "The header \(header) contains \"\(character)\": fetch() takes characters up to U+00FF only. "
                + "Encode it, with encodeURIComponent() for example."
        case .onlyIfCachedOutsideSameOrigin:
            "cache \"only-if-cached\" works with mode \"same-origin\" only."
        case .badPort(let port, _):
            "Browsers never connect to port \(port), which belongs to another protocol."
        case .mixedContent(let url, _):
            "An https page may not load \(url.scheme)://\(url.host?.serialized ?? ""), which is not "
                + "secure. Nothing was sent."
        case .localNetwork(let refusal): refusal.sentence
        case .notAskedFor(let kind, _):
            "This browser does not ask for \(kind.shownCode) by itself. Nothing was sent."
        case .disallowedByMode(let url, let origin, let kind?):
            "\(kind.shownCode) takes what is of the page's own origin only, \(origin), and "
                + "\(url.origin.serialized) is another. \(kind.sameOriginFix)"
        case .disallowedByMode(let url, let origin, nil):
            "mode \"same-origin\" forbids \(url.origin.serialized), which is another origin than "
                + "\(origin)."
        case .noCORSRedirectModeNotFollow:
            "mode \"no-cors\" works with redirect \"follow\" only."
        case .unsupportedScheme(let url):
            "A page can fetch http, https and data URLs across origins, not \(url.scheme):."
        case .cors(let failure):
            failure.sentence
        case .redirectDisallowed(let status, let location):
            "The server answered with a redirect (\(status), to \(location)), and redirect is "
                + "\"error\"."
        case .tooManyRedirects(let limit):
            "The server redirected more than \(limit) times."
        case .invalidRedirect(let location):
            "The server redirected to \"\(location)\", which is no http or https URL."
        case .corpNotSameOrigin:
            "The response says Cross-Origin-Resource-Policy: same-origin, and the page is of another "
                + "origin."
        case .corpNotSameSite:
            "The response says Cross-Origin-Resource-Policy: same-site, and the page is of another "
                + "site."
        case .onlyIfCachedMiss:
            "The cache does not hold it, and cache is \"only-if-cached\"."
        case .notAWebSocketURL(let url):
            "\(url.scheme): is not a WebSocket scheme. Write ws:// or wss://."
        case .webSocketFragment(let url):
            "The URL of a WebSocket cannot have a fragment: leave out #\(url.fragment ?? "")."
        case .invalidSubprotocol(let name):
            "\"\(name)\" cannot be offered as a subprotocol: each is a token, and is offered once."
        case .notABeaconURL(let url):
            "A beacon goes to http or https, not to \(url.scheme):."
        case .streamInKeepalive:
            "A stream cannot be the body of a request that outlives its page."
        case .aborted(let reason):
            "The page aborted the request\(reason.map { ": \($0.message)" } ?? "")."
        case .timedOut: "The signal's timeout came before the body had."
        case .streamOutsideCORS:
            "A stream as the body needs mode \"cors\" or \"same-origin\"."
        case .streamWithoutDuplex: "A stream as the body needs duplex: \"half\"."
        case .streamUnsupported: "This browser sends no stream as the body."
        case .streamOverHTTP1: "A stream as the body goes out over HTTP/2 or HTTP/3 only."
        case .integrity(let url, .mismatch(let algorithm, let actual)):
            "\(url.href) is not what integrity promises: its \(algorithm.title) digest is "
                + "\(actual)."
        case .integrity(_, .notEligible):
            "integrity works only with a response that the page may read: use mode \"cors\", and "
                + "redirect \"follow\"."
        case .contentSecurityPolicy(let url, let violation):
            "The page's Content-Security-Policy (\(violation.directive.text)) does not allow "
                + "\(url.origin.serialized). Nothing was sent there."
        case .sandboxedForm:
            "The page is sandboxed without allow-forms, so it sends no forms."
        case .sandboxedNavigation(_, let refusal):
            refusal.sentence
        case .framing(_, let refusal):
            refusal.sentence
        case .embedderPolicy(_, .noResourcePolicy):
            "The page's Cross-Origin-Embedder-Policy lets in only what agrees to it. Have the server "
                + "answer with Cross-Origin-Resource-Policy: cross-origin, or ask with crossorigin "
                + "and answer with CORS headers."
        case .embedderPolicy(_, .frameWithoutPolicy):
            "The page has a Cross-Origin-Embedder-Policy, and the document in the frame has none: "
                + "answer with Cross-Origin-Embedder-Policy: require-corp or credentialless."
        case .embedderPolicy(_, .workerWithoutPolicy):
            "The page has a Cross-Origin-Embedder-Policy, and the worker's script has none: answer "
                + "with Cross-Origin-Embedder-Policy: require-corp or credentialless."
        case .webSocketHandshake(let failure):
            failure.sentence
        case .eventStream(let failure):
            failure.sentence
        case .keepaliveQuota(let limit):
            "Beacons and keepalive requests may have \(limit) bytes under way together, and these are "
                + "more."
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
            "The answer to the preflight does not let this page through: \(failure.sentence)"
        case .preflightInvalidStatus(let status):
            "The server answered the preflight (OPTIONS) with status \(status); it has to be 200 to "
                + "299. The request itself was not sent."
        case .preflightDisallowedRedirect(let status):
            "The server redirected the preflight (OPTIONS, status \(status)), which is not allowed. "
                + "The request itself was not sent."
        case .invalidAllowMethods(let value):
            "Access-Control-Allow-Methods is \"\(value.isomorphicDecoded)\", which is no list of "
                + "methods."
        case .invalidAllowHeaders(let value):
            "Access-Control-Allow-Headers is \"\(value.isomorphicDecoded)\", which is no list of "
                + "header names."
        case .methodDisallowed(let method, let allowed, let credentials):
            disallowed("the method \(method)", "Methods", allowed, credentials)
        case .headerDisallowed(let name, let allowed, let credentials):
            disallowed("the header \(name)", "Headers", allowed, credentials)
        case .disabledScheme(let scheme):
            "What is asked for, or redirected to, is a \(scheme): URL, which a page cannot fetch across "
                + "origins."
        case .redirectContainsCredentials(let location):
            "The server redirected to \(location), and across origins a URL may not have a username "
                + "or password in it."
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
            ? "the preflight's answer has no \(header)"
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
            "Access-Control-Allow-Origin is *, which does not do for a request with credentials: it "
                + "has to name the page's origin."
        case .missingAllowOriginHeader:
            "The response has no Access-Control-Allow-Origin, so that no other origin may read it."
        case .multipleAllowOriginValues(let value):
            "Access-Control-Allow-Origin is \"\(value.isomorphicDecoded)\"; it may hold one origin "
                + "only."
        case .invalidAllowOriginValue(let value):
            "Access-Control-Allow-Origin is \"\(value.isomorphicDecoded)\", which is no origin "
                + "(scheme://host:port)."
        case .allowOriginMismatch(let value, let origin):
            "Access-Control-Allow-Origin is \"\(value.isomorphicDecoded)\", and the page's origin is "
                + "\"\(origin)\"; they have to be equal, letter for letter."
        case .invalidAllowCredentials(let value):
            value.map {
                "Access-Control-Allow-Credentials is \"\($0.isomorphicDecoded)\"; it has to be true."
            }
                ?? "The response has no Access-Control-Allow-Credentials: true, which a request with "
                + "credentials needs."
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
            "The server's certificate or handshake was refused: \(detail)"
                + (code.map { " (libcurl \($0))" } ?? "")
        case .bodyTooLarge(let limit):
            "The body is larger than \(limit) bytes, the limit that --max-body sets."
        case .headersTooLarge(let limit):
            "The response's headers are larger than \(limit) bytes."
        case .headerLineTooLong(let limit):
            "One header of the response is longer than \(limit) bytes, the most that libcurl takes."
        case .cancelled: "The request was cancelled."
        case .refusedAddress(let detail): "\(detail). Nothing was sent."
        case .unreadableFile(let detail): detail
        case .refusedAddressSpace(let space):
            "The connection leads to \(space.place), where it must not. Nothing was sent."
        }
    }
}

extension RequestWarning {
    package var sentence: String {
        switch self {
        case .forbiddenHeaderDropped(let name):
            "The header \(name) was left out: browsers keep it for themselves."
        case .headerDroppedInNoCORS(let name):
            "The header \(name) was left out: mode \"no-cors\" does not let a page send it."
        case .integrityMistake(.noAlgorithm(let text)),
            .integrityMistake(.unknownAlgorithm(let text)):
            "integrity \"\(text)\" does not count: it begins with sha256-, sha384- or sha512-."
        case .integrityMistake(.option(let option)):
            "The option \"\(option)\" of integrity does not count."
        case .policyViolation(let url, let violation):
            "A report-only Content-Security-Policy (\(violation.directive.text)) would not allow "
                + "\(url.origin.serialized)."
        case .insecureOnLocalNetwork(let url, _):
            "\(url.href) is asked for over http, which an https page may only where it is seen to be "
                + "on the user's network."
        case .upgradedToHTTPS(let from, let to):
            "\(from.href) was requested as \(to.href): an https page's images, audio and video are "
                + "upgraded."
        }
    }
}
