internal import BrowserFetch
internal import BrowserInfra
internal import Explanations
internal import Terminal
internal import WebOrigin

// Headers in a response that affect the whole site: Clear-Site-Data and Strict-Transport-Security.

extension FetchExplanation {
    func appendSiteData(of exchange: Exchange, to layout: inout Layout) {
        if let verdict = exchange.clearSiteData { append(verdict, to: &layout) }
        guard let header = exchange.transportSecurity else { return }
        let host = exchange.url.host?.serialized ?? ""
        let scope = header.includesSubdomains ? "\(host) and its subdomains are" : "\(host) is"
        let text =
            header.maxAge > 0
            ? "\(scope) only requested over https for the next \(durationWords(header.maxAge))"
            : "\(host) may be requested over http again"
        layout.row("hsts", mark(true) + StyledText(escaping: text), indentation: 3)
    }

    private func append(_ verdict: ClearSiteDataVerdict, to layout: inout Layout) {
        var text = mark(verdict.obstacle == nil && !verdict.types.isEmpty)
        switch verdict.obstacle {
        case .insecureOrigin:
            text.append("Clear-Site-Data only takes effect over https and on this machine")
        case .withoutCredentials:
            text.append("Clear-Site-Data has no effect: the request had no credentials")
        case .notObeyed:
            text.append("In this browser, Clear-Site-Data has no effect on this kind of request")
        case nil:
            text.append(escaping: cleared(verdict))
        }
        layout.row("clears", text, indentation: 3)
        for type in verdict.unknownTypes {
            let hint =
                ["cookies", "storage", "cache", "*"].contains(type)
                ? ": write it in quotation marks, \"\(type)\"" : ""
            layout.row(
                "",
                StyledText("! ", .caution)
                    + StyledText(escaping: "\(type) is not a known type\(hint)"),
                indentation: 3
            )
        }
    }

    private func cleared(_ verdict: ClearSiteDataVerdict) -> String {
        var parts: [String] = []
        if verdict.clearsCookies {
            let names = verdict.cookies.map(\.shownName).uniqued()
            parts.append(
                names.isEmpty
                    ? "cookies (there were none)" : "the cookies \(enumerated(names))"
            )
        }
        if verdict.clearsStorage { parts.append("localStorage and sessionStorage") }
        if verdict.clearsCache { parts.append("the HTTP cache") }
        return parts.isEmpty ? "nothing that crumb stores" : enumerated(parts)
    }
}
