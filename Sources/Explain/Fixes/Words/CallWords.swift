internal import BrowserCORS
internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import Explanations
internal import WebOrigin

// How the page must make its request.

extension PlanDescription {
    var callAdvice: Advice? {
        let change = plan.call
        if change.dropsResponseHeaders, change.credentials == nil, change.url == nil {
            // ``Adviser/pageMistakes`` covers this in any case.
            return nil
        }
        if let url = change.url { return redirectAdvice(url) }
        guard change.credentials == .include else { return nil }
        let names = situation.hops.flatMap { hop in
            hop.response?.headers.values(of: "Set-Cookie") ?? []
        }.map { SetCookieLine($0).name.utf8Decoded }.filter { !$0.isEmpty }.uniqued()
        let what =
            names.isEmpty
            ? "the cookie is" : "\(enumerated(names)) \(names.count == 1 ? "is" : "are")"
        return adviser.credentialsAdvice("Include credentials if \(what) to be stored and sent.")
    }

    private func redirectAdvice(_ url: WebURL) -> Advice {
        let fixes = adviser.callFixes { $0.url = url.href }
        if situation.hops.count > 1 {
            return Advice(
                code: failure?.code ?? AdviceCode.redirected.rawValue,
                text:
                    "Call \(url.href) itself: after a redirect to another origin the page's origin "
                    + "is \"null\", which no server should allow.",
                fixes: fixes
            )
        }
        return Advice(
            code: failure?.code ?? "PreflightDisallowedRedirect",
            text: "A preflight must not be redirected. Call the URL that the server redirects to: "
                + "\(url.href)",
            fixes: Framework.strictSlashFixes + fixes
        )
    }
}

extension Adviser {
    /// Returns the advice to include credentials, as code for each API that pages use.
    func credentialsAdvice(_ text: String) -> Advice {
        guard let call = call({ $0.credentials = .include }) else {
            return Advice(code: .credentialsNotIncluded, text: text, fixes: [])
        }
        var fixes = [
            Advice.Fix(Advice.Fix.page, call.fetch), Advice.Fix(Advice.Fix.axios, call.axios),
            Advice.Fix(Advice.Fix.jQuery, call.jQuery), Advice.Fix(Advice.Fix.xhr, call.xhr),
        ]
        if report.initiator == .xhr { fixes.swapAt(0, 3) }
        return Advice(code: .credentialsNotIncluded, text: text, fixes: fixes)
    }
}
