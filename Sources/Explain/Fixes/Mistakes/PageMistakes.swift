internal import BrowserCORS
internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import Explanations
internal import WebOrigin

// Mistakes in the URL that the page calls, or in the call.

extension Adviser {
    var pageMistakes: [Advice] {
        [
            missingSchemeAdvice, responseHeadersAdvice, missingCredentialsAdvice,
            missingStreamCredentialsAdvice, beaconPreflightAdvice, transportSecurityAdvice,
        ].compactMap { $0 }
    }

    /// The advice on a URL like `127.0.0.1:8000/me`, which is a path of the page, whose server may even
    /// respond to it.
    private var missingSchemeAdvice: Advice? {
        // Parsing such a URL again would take longer than all the other advice.
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

    /// The advice on response headers that a page sends, where they only cause a preflight.
    private var responseHeadersAdvice: Advice? {
        guard case .fetch(let request)? = report.asked else { return nil }
        let names = request.headers.filter(\.isResponseHeader).map(\.name).uniqued()
        guard !names.isEmpty else { return nil }
        let verb = names.count == 1 ? "is a header" : "are headers"
        return Advice(
            code: .answerHeaderInRequest,
            text: "\(enumerated(names)) \(verb) for responses. Remove "
                + "\(names.count == 1 ? "it" : "them") from the request: there "
                + "\(names.count == 1 ? "it allows" : "they allow") nothing, and cause"
                + "\(names.count == 1 ? "s" : "") a preflight.",
            fixes: callFixes { $0.headers.removeAll(where: \.isResponseHeader) }
        )
    }

    /// The advice if cookies were not sent, or a login is required, because the page did not include
    /// credentials.
    private var missingCredentialsAdvice: Advice? {
        guard report.initiator == .fetch || report.initiator == .xhr,
            report.isReadableOrBlockedByCORS,
            let last = report.requests.last, !last.includesCredentials,
            report.credentials != .omit || !report.unsentCookies.isEmpty,
            // Advice on cookies that were set and ignored covers this already.
            !report.lines().contains(where: { $0.1.effect == .ignored && !$0.1.isDeletion })
        else { return nil }
        let names = report.unsentCookies.filter(\.isSent).map(\.cookie.shownName).uniqued()
        let deleted = report.lines().filter { $0.1.effect == .ignored }
            .map { SetCookieLine($0.1.line).name.utf8Decoded }.filter(names.contains).uniqued()
        if !deleted.isEmpty {
            return credentialsAdvice(
                "Include credentials if \(enumerated(deleted)) "
                    + "\(deleted.count == 1 ? "is" : "are") to be deleted: without them a response "
                    + "cannot change cookies."
            )
        }
        if !names.isEmpty {
            return credentialsAdvice(
                "Include credentials if the server needs to know who is calling: "
                    + "\(enumerated(names)) would then be sent."
            )
        }
        // A page that sends its own token does not need cookies.
        guard last.response?.status == 401, !last.requestHeaders.contains(where: \.isToken)
        else { return nil }
        return credentialsAdvice(
            "Include credentials if the server needs to know who is calling: without them no "
                + "cookie is sent."
        )
    }
}

extension Adviser {
    /// The advice to send a beacon as text, which needs no preflight: the server receives the same bytes
    /// with another type.
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
            text: "Plain text needs no preflight: send the JSON as a string, and have the server "
                + "parse it.",
            fixes: [
                Advice.Fix(Advice.Fix.page, "navigator.sendBeacon(\(target), \(value))")
            ]
        )
    }

    /// The advice on the browser's own redirect to https, which has consequences that requesting the
    /// https URL does not have.
    private var transportSecurityAdvice: Advice? {
        guard report.failureToRead != nil,
            let redirect = report.internalRedirects.first(where: {
                $0.reason == .strictTransportSecurity
            })
        else { return nil }
        return Advice(
            code: report.failureToRead?.code ?? AdviceCode.strictTransportSecurity.rawValue,
            text: "Call \(redirect.to.href): the host is https only, and the browser's redirect "
                + "from http makes the page's origin \"null\" and preflights fail.",
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
            text: "Include credentials to send and store cookies.",
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
    /// Whether the header is a credential that the page manages itself.
    fileprivate var isToken: Bool {
        let name = name.asciiLowercased
        return name == "authorization" || name.contains("token") || name.contains("api-key")
            || name.contains("apikey")
    }
}

extension FetchReport {
    /// Whether the page can read the response, or only CORS prevents it: if something else failed,
    /// credentials do not matter.
    fileprivate var isReadableOrBlockedByCORS: Bool {
        if case .rejected(.cors(let failure)) = outcome {
            if case .redirectContainsCredentials = failure { return false }
            return true
        }
        if case .fulfilled(let response) = outcome { return response.bodyError == nil }
        return false
    }
}
