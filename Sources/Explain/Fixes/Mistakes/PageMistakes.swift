internal import BrowserCORS
internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import Explanations
internal import WebOrigin

// What is wrong with whom the page calls, and how.

extension Adviser {
    var pageMistakes: [Advice] {
        [
            missingSchemeAdvice, responseHeadersAdvice, missingCredentialsAdvice,
            missingStreamCredentialsAdvice, beaconPreflightAdvice, transportSecurityAdvice,
        ].compactMap { $0 }
    }

    /// `127.0.0.1:8000/me` is a path of the page, which answers it, or not.
    private var missingSchemeAdvice: Advice? {
        // To parse it once more takes longer than all the other advice.
        let text = report.urlText
        let hasHost = report.url != nil && (text.hasPrefix("http://") || text.hasPrefix("https://"))
        guard !hasHost, let hint = MissingSchemeHint(for: text) else { return nil }
        let became =
            report.url.map {
                $0.scheme == hint.scheme
                    ? ""
                    : " Without \(hint.suggestion.scheme):// it is a path relative to the page: "
                        + "\($0.href)."
            } ?? ""
        return Advice(
            code: .missingScheme,
            text: "Did you mean \(hint.suggestion.href)?\(became)",
            fixes: callFixes { $0.url = hint.suggestion.href }
        )
    }

    /// Headers that a server answers with; from a page they only cause a preflight.
    private var responseHeadersAdvice: Advice? {
        guard case .fetch(let request)? = report.asked else { return nil }
        let names = request.headers.filter(\.isResponseHeader).map(\.name).uniqued()
        guard !names.isEmpty else { return nil }
        let verb = names.count == 1 ? "is a header" : "are headers"
        return Advice(
            code: .answerHeaderInRequest,
            text: "\(enumerated(names)) \(verb) of the server's answer. Take "
                + "\(names.count == 1 ? "it" : "them") out of the request: there "
                + "\(names.count == 1 ? "it allows" : "they allow") nothing, and ask"
                + "\(names.count == 1 ? "s" : "") for a preflight.",
            fixes: callFixes { $0.headers.removeAll(where: \.isResponseHeader) }
        )
    }

    /// Cookies stayed at home, or a login is asked for, because the page did not ask for its cookies to
    /// go along.
    private var missingCredentialsAdvice: Advice? {
        guard report.initiator == .fetch || report.initiator == .xhr,
            report.isReadableOrBlockedByCORS,
            let last = report.requests.last, !last.includesCredentials,
            report.credentials != .omit || !report.unsentCookies.isEmpty,
            // Cookies that were set and ignored say the same.
            !report.lines().contains(where: { $0.1.effect == .ignored && !$0.1.isDeletion })
        else { return nil }
        let names = report.unsentCookies.filter(\.isSent).map(\.cookie.shownName).uniqued()
        let deleted = report.lines().filter { $0.1.effect == .ignored }
            .map { SetCookieLine($0.1.line).name.utf8Decoded }.filter(names.contains).uniqued()
        if !deleted.isEmpty {
            return credentialsAdvice(
                "Ask for credentials, if \(enumerated(deleted)) "
                    + "\(deleted.count == 1 ? "is" : "are") to be deleted: without them an answer "
                    + "changes no cookies."
            )
        }
        if !names.isEmpty {
            return credentialsAdvice(
                "Ask for credentials if the server needs to know who is calling: "
                    + "\(enumerated(names)) would then be sent."
            )
        }
        // A page that sends its own token has no use for cookies.
        guard last.response?.status == 401, !last.requestHeaders.contains(where: \.isToken)
        else { return nil }
        return credentialsAdvice(
            "Ask for credentials if the server needs to know who is calling: without them no "
                + "cookie is sent."
        )
    }
}

extension Adviser {
    /// A text needs no consent: the server reads the same bytes under another type.
    private var beaconPreflightAdvice: Advice? {
        guard case .beacon(let beacon)? = report.asked, report.failureToRead != nil,
            let last = report.exchanges.last, last.kind == .preflight, let data = beacon.data
        else { return nil }
        let value: String
        switch data.extracted().type.flatMap({ MIMEType(parsing: $0) })?.essence {
        case "application/json": value = "JSON.stringify(data)"
        default: value = "text"
        }
        let target = Framework.express.quoted(report.url?.href ?? report.urlText)
        return Advice(
            code: report.failureToRead?.code ?? "PreflightMissingAllowOriginHeader",
            text: "Plain text needs no preflight: send the JSON as a string, and let the server "
                + "parse it.",
            fixes: [
                Advice.Fix(Advice.Fix.page, "navigator.sendBeacon(\(target), \(value))")
            ]
        )
    }

    /// The browser's own redirect to https has consequences that the URL itself has not.
    private var transportSecurityAdvice: Advice? {
        guard report.failureToRead != nil,
            let redirect = report.internalRedirects.first(where: {
                $0.reason == .strictTransportSecurity
            })
        else { return nil }
        return Advice(
            code: report.failureToRead?.code ?? AdviceCode.strictTransportSecurity.rawValue,
            text: "Write \(redirect.to.href): the host is https only, and the browser's redirect "
                + "from http makes the page ask as \"null\" and a preflight fail.",
            fixes: callFixes { $0.url = redirect.to.href }
        )
    }

    private var missingStreamCredentialsAdvice: Advice? {
        guard report.initiator == .eventSource, let last = report.requests.last,
            !last.includesCredentials
        else { return nil }
        let isLost =
            report.unsentCookies.contains(where: \.isSent) || last.response?.status == 401
            || report.lines().contains { $0.1.effect == .ignored }
        guard isLost else { return nil }
        let target = Framework.express.quoted(report.url?.href ?? report.urlText)
        return Advice(
            code: .credentialsNotIncluded,
            text: "Ask for credentials, if cookies are to be sent and stored.",
            fixes: [
                Advice.Fix(
                    Advice.Fix.page,
                    "new EventSource(\(target), {withCredentials: true})"
                )
            ]
        )
    }
}

extension HeaderList {
    fileprivate func contains(where predicate: (Header) -> Bool) -> Bool {
        headers.contains(where: predicate)
    }
}

extension Header {
    /// A credential of the page's own.
    fileprivate var isToken: Bool {
        let name = name.asciiLowercased
        return name == "authorization" || name.contains("token") || name.contains("api-key")
            || name.contains("apikey")
    }
}

extension FetchReport {
    /// Whether nothing but CORS, or a status, stands between the page and the response: where something
    /// else failed, credentials are beside the point.
    fileprivate var isReadableOrBlockedByCORS: Bool {
        if case .rejected(.cors(let failure)) = outcome {
            if case .redirectContainsCredentials = failure { return false }
            return true
        }
        if case .fulfilled(let response) = outcome { return response.bodyError == nil }
        return false
    }
}
