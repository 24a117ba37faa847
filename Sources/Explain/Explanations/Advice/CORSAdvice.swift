internal import CORS
package import Fetch
internal import HTTP
internal import Infra
internal import WebOrigin

// What the server has to answer, so that the page may see it.

extension Adviser {
    var corsAdvice: [Advice] {
        [failureAdvice.map(addingPlainBeacon), exposedWildcardAdvice].compactMap { $0 }
    }

    /// A text needs no consent: the server reads the same bytes under another type.
    private func addingPlainBeacon(to advice: Advice) -> Advice {
        guard report.initiator == .beacon, report.exchanges.last?.kind == .preflight else {
            return advice
        }
        let target = Framework.express.quoted(report.urlText)
        var advice = advice
        advice.text += " Or send text, which needs no preflight, and let the server parse it."
        advice.fixes.append(
            Advice.Fix(
                Advice.Fix.page,
                "navigator.sendBeacon(\(target), JSON.stringify(data))"
            )
        )
        return advice
    }

    private var failureAdvice: Advice? {
        guard case .rejected(.cors(let failure)) = report.outcome,
            report.page?.origin.isOpaque == false
        else { return nil }
        switch failure {
        case .check(.missingAllowOriginHeader, on: .response) where (lastStatus ?? 0) >= 400:
            return errorPageAdvice(failure)
        case .check(let check, on: let answer):
            if answer == .preflightResponse, let status = lastStatus, status >= 300 {
                return preflightStatusAdvice(failure, status)
            }
            return Advice(code: failure.code, text: checkText(check), fixes: grant().fixes)
        case .preflightInvalidStatus(let status):
            return preflightStatusAdvice(failure, status)
        case .preflightDisallowedRedirect:
            return preflightRedirectAdvice(failure)
        case .methodDisallowed(let method, let allowed, _):
            var grant = grant()
            grant.listedMethods = listed(allowed, adding: [method])
            return Advice(
                code: failure.code,
                text: "Allow \(method) in the answer to the preflight"
                    + wildcardNote(allowed, credentials: grant.includesCredentials),
                fixes: grant.fixes
            )
        case .headerDisallowed(let name, let allowed, _):
            var grant = grant()
            grant.listedHeaders = listed(allowed, adding: [name] + grant.headerNames)
            return Advice(
                code: failure.code,
                text: "Allow the header \(name) in the answer to the preflight"
                    + (name == "authorization" && allowed.contains("*")
                        ? ": the * does not cover it."
                        : wildcardNote(allowed, credentials: grant.includesCredentials)),
                fixes: grant.fixes
            )
        case .invalidAllowMethods, .invalidAllowHeaders, .disabledScheme,
            .redirectContainsCredentials, .invalidLocalNetworkAccess:
            return nil
        }
    }

    private var lastStatus: Int? { report.exchanges.last?.response?.status }

    /// Empty where the server names none so far: then its framework's own list will do.
    private func listed(_ allowed: [String], adding names: [String]) -> [String] {
        let listed = allowed.filter { $0 != "*" }
        guard !listed.isEmpty else { return [] }
        return names.reduce(into: listed) { listed, name in
            if !listed.contains(where: { $0.equalsIgnoringASCIICase(name) }) { listed.append(name) }
        }
    }

    private func wildcardNote(_ allowed: [String], credentials: Bool) -> String {
        allowed.contains("*") && credentials
            ? ": with credentials, * is no wildcard but a name." : "."
    }

    private func checkText(_ failure: CORSCheckFailure) -> String {
        switch failure {
        case .missingAllowOriginHeader:
            "Let the server allow \(allowedOrigin)."
        case .wildcardOriginNotAllowed:
            "Name the page's origin instead of *; with credentials there is no wildcard."
        case .multipleAllowOriginValues:
            "Send the one origin that asked (with Vary: Origin), not a list; and let one place only "
                + "add the header."
        case .invalidAllowOriginValue, .allowOriginMismatch:
            "Send exactly \(allowedOrigin): scheme, host and port, without a slash at the end."
        case .invalidAllowCredentials:
            "Send Access-Control-Allow-Credentials: true (in lower case), or fetch without "
                + "credentials."
        }
    }

