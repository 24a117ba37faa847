internal import BrowserCORS
internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import Explanations
internal import Fixes
internal import WebOrigin

// Things that work for this page, in this browser, today.

extension Diagnosis {
    func warnings(besides failures: [Finding]) -> [Finding] {
        // When SameSite already blocks something, that is reported instead, with another fix.
        let isSameSiteInTheWay = failures.contains { $0.advice.isAboutSameSite }
        return missingVary + errorsWithoutCORSHeaders + (isSameSiteInTheWay ? [] : unsaidSameSite)
            + insecureCookies + twins
    }

    /// A cache between the server and browsers would return the response for one origin to another.
    private var missingVary: [Finding] {
        guard let page = result(.readWithCredentials)?.reports.first?.answer,
            let stranger = result(.stranger)?.reports.first?.answer,
            let allowed = page.headers.get("Access-Control-Allow-Origin")?.isomorphicDecoded,
            allowed == plan.page.origin.serialized,
            stranger.headers.get("Access-Control-Allow-Origin")?.isomorphicDecoded != allowed,
            !page.variesByOrigin
        else { return [] }
        // Caches store a response that has a lifetime or an age.
        return [
            Finding(
                page.isCacheable ? .warning : .note,
                code: .missingVaryOrigin,
                text:
                    "The response depends on the page's origin, but lacks Vary: a cache may return the "
                    + "page a copy for another origin. Send Vary: Origin with every "
                    + "response.",
                fixes: Framework.varyFixes,
                in: browsers
            )
        ]
    }

    /// The page cannot distinguish a 404 from a server that is down, and its console reports CORS.
    private var errorsWithoutCORSHeaders: [Finding] {
        guard result(.read)?.reports.first?.isGranted == true,
            let report = result(.missingPath)?.reports.first,
            case .rejected(.cors) = report.outcome, let status = report.answer?.status,
            status >= 400
        else { return [] }
        return [
            Finding(
                .warning,
                code: .errorsWithoutCORS,
                text:
                    "Error responses lack CORS headers (\(status) at \(report.urlText)), so the "
                    + "page sees a CORS error instead of the real one. Send them with every "
                    + "response, errors included.",
                fixes: grant.fixes,
                topic: .consent,
                in: browsers
            )
        ]
    }

    /// Every cookie that the page received, once, except those that were deleted.
    var cookies: [Cookie] {
        var cookies: [Cookie] = []
        for (_, verdict) in setCookies {
            guard let cookie = verdict.cookie, !cookies.contains(where: { $0.name == cookie.name })
            else { continue }
            cookies.append(cookie)
        }
        return cookies
    }

    /// A cookie's line as the server currently sends it, and the code that sends it.
    struct CookieLine {
        var name: String
        var line: SetCookieLine
        var exchange: Exchange

        /// The call that sends the cookie with `line` instead.
        func call(sending line: SetCookieLine) -> SetCookieCall {
            SetCookieCall(
                line,
                at: exchange.url,
                now: exchange.response?.date ?? exchange.started
            )
        }
    }

    /// The names of the cookies that the server sets.
    package var cookieNames: [String] { cookieLines.map(\.name) }

    /// Each cookie's line, once.
    var cookieLines: [CookieLine] {
        var lines: [CookieLine] = []
        for (exchange, verdict) in setCookies {
            let line = SetCookieLine(verdict.line)
            let name = line.name.utf8Decoded
            guard !name.isEmpty, !lines.contains(where: { $0.name == name }) else { continue }
            lines.append(CookieLine(name: name, line: line, exchange: exchange))
        }
        return lines
    }

    private var setCookies: [(Exchange, SetCookieVerdict)] {
        results(where: { $0 == .readWithCredentials || $0.isAChange }).flatMap(\.reports)
            .flatMap(\.exchanges).flatMap { exchange in
                exchange.setCookies.filter { !$0.isDeletion }.map { (exchange, $0) }
            }
    }

    private var mayBePython: Bool { results.flatMap(\.reports).allSatisfy(\.mayBePython) }

    /// Cookies without SameSite, for which browsers assume different values.
    private var unsaidSameSite: [Finding] {
        cookies.filter { $0.sameSite == .unspecified }.map { cookie in
            finding(
                .warning,
                on: cookie,
                code: .sameSiteUnspecified,
                text:
                    "\(cookie.shownName) has no SameSite, which some browsers treat as Lax and others as "
                    + "None. Set it explicitly: Lax, unless other sites' pages need it."
                    + (mayBePython
                        ? " (In Python, samesite=None sets nothing: \"None\" must be a string.)"
                        : ""),
                ("SameSite", "Lax")
            )
        }
    }

    /// Cookies without Secure, on https, where nothing prevents it.
    private var insecureCookies: [Finding] {
        guard plan.url.scheme == "https" else { return [] }
        return cookies.filter { !$0.isSecure }.map { cookie in
            finding(
                .warning,
                on: cookie,
                code: .cookieWithoutSecure,
                text:
                    "\(cookie.shownName) is also sent over plain http, where others can read it. Mark "
                    + "it Secure.",
                ("Secure", "")
            )
        }
    }

    /// Cookies of the same name that were sent together the second time.
    private var twins: [Finding] {
        let sent = result(.readAgain)?.reports.first?.exchanges.last?.cookies.filter(\.isSent) ?? []
        return SameNamedCookies.sentences(onSent: sent.map(\.cookie)).map { sentence in
            Finding(
                .warning,
                code: .twinCookies,
                text:
                    "\(sentence) The usual cause is a missing Path: set it with one Path, and delete "
                    + "the other.",
                fixes: [],
                in: browsers
            )
        }
    }
}

extension Probe.Purpose {
    var isAChange: Bool {
        if case .change = self { true } else { false }
    }

    /// Whether the page itself makes the request, and not a stranger.
    var isFromPage: Bool {
        switch self {
        case .read, .readWithCredentials, .readAgain, .change, .missingPath: true
        case .stranger, .lookalike, .sandboxed, .ownPage, .publicPage, .pagePolicies, .framed,
            .embedded, .framedPage, .framedPageWithAccess:
            false
        }
    }
}

extension HTTPResponse {
    fileprivate var variesByOrigin: Bool {
        let names = headers.get("Vary")?.tokenList ?? []
        return names.contains { $0 == "*" || $0.equalsIgnoringASCIICase("Origin") }
    }

    /// https://www.rfc-editor.org/rfc/rfc9111#section-4.2
    fileprivate var isCacheable: Bool {
        let directives = headers.get("Cache-Control")?.isomorphicDecoded.asciiLowercased ?? ""
        if directives.contains("no-store") { return false }
        return directives.contains("max-age") || directives.contains("public")
            || headers.contains("Expires") || headers.contains("Last-Modified")
            || headers.contains("ETag")
    }
}

extension Advice {
    fileprivate var isAboutSameSite: Bool {
        code.contains("SameSite") || code == AdviceCode.twoNames.rawValue
    }
}
