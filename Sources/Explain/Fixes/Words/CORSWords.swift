internal import BrowserCORS
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
package import Explanations
internal import WebOrigin

// What the server must respond with so that the page can read the response.

extension PlanDescription {
    var consentAdvice: Advice? {
        guard let grant = plan.grant else { return nil }
        guard let failure else {
            // The call changes, and the server must allow the new one.
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
                        "The response to the preflight allows \(grant.origin), but the response to "
                        + "the request does not. Send the headers with every response.",
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
                text: "A preflight must not be redirected. Respond to OPTIONS with 204, before the "
                    + "server redirects to a login or another URL."
                    + (redirectForASlash.map { " Or call \($0.href): only the slash differs." }
                        ?? ""),
                fixes: grant.fixesBeforeLogin
            )
        case .methodDisallowed(let method, let allowed, _):
            return Advice(
                code: failure.code,
                text: "Allow \(method) in the response to the preflight"
                    + wildcardNote(allowed, credentials: grant.includesCredentials),
                fixes: grant.fixes
            )
        case .headerDisallowed(let name, let allowed, _):
            return Advice(
                code: failure.code,
                text: "Allow the header \(name) in the response to the preflight"
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

    /// The target of a redirected preflight, if only a trailing slash is missing or superfluous.
    private var redirectForASlash: WebURL? {
        guard let last = situation.hops.last,
            let location = last.preflight?.headers.get("Location")?.isomorphicDecoded,
            let url = try? WebURL(parsing: location, base: last.url),
            url.origin.isSameOrigin(as: last.url.origin)
        else { return nil }
        let paths = [url.serializedPath, last.url.serializedPath]
        return paths[0] == paths[1] + "/" || paths[1] == paths[0] + "/" ? url : nil
    }

    /// Returns the status of the response that failed.
    private func status(of failure: CORSFailure) -> Int {
        (answer(of: failure) ?? report.exchanges.last?.response)?.status ?? 0
    }

    private func answer(of failure: CORSFailure) -> HTTPResponse? {
        adviser.reports.lazy.flatMap(\.exchanges).last {
            if case .failed(let other)? = $0.cors { other.code == failure.code } else { false }
        }?.response
    }

    /// Returns whether the header is added in two places: it occurs twice, or has the same value twice.
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
            "Add \(grant.origin) to the origins that the server allows."
        case .wildcardOriginNotAllowed:
            "List the allowed origins instead of *, which does not work with credentials. Other "
                + "pages that relied on * must be listed too. Remove whatever sends * now, or it wins."
        case .multipleAllowOriginValues where isRepeated:
            "The header is sent twice: by the app and by the proxy in front of it, or by two "
                + "layers of the app. Have only one of them add it."
        case .multipleAllowOriginValues:
            "Send only the requesting origin (with Vary: Origin), not a list, and add the header "
                + "in one place only."
        case .allowOriginMismatch where !grant.otherOrigins.isEmpty:
            "Allow \(grant.origin) as well. Remove whatever sends the header now, or it wins."
        case .invalidAllowOriginValue, .allowOriginMismatch:
            "Send exactly \(grant.origin): scheme, host and port, without a trailing slash. Change "
                + "or remove whatever sends the header now."
        case .invalidAllowCredentials:
            "Send Access-Control-Allow-Credentials: true (in lower case), or fetch without "
                + "credentials."
        }
    }

    /// Returns the advice on an error response without CORS headers, for which the console reports a
    /// CORS error.
    private func errorPageAdvice(
        _ failure: CORSFailure,
        _ grant: RequiredCORSHeaders,
        _ status: Int
    ) -> Advice {
        let cause =
            switch status {
            case 500...:
                "The server failed (\(status)): check its log. Its error page does not allow "
            case 401, 403: "The server denied it (\(status)), in a response that does not allow "
            default: "The server responded with \(status), and that response does not allow "
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
            ? "The server requires a login for the preflight (\(status)), but a preflight never "
                + "carries cookies or passwords. Respond to OPTIONS before that check."
            : (status >= 500
                ? "The server failed on the preflight (\(status)): check its log."
                : "The server responded to the preflight with \(status).")
                + " Respond to OPTIONS with 204, before any login or routing check."
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
    /// Returns the advice if the call or the page's origin changes, and the server must allow that.
    func consentAdvice(_ grant: RequiredCORSHeaders) -> Advice {
        var advice = Advice(
            code: .corsForCredentials,
            text: grant.origin == pageOrigin
                ? "For that, have the server allow \(grant.origin) by name, with credentials."
                : "Then have the server allow the page's new origin by name, with credentials: "
                    + "\(grant.origin).",
            fixes: grant.fixes
        )
        advice.topic = .consent
        return advice
    }
}

extension RequiredCORSHeaders {
    /// The fixes that respond to preflights before any other check.
    package var fixesBeforeLogin: [Advice.Fix] {
        Framework.fixes { answeringPreflights(in: $0) }
    }

    /// Returns the code that grants the permissions, in the place where it runs first.
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

    /// The fixes for a header that is sent twice: a proxy removes the one from the server behind it.
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
    /// Whether it is `*, *`, or contains the same origin twice.
    fileprivate var isTwice: Bool {
        let parts = isomorphicDecoded.split(separator: ",").map { $0.drop { $0 == " " } }
        return parts.count > 1 && Set(parts).count < parts.count
    }
}
