internal import BrowserCORS
internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import Explanations
internal import WebOrigin

// Where page and API have to live.

extension PlanDescription {
    var placeAdvice: Advice? {
        let place = plan.place
        guard place != .asIs, let target = situation.target else { return nil }
        let moved = place.apply(to: situation)
        let url = place.target(target, of: situation, from: moved.page)
        switch place.move {
        case .none: return securedAdvice(url)
        case .oneName(let host): return nameAdvice(host, target, url)
        case .oneSite(let page, let host): return siteAdvice(page, host, target)
        case .proxy: return proxyAdvice(target, url)
        case .ownTab:
            return Advice(
                code: code ?? AdviceCode.framedByAnotherSite.rawValue,
                text: "Open \(report.page?.url.href ?? "the page") in a tab of its own: in a frame "
                    + "of another site its cookies are a third party's.",
                fixes: []
            )
        case .served(let own):
            return Advice(
                code: .filePage,
                text: "A page opened as a file has the origin null. Serve it over http instead"
                    + (plan.grant == nil ? "." : ", and allow that origin."),
                fixes: [
                    Advice.Fix(
                        Advice.Fix.page,
                        "python3 -m http.server 5500 --bind 127.0.0.1  # then open \(own.href)"
                    )
                ]
            )
        case .unsandboxed:
            return Advice(
                code: .sandboxedPage,
                text: "A sandboxed frame has the origin null and belongs to no site. Add "
                    + "allow-same-origin to its sandbox.",
                fixes: []
            )
        }
    }

    /// The first reason of the first cookie.
    private var code: String? {
        let codes = problems.lazy.compactMap(\.code)
        return codes.first { $0.contains("SameSite") } ?? codes.first
    }

    private func callFix(_ url: WebURL) -> [Advice.Fix] {
        adviser.callFixes { call in
            call.url = url.href
            if let credentials = plan.call.credentials { call.credentials = credentials }
        }
    }

    private func nameAdvice(_ host: Host, _ target: WebURL, _ url: WebURL) -> Advice {
        let isTargetRenamed = url.host != target.host
        // The handshake's URL is http.
        let called = report.initiator == .webSocket ? url.webSocketURL.href : url.href
        var names = [report.page?.top.url.host, target.host].compactMap { $0 }.uniqued()
        names.removeAll { $0 == host }
        let odd = names.first(where: \.isUnspecifiedAddress)
        let why =
            odd.map {
                " \($0.serialized) is what a server prints that listens everywhere; browsers cannot open "
                    + "it."
            } ?? ""
        guard let page = report.page, isTargetRenamed else {
            return Advice(
                code: .twoNames,
                text: "Open the page at \(pageOrigin(at: host)), the name that the API has." + why,
                fixes: []
            )
        }
        let isPageRenamed = page.top.url.host != host
        let text =
            isPageRenamed
            ? "Open the page at \(pageOrigin(at: host)), and call \(called)."
            : "Use one name for both: open the page at "
                + "\(pageOrigin(at: target.host ?? host)), or call \(called)."
        let better = odd == nil ? text : "Call \(called)."
        let login = isPageRenamed || odd != nil ? "" : loginAdvice(target, url)
        return Advice(
            code: .twoNames,
            text: (isPageRenamed ? text : better) + login + why,
            fixes: callFix(url)
        )
    }

    /// The page's origin under another name of this machine.
    private func pageOrigin(at host: Host) -> String {
        report.page.map { $0.top.url.with(host: host).origin.serialized }
            ?? "http://\(host.serialized)"
    }

    /// What is stored under the old name stays there; a request that sets cookies is the login itself.
    private func loginAdvice(_ old: WebURL, _ new: WebURL) -> String {
        guard let old = old.host?.serialized, let new = new.host?.serialized,
            report.exchanges.contains(where: { $0.cookies.contains { !$0.isSent } }),
            !report.exchanges.contains(where: { !$0.setCookies.isEmpty })
        else { return "" }
        return
            " If you call \(new), log in there too: cookies stored for \(old) are not sent to it."
    }

