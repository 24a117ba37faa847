internal import BrowserCORS
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
package import Explanations
internal import WebOrigin

// What the server has to answer, so that the page may see it.

extension PlanDescription {
    var consentAdvice: Advice? {
        guard let grant = plan.grant else { return nil }
        guard let failure else {
            // The call is another now, and the server has to consent to that.
            return adviser.consentAdvice(grant)
        }
        let status = status(of: failure)
        switch failure {
        case .check(.missingAllowOriginHeader, on: .response) where status >= 400:
            return errorPageAdvice(failure, grant, status)
        case .check(let check, on: let answer):
            if answer == .preflightResponse, status >= 300 {
                return preflightStatusAdvice(failure, grant, status)
            }
            if answer == .response, check == .missingAllowOriginHeader, wasPreflightGranted {
                return Advice(
                    code: failure.code,
                    text:
                        "The answer to the preflight allows \(grant.origin), and the answer to the "
                        + "request does not. Send the headers with every answer.",
                    fixes: grant.fixes
                )
            }
            return Advice(
                code: failure.code,
                text: checkText(check, grant, isRepeated: isRepeated(check, failure)),
                fixes: isRepeated(check, failure) ? grant.fixesForRepeatedHeaders : grant.fixes
            )
        case .preflightInvalidStatus(let status):
            return preflightStatusAdvice(failure, grant, status)
        case .preflightDisallowedRedirect:
            return beforeLogin(
                code: failure.code,
                text: "A preflight is never redirected. Answer OPTIONS with 204, before the server "
                    + "redirects to a login or another URL."
                    + (redirectForASlash.map { " Or call \($0.href): only the slash differs." }
                        ?? ""),
                fixes: grant.fixesBeforeLogin
            )
        case .methodDisallowed(let method, let allowed, _):
            return Advice(
                code: failure.code,
                text: "Allow \(method) in the answer to the preflight"
                    + wildcardNote(allowed, credentials: grant.includesCredentials),
                fixes: grant.fixes
            )
        case .headerDisallowed(let name, let allowed, _):
            return Advice(
                code: failure.code,
                text: "Allow the header \(name) in the answer to the preflight"
                    + (name == "authorization" && allowed.contains("*")
                        ? ": the * does not cover it."
                        : wildcardNote(allowed, credentials: grant.includesCredentials)),
                fixes: grant.fixes
            )
        case .invalidAllowMethods, .invalidAllowHeaders, .disabledScheme,
            .redirectContainsCredentials:
            return Advice(
                code: failure.code,
                text: "Send \(grant.origin) a list that browsers can parse.",
                fixes: grant.fixes
            )
        }
    }

    /// Where a router sends a preflight that has a slash too many or too few.
    private var redirectForASlash: WebURL? {
        guard let last = situation.hops.last,
            let location = last.preflight?.headers.get("Location")?.isomorphicDecoded,
            let url = try? WebURL(parsing: location, base: last.url),
            url.origin.isSameOrigin(as: last.url.origin)
        else { return nil }
        let paths = [url.serializedPath, last.url.serializedPath]
        return paths[0] == paths[1] + "/" || paths[1] == paths[0] + "/" ? url : nil
    }

    /// Of the answer that failed.
    private func status(of failure: CORSFailure) -> Int {
        (answer(of: failure) ?? report.exchanges.last?.response)?.status ?? 0
    }

    private func answer(of failure: CORSFailure) -> HTTPResponse? {
        adviser.reports.lazy.flatMap(\.exchanges).last {
            if case .failed(let other)? = $0.cors { other.code == failure.code } else { false }
        }?.response
    }

    /// Whether two places add the header: in two lines, which need not agree, or the same twice.
    private func isRepeated(_ check: CORSCheckFailure, _ failure: CORSFailure) -> Bool {
        guard case .multipleAllowOriginValues(let value) = check else { return false }
        let lines = answer(of: failure)?.headers.values(of: "Access-Control-Allow-Origin") ?? []
        return value.isTwice || lines.count > 1
    }

    private var wasPreflightGranted: Bool {
        report.exchanges.contains { $0.kind == .preflight && $0.cors == .passed }
    }

    private func wildcardNote(_ allowed: [String], credentials: Bool) -> String {
        allowed.contains("*") && credentials
            ? ": with credentials, * is not a wildcard but a name." : "."
    }

