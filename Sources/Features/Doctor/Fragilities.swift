internal import CORS
internal import Cookies
internal import Explanations
internal import Fetch
internal import Fixes
internal import HTTP
internal import Infra
internal import WebOrigin

// What works for this page, in this browser, today.

extension Examination {
    func fragilities(besides failures: [Finding]) -> [Finding] {
        // Where SameSite is in the way already, that is said, with another fix.
        let isSameSiteInTheWay = failures.contains { $0.advice.isAboutSameSite }
        return missingVary + bareErrors + (isSameSiteInTheWay ? [] : unsaidSameSite)
            + insecureCookies
    }

    /// A cache between server and browsers would hand one origin's answer to another.
    private var missingVary: [Finding] {
        guard let page = result(.readWithCredentials)?.reports.first?.answer,
            let stranger = result(.stranger)?.reports.first?.answer,
            let allowed = page.headers.get("Access-Control-Allow-Origin")?.isomorphicDecoded,
            allowed == question.page.origin.serialized,
            stranger.headers.get("Access-Control-Allow-Origin")?.isomorphicDecoded != allowed,
            !page.variesByOrigin
        else { return [] }
        // Caches keep an answer that says for how long, or how old it is.
        return [
            Finding(
                page.isCacheable ? .fragile : .note,
                code: "MissingVaryOrigin",
                text:
                    "The answer depends on who asks, and does not say so: a cache may give the page "
                    + "one that allows another origin. Send Vary: Origin with every answer.",
                fixes: Framework.varyFixes,
                in: browsers
            )
        ]
    }

    /// The page cannot tell 404 from a server that is down, and its console says "CORS".
    private var bareErrors: [Finding] {
        guard result(.read)?.reports.first?.isGranted == true,
            let report = result(.missingPath)?.reports.first,
            case .rejected(.cors) = report.outcome, let status = report.answer?.status,
            status >= 400
        else { return [] }
        return [
            Finding(
                .fragile,
                code: "ErrorsWithoutCORS",
                text:
                    "Errors do not allow the page (\(status) at \(report.urlText)), so that it sees a "
                    + "CORS error instead of what went wrong. Let every answer allow it, errors too.",
                fixes: grant.fixes,
                in: browsers
            )
        ]
    }

    /// Every cookie that the page got, once.
    var cookies: [Cookie] {
        let verdicts = results { $0 == .readWithCredentials }.flatMap(\.reports)
            .flatMap(\.exchanges).flatMap(\.setCookies)
        var cookies: [Cookie] = []
        for case let cookie? in verdicts.map(\.cookie)
        where !cookies.contains(where: { $0.name == cookie.name }) {
            cookies.append(cookie)
        }
        return cookies
    }

    /// Browsers take different things for granted.
    private var unsaidSameSite: [Finding] {
        cookies.filter { $0.sameSite == .unspecified }.map { cookie in
            var change = SetCookieCall(cookie)
            change.sameSite = "Lax"
            return Finding(
                .fragile,
                code: "SameSiteUnspecified",
                text:
                    "\(cookie.shownName) says nothing of SameSite, which is Lax to some browsers and "
                    + "None to others. Say what you mean: Lax, unless other sites' pages need it. (In "
                    + "Python, samesite=None says nothing: \"None\" is a text.)",
                fixes: change.fixes,
                in: browsers
            )
        }
    }

    /// On https, where nothing speaks against Secure.
    private var insecureCookies: [Finding] {
        guard question.url.scheme == "https" else { return [] }
        return cookies.filter { !$0.isSecure }.map { cookie in
            var change = SetCookieCall(cookie)
            change.secure = .yes
            return Finding(
                .fragile,
                code: "CookieWithoutSecure",
                text:
                    "\(cookie.shownName) also goes over plain http, where others can read it. Mark "
                    + "it Secure.",
                fixes: change.fixes,
                in: browsers
            )
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
        code.contains("SameSite") || code == Advice.twoNames
    }
}