    /// What the console calls a CORS error is the server's own error, whose page came without the
    /// headers.
    private func errorPageAdvice(_ failure: CORSFailure) -> Advice {
        let status = lastStatus ?? 0
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
                "\(cause)\(allowedOrigin), so the browser calls it a CORS error. Let every answer "
                + "allow it, errors too.",
            fixes: grant().fixes
        )
    }

    private func preflightStatusAdvice(_ failure: CORSFailure, _ status: Int) -> Advice {
        if (300...399).contains(status) { return preflightRedirectAdvice(failure) }
        let cause =
            [401, 403].contains(status)
            ? "The server wants a login for the preflight (\(status)), and a preflight never "
                + "carries cookies or passwords. Answer OPTIONS before that check."
            : "The server answered the preflight with \(status). Answer OPTIONS with 204, before "
                + "any login or routing check."
        return Advice(
            code: failure.code,
            text: cause,
            fixes: Framework.fixes { framework in answeringPreflights(framework) }
        )
    }

    /// The grant, where it has to stand to be asked first.
    private func answeringPreflights(_ framework: Framework) -> String {
        let code = grant().code(in: framework)
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
        case .rails: code
        case .nginx:
            code.contains("return 204")
                ? code : code + "\nif ($request_method = OPTIONS) { return 204; }"
        }
    }

    private func preflightRedirectAdvice(_ failure: CORSFailure) -> Advice {
        let location = report.exchanges.last?.response?.headers.get("Location")?.isomorphicDecoded
        let target = location.flatMap { try? WebURL(parsing: $0, base: report.url) }
        return Advice(
            code: failure.code,
            text:
                "A preflight is never redirected. Call the URL that the server redirects to"
                + (target.map { ": \($0.href)" }
                    ?? " (often only a slash at the end, or https)."),
            fixes: slashFixes + (target.map { [fetchCall($0.href)] } ?? [])
        )
    }

    /// Where a router redirects to the same path with a slash.
    private var slashFixes: [Advice.Fix] {
        Framework.fixes { framework in
            switch framework {
            case .flask: "app.url_map.strict_slashes = False"
            case .fastapi: "app = FastAPI(redirect_slashes=False)"
            case .django: "APPEND_SLASH = False"
            case .express, .spring, .rails, .nginx: nil
            }
        }
    }

    /// `Access-Control-Expose-Headers: *` with credentials names one header, called `*`.
    private var exposedWildcardAdvice: Advice? {
        guard let exchange = report.exchanges.last, exchange.includesCredentials,
            case .passed? = exchange.cors, let response = exchange.response,
            response.headers.get("Access-Control-Expose-Headers")?.tokenList?.contains("*") == true
        else { return nil }
        let hidden = hiddenHeaders(of: response)
        guard !hidden.isEmpty else { return nil }
        var grant = grant()
        grant.exposedHeaders = hidden
        return Advice(
            code: "ExposeHeadersWildcard",
            text: "With credentials, Access-Control-Expose-Headers: * exposes nothing. Name the "
                + "headers.",
            fixes: grant.fixes
        )
    }

    /// What came and the page cannot read; `Set-Cookie` is no page's business ever.
    package func hiddenHeaders(of response: HTTPResponse) -> [String] {
        guard case .fulfilled(let seen) = report.outcome, seen.kind == .cors else { return [] }
        let readable = Set(seen.headers.map(\.name.asciiLowercased))
        return response.headers.sortedAndCombined.map(\.name).filter {
            !readable.contains($0) && !Self.isNoPagesBusiness($0)
        }
    }

    private static func isNoPagesBusiness(_ name: String) -> Bool {
        name.hasPrefix("access-control-")
            || [
                "set-cookie", "vary", "date", "server", "connection", "keep-alive",
                "transfer-encoding", "content-encoding", "accept-ranges", "age", "alt-svc", "via",
                "strict-transport-security", "allow", "location", "nel", "report-to",
                "x-powered-by", "x-content-type-options", "x-frame-options", "x-xss-protection",
                "referrer-policy", "permissions-policy", "content-security-policy",
                "cross-origin-resource-policy", "cross-origin-opener-policy",
                "cross-origin-embedder-policy", "server-timing", "timing-allow-origin",
            ].contains(name)
    }
}