    private func checkText(
        _ failure: CORSCheckFailure,
        _ grant: RequiredCORSHeaders,
        isRepeated: Bool
    ) -> String {
        switch failure {
        case .missingAllowOriginHeader:
            "Let the server allow \(grant.origin), besides the origins that it allows already."
        case .wildcardOriginNotAllowed:
            "List the allowed origins instead of *, which does not work with credentials. Other "
                + "pages that relied on * must be listed too. Remove what sends * now, or it wins."
        case .multipleAllowOriginValues where isRepeated:
            "The header is sent twice: by the program and by the proxy before it, or by two layers of "
                + "the program. Let one of them add it."
        case .multipleAllowOriginValues:
            "Send the one origin that asked (with Vary: Origin), not a list; and let one place only "
                + "add the header."
        case .allowOriginMismatch where !grant.otherOrigins.isEmpty:
            "Allow \(grant.origin) as well."
        case .invalidAllowOriginValue, .allowOriginMismatch:
            "Send exactly \(grant.origin): scheme, host and port, without a trailing slash. Change "
                + "or remove what sends the header now."
        case .invalidAllowCredentials:
            "Send Access-Control-Allow-Credentials: true (in lower case), or fetch without "
                + "credentials."
        }
    }

    /// What the console calls a CORS error is the server's own error, whose page came without the
    /// headers.
    private func errorPageAdvice(
        _ failure: CORSFailure,
        _ grant: RequiredCORSHeaders,
        _ status: Int
    ) -> Advice {
        let cause =
            switch status {
            case 500...:
                "The server failed (\(status)): look into its log. Its error page does not allow "
            case 401, 403: "The server refused (\(status)), in an answer that does not allow "
            default: "The server answered \(status), and that answer does not allow "
            }
        return Advice(
            code: failure.code,
            text:
                "\(cause)\(grant.origin), so the browser reports a CORS error. Send the headers "
                + "with every response, errors included.",
            fixes: grant.fixes
        )
    }

    private func preflightStatusAdvice(
        _ failure: CORSFailure,
        _ grant: RequiredCORSHeaders,
        _ status: Int
    ) -> Advice {
        let cause =
            [401, 403].contains(status)
            ? "The server wants a login for the preflight (\(status)), and a preflight never "
                + "carries cookies or passwords. Answer OPTIONS before that check."
            : (status >= 500
                ? "The server failed on the preflight (\(status)): look into its log."
                : "The server answered the preflight with \(status).")
                + " Answer OPTIONS with 204, before any login or routing check."
        return beforeLogin(
            code: failure.code,
            text: cause,
            fixes: grant.fixesBeforeLogin
        )
    }

    private func beforeLogin(code: String, text: String, fixes: [Advice.Fix]) -> Advice {
        var advice = Advice(code: code, text: text, fixes: fixes)
        advice.topic = .consentBeforeLogin
        return advice
    }
}

extension Adviser {
    /// The call is another now, or the page has moved, and the server has to consent to that.
    func consentAdvice(_ grant: RequiredCORSHeaders) -> Advice {
        var advice = Advice(
            code: .corsForCredentials,
            text: grant.origin == pageOrigin
                ? "For that, let the server allow \(grant.origin) by name, with credentials."
                : "Then let the server allow the page's new origin by name, with credentials: "
                    + "\(grant.origin).",
            fixes: grant.fixes
        )
        advice.topic = .consent
        return advice
    }
}

extension RequiredCORSHeaders {
    /// Where preflights are answered before anything else has a say.
    package var fixesBeforeLogin: [Advice.Fix] {
        Framework.fixes { answeringPreflights(in: $0) }
    }

    /// The grant, where it has to stand to be asked first.
    fileprivate func answeringPreflights(in framework: Framework) -> String {
        let code = code(in: framework)
        return switch framework {
        case .flask:
            """
            @app.before_request
            def answer_preflights():
                if request.method == "OPTIONS":
                    return "", 204

            \(code)
            """
        case .express: "\(code)  // before app.use(login)"
        case .django:
            "MIDDLEWARE = [\"corsheaders.middleware.CorsMiddleware\", *MIDDLEWARE]\n\(code)"
        case .fastapi: "\(code)  # after the login's: the last one added runs first"
        case .spring: "http.cors(Customizer.withDefaults());\n\(code)"
        case .rails, .go: code
        case .nginx:
            code.contains("return 204")
                ? code : code + "\nif ($request_method = OPTIONS) { return 204; }"
        case .aspnet: "\(code)  // before app.UseAuthentication()"
        case .laravel: code
        case .caddy: code
        }
    }

    /// A proxy in front of a program that says it as well takes that one's away.
    fileprivate var fixesForRepeatedHeaders: [Advice.Fix] {
        fixes.map { fix in
            guard fix.framework == Framework.nginx.rawValue else { return fix }
            var names = ["Origin"]
            if includesCredentials { names.append("Credentials") }
            let lines = names.map { "proxy_hide_header Access-Control-Allow-\($0);" }
            return Advice.Fix(fix.framework, (lines + [fix.code]).joined(separator: "\n"))
        }
    }
}

extension ByteString {
    /// `*, *`, or an origin and the same once more.
    fileprivate var isTwice: Bool {
        let parts = isomorphicDecoded.split(separator: ",").map { $0.drop { $0 == " " } }
        return parts.count > 1 && Set(parts).count < parts.count
    }
}
