internal import Cookies
internal import Fetch
internal import Infra
internal import WebOrigin

// What is wrong with where the page is, whom it calls, and how.

extension Adviser {
    var pageAdvice: [Advice] {
        [
            localhostAdvice, missingSchemeAdvice, mixedContentAdvice, filePageAdvice,
            schemeAdvice, publicSuffixAdvice, credentialsAdvice,
        ].compactMap { $0 }
    }

    /// A page on `localhost` that calls `127.0.0.1`, or the reverse.
    private var localhostAdvice: Advice? {
        guard let page = report.page?.top.url.host?.serialized,
            let host = report.url?.host?.serialized, isOneMachine, hasSiteTrouble
        else { return nil }
        let url = targetURL { url in
            if let range = url.firstRange(of: host) { url.replaceSubrange(range, with: page) }
        }
        return Advice(
            code: Advice.twoNames,
            text: "Use one name for both: open the page at http://\(host):…, or call \(url).",
            fixes: [fetchCall(url)]
        )
    }

    /// Whether page and target are this machine by two names: that is what to change then.
    package var isOneMachine: Bool {
        HostPair(
            page: report.page?.top.url.host?.serialized ?? "",
            target: report.url?.host?.serialized ?? ""
        ).isOneMachine
    }

    /// Whether a cookie was kept back because page and target are of different sites.
    private var hasSiteTrouble: Bool {
        siteMismatches.isEmpty == false
            || report.exchanges.contains { exchange in
                exchange.cookies.contains { $0.exclusions.contains(where: \.isOfThirdParties) }
                    || exchange.setCookies.contains { $0.refusals.contains(.thirdPartyBlocked) }
            }
    }

    /// What SameSite had against cookies, sent and set.
    var siteMismatches: [SameSiteMismatch] {
        report.exchanges.flatMap { exchange in
            exchange.cookies.flatMap(\.exclusions).compactMap(\.sameSiteMismatch)
                + exchange.setCookies.flatMap(\.refusals).compactMap(\.sameSiteMismatch)
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

    private var mixedContentAdvice: Advice? {
        guard case .rejected(.mixedContent(let url, _)) = report.outcome else { return nil }
        let secure = targetURL { text in
            if text.hasPrefix("http:") { text = "https:" + text.dropFirst(5) }
        }
        return Advice(
            code: "MixedContent",
            text: "A page on https may call https only. Serve \(url.origin.serialized) over https "
                + "too, or let the page's own server pass the calls on.",
            fixes: [fetchCall(secure)]
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
            fixes: [
                Advice.Fix(Advice.Fix.page, "python3 -m http.server 5500 --bind 127.0.0.1")
            ]
        )
    }

    /// An http page that calls an https API of its own host, or the reverse.
    private var schemeAdvice: Advice? {
        guard let mismatch = siteMismatches.first(where: \.onlySchemesDiffer),
            let page = report.page?.top.url, page.scheme == "http", report.url?.scheme == "https"
        else { return nil }
        let host = page.host?.serialized ?? ""
        return Advice(
            code: mismatch.code,
            text: "http and https of one host are two sites to SameSite. Serve the page over https "
                + "too: open https://\(host).",
            fixes: [
                Advice.Fix(
                    Advice.Fix.page,
                    "// vite.config.js, with @vitejs/plugin-basic-ssl\nexport default {plugins: "
                        + "[basicSsl()]}"
                )
            ]
        )
    }

    /// `a.github.io` and `b.github.io`: neighbours by name, strangers by rule.
    private var publicSuffixAdvice: Advice? {
        guard let mismatch = siteMismatches.first, let relation = report.relation,
            case .tuple(_, .domain(let page)) = relation.first.site,
            case .tuple(_, .domain(let target)) = relation.second.site, page != target
        else { return nil }
        // A registrable domain is a public suffix and one label more.
        let suffix = page.split(separator: ".").dropFirst()
        guard suffix.count > 1, target.split(separator: ".").dropFirst() == suffix else {
            return nil
        }
        return Advice(
            code: mismatch.code,
            text:
                "\(suffix.joined(separator: ".")) is a public suffix: \(page) and \(target) are as "
                + "foreign to each other as two companies. Put both under one domain of your own.",
            fixes: []
        )
    }

    /// Cookies came back and were ignored, or a login is asked for, because the page did not ask
    /// for its cookies to go along.
    private var credentialsAdvice: Advice? {
        let exchanges = report.exchanges.filter { $0.kind != .preflight }
        let isIgnored = exchanges.contains { exchange in
            exchange.setCookies.contains { $0.effect == .ignored }
        }
        let isRefused =
            exchanges.last.map { $0.response?.status == 401 && !$0.includesCredentials } ?? false
        guard isIgnored || isRefused, report.initiator == .fetch || report.initiator == .xhr else {
            return nil
        }
        let url = Framework.express.quoted(report.urlText)
        return Advice(
            code: "CredentialsNotIncluded",
            text: isIgnored
                ? "Ask for credentials, if the cookie is to be stored and sent."
                : "Ask for credentials, if the server is to know who asks: without them no cookie "
                    + "goes along.",
            fixes: [
                fetchCall(report.urlText, .include),
                Advice.Fix(
                    Advice.Fix.axios,
                    "axios.\(report.method.asciiLowercased)(\(url), {withCredentials: true})"
                ),
            ]
        )
    }
}

extension CookieExclusion {
    var sameSiteMismatch: SameSiteMismatch? {
        if case .sameSite(let mismatch) = self { mismatch } else { nil }
    }
}

extension CookieRefusal {
    var sameSiteMismatch: SameSiteMismatch? {
        if case .sameSite(let mismatch) = self { mismatch } else { nil }
    }
}

extension CookieExclusion {
    /// Whether the browser keeps the cookie out, or apart, because the page is of another site.
    fileprivate var isOfThirdParties: Bool {
        switch self {
        case .thirdPartyBlocked, .otherPartition(cookie: nil, _): true
        case .httpOnly, .secureOnly, .notOnPath, .domainMismatch, .sameSite, .sameSiteNoneInsecure,
            .otherPartition:
            false
        }
    }
}
