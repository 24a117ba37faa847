internal import BrowserCORS
internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import Explanations
internal import Fixes

// What is worth knowing, and no mistake.

extension Diagnosis {
    var notes: [Finding] {
        loggedOut + unsentMethods + localNetworkPrompts + hiddenHeaders + uncachedPreflights + narrowPaths
            + scriptReadable
    }

    /// Behind a login there is little to see.
    private var loggedOut: [Finding] {
        let refused = (result(.readWithCredentials)?.reports ?? []).filter {
            [401, 403].contains($0.answer?.status ?? 0)
        }
        guard let status = refused.first?.answer?.status else { return [] }
        return [
            Finding(
                .note,
                code: .loggedOut,
                text:
                    "The API answers \(status): crumb doctor is logged out, because its jars begin empty. "
                    + "Point it at the URL that logs in (-X POST --unsafe-methods), or name a token "
                    + "(-H \"Authorization: …\").",
                fixes: [],
                in: refused.map(\.browser)
            )
        ]
    }

    /// A method that was asked for by name, of which only the preflight went out.
    private var unsentMethods: [Finding] {
        let unsent = results.filter { result in
            guard case .change = result.probe.purpose, plan.methodsWereNamed else {
                return false
            }
            return result.reports.contains(where: \.isDryRun)
        }.map(\.probe.method)
        guard !unsent.isEmpty else { return [] }
        let verb = unsent.count == 1 ? "was" : "were"
        return [
            Finding(
                .note,
                code: .notSent,
                text:
                    "\(enumerated(unsent)) \(verb) not sent, only the preflight: what comes back, and "
                    + "which cookies it sets, is unknown. --unsafe-methods sends it.",
                fixes: [],
                in: browsers
            )
        ]
    }

    /// Of a page that is on the internet itself; that another one has to ask stands in the table.
    private var localNetworkPrompts: [Finding] {
        guard let result = result(.publicPage), result.probe.page.url == plan.page.url
        else { return [] }
        let asking = result.reports.filter { report in
            if case .rejected(.localNetwork) = report.outcome { true } else { false }
        }
        guard let first = asking.first, case .rejected(.localNetwork(let refusal)) = first.outcome
        else { return [] }
        let permission = refusal.space.permission?.rawValue ?? ""
        return [
            Finding(
                .note,
                code: refusal.code,
                text:
                    "The API is on \(refusal.space.place). A page on the internet reaches it "
                    + "only over https, and only after the browser has asked its user "
                    + "(\(permission)); in "
                    + "a frame of another origin with allow=\"\(permission)\".",
                fixes: [],
                in: asking.map(\.browser)
            )
        ]
    }

    private var hiddenHeaders: [Finding] {
        // Nothing but fetch() shows headers.
        guard plan.endpoint == .fetch,
            let report = result(.readWithCredentials)?.reports.first, let answer = report.answer
        else { return [] }
        let names = report.hiddenHeaders(of: answer)
        guard !names.isEmpty else { return [] }
        var grant = grant
        grant.exposedHeaders = names
        return [
            finding(
                code: .headersNotExposed,
                text:
                    "The page cannot read \(names.joined(separator: ", ")). If it is to, name them in "
                    + "Access-Control-Expose-Headers.",
                grant
            )
        ]
    }

    /// Two hours: as long as every browser but the most careful one keeps it.
    private static let suggestedMaxAge = 7200

    private var uncachedPreflights: [Finding] {
        let preflights = results.flatMap(\.reports).flatMap(\.exchanges)
            .filter { $0.kind == .preflight && $0.cors == .passed }.compactMap(\.response)
        guard let first = preflights.first, !first.headers.contains("Access-Control-Max-Age") else {
            return []
        }
        var grant = grant
        grant.maxAge = Self.suggestedMaxAge
        return [
            finding(
                code: .preflightNotCached,
                text:
                    "Without Access-Control-Max-Age, a preflight response expires after 5 "
                    + "seconds: nearly every such request becomes two.",
                grant
            )
        ]
    }

    private func finding(code: AdviceCode, text: String, _ grant: RequiredCORSHeaders) -> Finding {
        var finding = Finding(
            .note,
            code: code,
            text: text,
            fixes: grant.fixes,
            topic: .consent,
            in: browsers
        )
        finding.grant = grant
        return finding
    }

    private var narrowPaths: [Finding] {
        let lines = cookieLines
        return cookies.filter { $0.path != "/" }.map { cookie in
            let line = lines.first { $0.name == cookie.name.utf8Decoded }
            var change = line.map { $0.call(sending: $0.line) } ?? SetCookieCall(cookie)
            change.path = "/"
            change.changedAttributes.insert("Path")
            let path = cookie.path.utf8Decoded
            var finding = Finding(
                .note,
                code: .narrowPath,
                text:
                    "\(cookie.shownName) goes to URLs below \(path) only; without Path that is the "
                    + "directory of the URL that set it. If others want it, set it for all.",
                fixes: change.fixes,
                in: browsers
            )
            finding.widenedCookie = cookie.shownName
            return finding
        }
    }

    /// By its name it is a key to an account.
    private var scriptReadable: [Finding] {
        cookies.filter { !$0.isHTTPOnly && $0.suggestsLogin }.map { cookie in
            finding(
                .note,
                on: cookie,
                code: .readableByScript,
                text:
                    "Every script of the page can read \(cookie.shownName). If it is a login, mark it "
                    + "HttpOnly.",
                ("HttpOnly", "")
            )
        }
    }

    /// On a cookie whose line lacks an attribute.
    func finding(
        _ severity: Finding.Severity,
        on cookie: Cookie,
        code: AdviceCode,
        text: String,
        _ attribute: Finding.Attribute
    ) -> Finding {
        var finding = Finding(
            severity,
            code: code,
            text: text,
            fixes: [],
            topic: .cookie(cookie.name.utf8Decoded),
            in: browsers
        )
        finding.attributes = [attribute]
        return finding
    }
}

extension Cookie {
    /// A token against request forgery is meant to be read.
    fileprivate var suggestsLogin: Bool {
        let name = name.utf8Decoded.asciiLowercased
        guard !name.contains("csrf"), !name.contains("xsrf") else { return false }
        return ["sess", "token", "auth", "jwt", "sid", "login"].contains { name.contains($0) }
    }
}