    private func siteAdvice(_ page: Host, _ target: Host, _ old: WebURL) -> Advice {
        let https = plan.place.secured == .none ? "" : " over https"
        let names = "\(page.serialized) and \(target.serialized)"
        let oldPage = report.page?.top.url.host
        guard page != oldPage else {
            return Advice(
                code: code ?? AdviceCode.crossSite.rawValue,
                text: "Serve \(pageAndTarget) from one site\(https): \(names), for example.",
                fixes: []
            )
        }
        if let oldPage, let oldTarget = old.host,
            let why = suffixSentence(oldPage, oldTarget, adviser.suffixes)
        {
            return Advice(
                code: code ?? AdviceCode.crossSite.rawValue,
                text: "\(why) Put both under one domain of your own\(https), such as \(names).",
                fixes: []
            )
        }
        return Advice(
            code: code ?? AdviceCode.crossSite.rawValue,
            text:
                "Serve \(pageAndTarget) from one site\(https): give them names below one domain, such "
                + "as \(names).",
            fixes: []
        )
    }

    private func proxyAdvice(_ target: WebURL, _ url: WebURL) -> Advice {
        let path = url.serializedPath + (url.query.map { "?\($0)" } ?? "")
        let it = Framework.express
        let call = adviser.callFixes { $0.url = path }
        let first = url.serializedPath.split(separator: "/").first.map { "/\($0)" } ?? "/"
        let isLocal = report.page?.top.url.host?.isThisMachine == true
        let https =
            plan.place.secured == .none ? "" : ", and serve the page over https"
        guard isLocal else {
            return Advice(
                code: code ?? failure?.code ?? AdviceCode.crossSite.rawValue,
                text: "Let the page's own server pass the calls on (a reverse proxy, or a rewrite "
                    + "rule where it is hosted)\(https): then the browser sees a single origin.",
                fixes: call
            )
        }
        // With an object, so that the cookies' Domain can be rewritten.
        let options = [
            "target: \(it.quoted(target.origin.serialized))", "changeOrigin: true",
            "cookieDomainRewrite: \"\"",
        ]
        let entry = "\(it.quoted(first)): {\(options.joined(separator: ", "))}"
        return Advice(
            code: code ?? failure?.code ?? AdviceCode.crossSite.rawValue,
            text: "Let the page's own server pass the calls on\(https): then the browser sees a "
                + "single origin.",
            fixes: [
                Advice.Fix(
                    Advice.Fix.page,
                    "// vite.config.js\nexport default {server: {proxy: {\(entry)}}}"
                )
            ] + call
        )
    }

    // MARK: https

    private func securedAdvice(_ url: WebURL) -> Advice {
        if situation.target?.scheme == "https", situation.redirectsToHTTP { return redirectAdvice }
        let isMixed = problems.contains { problem in
            if case .notRead(.mixedContent) = problem { true } else { false }
        }
        let page = report.page?.top.url
        switch plan.place.secured {
        case .page, .both:
            let moved = plan.place.apply(to: situation).page?.top.url.origin.serialized ?? ""
            let isOneHost = page?.host == situation.target?.host
            let why =
                report.relation?.schemelesslySameSite == true && plan.place.secured == .page
                ? "http and https of one \(isOneHost ? "host" : "domain") are two sites to SameSite. "
                : ""
            let both = plan.place.secured == .both ? pageAndTarget : "the page"
            let fix =
                "// vite.config.js, with @vitejs/plugin-basic-ssl\n"
                + "export default {plugins: [basicSsl()]}"
            return Advice(
                code: code ?? AdviceCode.insecurePage.rawValue,
                text: "\(why)Serve \(both) over https\(both == "the page" ? " too" : ""): open "
                    + "\(moved).",
                fixes: [Advice.Fix(Advice.Fix.page, fix)]
            )
        case .none, .target:
            let origin = url.origin.serialized
            return Advice(
                code: isMixed
                    ? "MixedContent" : code ?? failure?.code ?? AdviceCode.insecureTarget.rawValue,
                text: isMixed
                    ? "A page on https may call https only. Serve it as \(origin)."
                    : "Serve it over https, as \(origin).",
                fixes: callFix(url)
            )
        }
    }

    /// A server behind a proxy that ends TLS takes itself for one on http.
    private var redirectAdvice: Advice {
        let last = situation.hops.last { $0.response?.headers.contains("Location") == true }
        let location = last?.response?.headers.get("Location")?.isomorphicDecoded ?? ""
        let target = (try? WebURL(parsing: location, base: last?.url))?.upgradedToSecureScheme()
        let call = target.map { ", or call \($0.href) yourself" } ?? ""
        return Advice(
            code: .redirectToHTTP,
            text: "The server redirects an https request to \(location): it does not know that it "
                + "stands behind https. Let it believe the proxy's X-Forwarded-Proto\(call).",
            fixes: Framework.forwardedProtoFixes + (target.map(callFix) ?? [])
        )
    }
}
