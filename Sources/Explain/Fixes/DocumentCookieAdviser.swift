internal import BrowserCookies
package import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
package import Explanations
package import WebOrigin

/// What would let a page's script read a cookie, tried before.
package struct DocumentCookieAdviser: Sendable {
    private let report: DocumentCookieReport
    private let page: Page
    private let policy: BrowserPolicy
    private let suffixes: PublicSuffixList

    package init(
        _ report: DocumentCookieReport,
        page: Page,
        policy: BrowserPolicy,
        suffixes: PublicSuffixList
    ) {
        self.report = report
        self.page = page
        self.policy = policy
        self.suffixes = suffixes
    }

    /// One entry for each cookie of the site that script cannot read and could. HttpOnly stays.
    package func advice() async -> [Advice] {
        var advice: [Advice] = []
        for verdict in report.cookies where !verdict.isSent && !verdict.cookie.isHTTPOnly {
            if let entry = await self.advice(on: verdict) { advice.append(entry) }
        }
        return advice
    }

    private func advice(on verdict: CookieVerdict) async -> Advice? {
        let cookie = verdict.cookie
        guard let host = try? Host(parsing: cookie.domain),
            let domain = suffixes.registrableDomain(of: host)
        else { return nil }
        let line = SetCookieLine(cookie)
        let candidates: [[(String, String)]] = [
            [("Path", "/")], [("Domain", domain)], [("Path", "/"), ("Domain", domain)],
        ]
        for changes in candidates {
            var changed = line
            for (name, value) in changes { changed[name] = value }
            guard changed != line, await isReadable(changed, setAt: host, cookie) else { continue }
            let parts = changes.map { "\($0)=\($1)" }
            let url = try? WebURL(parsing: "https://\(cookie.domain)/")
            return Advice(
                code: verdict.exclusions.first?.code ?? AdviceCode.notReadable.rawValue,
                text: "Have \(cookie.domain) set \(cookie.shownName) with \(enumerated(parts)).",
                fixes: url.map { SetCookieCall(changed, at: $0, now: cookie.creation).fixes } ?? [],
                cookies: [.stored(name: cookie.name.utf8Decoded)]
            )
        }
        return nil
    }

    private func isReadable(_ line: SetCookieLine, setAt host: Host, _ cookie: Cookie) async -> Bool
    {
        let scheme = cookie.isSecure ? "https" : page.url.scheme
        guard let url = try? WebURL(parsing: "\(scheme)://\(host.serialized)/") else {
            return false
        }
        let text = line.bytes(isSecureConnection: scheme == "https")
        let headers = HeaderList([Header(name: "Set-Cookie", value: text)])
        let answer = HTTPResponse(status: 200, headers: headers)
        let browser = Browser(
            policy: policy,
            suffixes: suffixes,
            jar: CookieJar(suffixes: suffixes),
            transport: SimulatedNetwork([.init(url: url, response: answer)], grant: nil),
            now: { cookie.creation }
        )
        _ = await browser.fetch(FetchRequest(url: url.href, cache: .noStore), from: Page(url: url))
        return await browser.documentCookie(in: page).cookies.contains { $0.isSent }
    }
}
