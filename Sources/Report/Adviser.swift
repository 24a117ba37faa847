internal import CORS
internal import Cookies
package import Fetch
internal import HTTP
internal import Infra
internal import WebOrigin

/// Finds what can be changed so that a request works, on the server or in the page.
package struct Adviser {
    private let report: FetchReport

    package init(report: FetchReport) {
        self.report = report
    }

    /// One entry a problem, in the order in which they have to be solved.
    package var advice: [Advice] {
        [localhostAdvice, missingSchemeAdvice, filePageAdvice, corsAdvice, credentialsAdvice]
            .compactMap { $0 } + cookieAdvice
    }

    private var pageOrigin: String { report.page?.origin.serialized ?? "null" }

    /// A page on `localhost` that calls `127.0.0.1`, or the reverse.
    private var localhostAdvice: Advice? {
        guard let page = report.page?.top.url.host?.serialized,
            let host = report.url?.host?.serialized,
            Set([page, host]) == ["localhost", "127.0.0.1"], hasSameSiteTrouble
        else { return nil }
        var url = report.url?.href ?? report.urlText
        if let range = url.firstRange(of: host) { url.replaceSubrange(range, with: page) }
        return Advice(
            code: "LocalhostIsNot127001",
            text: "Use one name for both: open the page at http://\(host):…, or call \(url).",
            fixes: [
                Advice.Fix(
                    "page",
                    "fetch(\"\(url)\", {credentials: \"\(report.credentials.rawValue)\"})"
                )
            ]
        )
    }

    private var hasSameSiteTrouble: Bool {
        report.exchanges.contains { exchange in
            exchange.cookies.contains { verdict in
                verdict.exclusions.contains { $0.isSameSite || $0 == .thirdPartyBlocked }
            }
                || exchange.setCookies.contains { verdict in
                    verdict.refusals.contains { $0.isSameSite || $0 == .thirdPartyBlocked }
                }
        }
    }

    private var missingSchemeAdvice: Advice? {
        guard let hint = MissingSchemeHint(for: report.urlText) else { return nil }
        if case .fulfilled = report.outcome { return nil }
        return Advice(
            code: Advice.missingScheme,
            text: "Was a server meant? Write \(hint.suggestion.href)",
            fixes: []
        )
    }

    private var filePageAdvice: Advice? {
        guard report.page?.url.scheme == "file", case .rejected(.cors) = report.outcome else {
            return nil
        }
        return Advice(
            code: "FilePage",
            text: "A page opened as a file has the origin null. Serve it over http instead, and "
                + "allow that origin.",
            fixes: [Advice.Fix("page", "python3 -m http.server 5500 --bind 127.0.0.1")]
        )
    }

    private var corsAdvice: Advice? {
        guard case .rejected(.cors(let failure)) = report.outcome,
            report.page?.origin.isOpaque == false
        else { return nil }
        switch failure {
        case .check(let check, on: _):
            return Advice(
                code: failure.code,
                text: checkText(check),
                fixes: allowFixes(origin: allowedOrigin)
            )
        case .preflightInvalidStatus:
            return Advice(
                code: failure.code,
                text: "Let the server answer OPTIONS with 204 before any login or routing check.",
                fixes: allowFixes(origin: allowedOrigin)
            )
        case .preflightDisallowedRedirect:
            return Advice(
                code: failure.code,
                text:
                    "Call the URL that the server redirects to (often only a slash at the end, or "
                    + "https).",
                fixes: []
            )
        case .methodDisallowed(let method, _, _):
            return Advice(
                code: failure.code,
                text: "Allow \(method) in the answer to the preflight.",
                fixes: [
                    Advice.Fix(
                        "flask",
                        "CORS(app, origins=[\"\(pageOrigin)\"], methods=[\"\(method)\"]\(flaskCredentials))"
                    ),
                    Advice.Fix(
                        "express",
                        "app.use(cors({origin: \"\(pageOrigin)\", methods: [\"\(method)\"]\(expressCredentials)}))"
                    ),
                ]
            )
        case .headerDisallowed(let name, _, _):
            return Advice(
                code: failure.code,
                text: "Allow the header \(name) in the answer to the preflight.",
                fixes: [
                    Advice.Fix(
                        "flask",
                        "CORS(app, origins=[\"\(pageOrigin)\"], allow_headers=[\"\(name)\"]\(flaskCredentials))"
                    ),
                    Advice.Fix(
                        "express",
                        "app.use(cors({origin: \"\(pageOrigin)\", allowedHeaders: [\"\(name)\"]\(expressCredentials)}))"
                    ),
                ]
            )
        case .invalidAllowMethods, .invalidAllowHeaders, .disabledScheme,
            .redirectContainsCredentials:
            return nil
        }
    }

    /// After a redirect across origins the request's origin is `null`, and so is what it needs.
    private var allowedOrigin: String {
        let sent = report.exchanges.last?.requestHeaders.get("Origin")?.isomorphicDecoded
        return sent ?? pageOrigin
    }

    private func checkText(_ failure: CORSCheckFailure) -> String {
        switch failure {
        case .missingAllowOriginHeader:
            "Let the server allow \(allowedOrigin) (if it already should: an error page often lacks "
                + "the headers that the route would send)."
        case .wildcardOriginNotAllowed:
            "Name the page's origin instead of *; with credentials there is no wildcard."
        case .multipleAllowOriginValues:
            "Send the one origin that asked (with Vary: Origin), not a list; and let one place only "
                + "add the header."
        case .invalidAllowOriginValue, .allowOriginMismatch:
            "Send exactly \(allowedOrigin): scheme, host and port, without a slash at the end."
        case .invalidAllowCredentials:
            "Send Access-Control-Allow-Credentials: true, or fetch without credentials."
        }
    }

    private var flaskCredentials: String {
        report.credentials == .include ? ", supports_credentials=True" : ""
    }

    private var expressCredentials: String {
        report.credentials == .include ? ", credentials: true" : ""
    }

    private func allowFixes(origin: String) -> [Advice.Fix] {
        [
            Advice.Fix("flask", "CORS(app, origins=[\"\(origin)\"]\(flaskCredentials))"),
            Advice.Fix("express", "app.use(cors({origin: \"\(origin)\"\(expressCredentials)}))"),
        ]
    }

    /// Cookies came back, and were ignored because the page did not ask for them.
    private var credentialsAdvice: Advice? {
        let isIgnored = report.exchanges.contains { exchange in
            exchange.kind != .preflight && exchange.setCookies.contains { $0.effect == .ignored }
        }
        guard isIgnored else { return nil }
        return Advice(
            code: "CredentialsNotIncluded",
            text: "Ask for credentials, if the cookie is to be stored and sent.",
            fixes: [
                Advice.Fix("page", "fetch(\"\(report.urlText)\", {credentials: \"include\"})"),
                Advice.Fix("axios", "axios.get(\"\(report.urlText)\", {withCredentials: true})"),
            ]
        )
    }

    private var cookieAdvice: [Advice] {
        let refusals = report.exchanges.flatMap(\.setCookies).flatMap(\.refusals)
        var advice: [Advice] = []
        if refusals.contains(.sameSiteNoneInsecure) {
            advice.append(
                Advice(
                    code: "SameSiteNoneInsecure",
                    text:
                        "Send SameSite=None together with Secure; on localhost that works over http "
                        + "too.",
                    fixes: [
                        Advice.Fix("flask", "resp.set_cookie(…, samesite=\"None\", secure=True)"),
                        Advice.Fix("express", "res.cookie(…, {sameSite: \"none\", secure: true})"),
                    ]
                )
            )
        }
        return advice
    }
}

extension CookieExclusion {
    fileprivate var isSameSite: Bool {
        if case .sameSite = self { true } else { false }
    }
}

extension CookieRefusal {
    fileprivate var isSameSite: Bool {
        if case .sameSite = self { true } else { false }
    }
}
