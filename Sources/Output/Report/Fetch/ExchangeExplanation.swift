internal import BrowserCORS
internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import Explanations
internal import Fixes
internal import Terminal
internal import WebOrigin

// What went over the wire, and what the browser's rules made of it.

extension FetchExplanation {
    private static let indentation = 3
    /// More cookies of other hosts and paths than these are only counted: most jars have many.
    private static let unrelatedLimit = 3

    func append(_ exchange: Exchange, number: Int, to layout: inout Layout) {
        if report.preflightCache == .hit, number == 1 {
            layout.text(
                StyledText("No preflight: the server's consent is cached.", .faint),
                indentation: 2
            )
            layout.blank()
        }
        if report.httpCache == .revalidated, number == report.exchanges.count {
            layout.text(
                StyledText("The server said that the cached response is still good.", .faint),
                indentation: 2
            )
        }
        var title = StyledText("\(number) ", .faint)
        if exchange.kind == .preflight { title.append("Preflight ", .strong) }
        title.append(escaping: "\(exchange.method) \(exchange.url.href)")
        if let response = exchange.response {
            let reason = response.statusText.isomorphicDecoded
            title.append(" → ", .faint)
            title.append(
                escaping: "\(response.status)\(reason.isEmpty ? "" : " \(reason)")",
                .strong
            )
            title.append(" \(milliseconds(response.durationMicroseconds))", .faint)
        } else {
            title.append(" → ", .faint)
            title.append("no response", .bad)
        }
        layout.text(title, hanging: 3)
        let cause = report.preflightCause(exchange)
        if !cause.isEmpty {
            layout.text(StyledText(escaping: "asked first \(cause)", .faint), indentation: 3)
        }
        if detail == .verbose { append(exchange.requestHeaders, arrow: "→", to: &layout) }
        appendCookies(of: exchange, to: &layout)
        if detail == .verbose, let response = exchange.response {
            append(response.headers, arrow: "←", to: &layout)
        }
        appendSetCookies(of: exchange, to: &layout)
        appendSiteData(of: exchange, to: &layout)
        appendCORS(of: exchange, to: &layout)
    }

    private func append(_ headers: HeaderList, arrow: String, to layout: inout Layout) {
        for header in headers.headers {
            var text = StyledText("\(arrow) ", .faint)
            text.append(escaping: "\(header.name): ", .faint)
            text.append(escaping: header.value.isomorphicDecoded)
            layout.text(text, indentation: Self.indentation, hanging: 4)
        }
    }

    /// Whether no connection came about, so that the server has got nothing.
    func isUnsent(_ exchange: Exchange) -> Bool {
        guard exchange.response == nil, case .rejected(.transport(let error)) = report.outcome
        else {
            return false
        }
        return error.isBeforeRequest
    }

    // MARK: Cookies

    private func appendCookies(of exchange: Exchange, to layout: inout Layout) {
        var rows = CookieRows(label: "cookies", indentation: Self.indentation)
        if exchange.kind == .preflight {
            rows.add(StyledText("none: a preflight never carries any", .faint))
        } else if !exchange.includesCredentials {
            rows.add(StyledText(escaping: "none: \(report.credentialsCause)"))
        } else if exchange.cookies.isEmpty {
            let host = exchange.url.host?.serialized ?? ""
            rows.add(StyledText(escaping: "none stored for \(host)", .faint))
        } else {
            let hosts = report.hosts(of: exchange)
            let unrelated = exchange.cookies.filter(\.isUnrelated)
            let hidesUnrelated = detail != .verbose && unrelated.count > Self.unrelatedLimit
            var repeated = RepeatedReasons()
            let twins = SameNamedCookies(exchange.cookies.map(\.cookie))
            let sentWord = isUnsent(exchange) ? " would be sent" : " sent"
            for verdict in exchange.cookies.sentFirst where !hidesUnrelated || !verdict.isUnrelated
            {
                var text = mark(verdict.isSent)
                let name = twins.shownName(of: verdict.cookie)
                text.append(escaping: name, .strong)
                text.append(verdict.isSent ? sentWord : " not sent")
                let reasons = reasons(verdict.exclusions, hosts)
                if verdict.isSent {
                    for warning in verdict.warnings {
                        text.append(escaping: " (\(warning.sentence))", .caution)
                    }
                    rows.add(text)
                } else if let earlier = repeated.earlier(reasons, of: name) {
                    text.append(escaping: ", like \(earlier) ")
                    text.append(verdict.exclusions.codes)
                    rows.add(text)
                } else {
                    text.append(". ")
                    text.append(reasons)
                    rows.add(text)
                }
            }
            let sent = exchange.cookies.filter(\.isSent).map(\.cookie)
            for sentence in SameNamedCookies.sentences(onSent: sent) {
                rows.add(StyledText("! ", .caution) + StyledText(escaping: sentence))
            }
            if hidesUnrelated {
                rows.add(
                    StyledText(
                        "\(counted(unrelated.count, "cookie")) of other hosts or paths not sent "
                            + "(crumb why lists them)",
                        .faint
                    )
                )
            }
        }
        layout.append(rows.layout)
    }

    private func appendSetCookies(of exchange: Exchange, to layout: inout Layout) {
        let hosts = report.hosts(of: exchange)
        var rows = CookieRows(label: "set-cookie", indentation: Self.indentation)
        for verdict in exchange.setCookies {
            var text = mark(verdict.effect != .rejected && verdict.effect != .ignored)
            text.append(escaping: verdict.shownName, .strong)
            text.append(" \(verdict.effectPhrase)")
            if verdict.effect == .ignored {
                text.append(
                    exchange.kind == .preflight
                        ? ": a preflight sets no cookies"
                        : exchange.includesCredentials
                            ? ": a handshake that fails sets no cookies in this browser"
                            : ": without credentials a response sets no cookies"
                )
            }
            if let cookie = verdict.cookie, [.created, .updated].contains(verdict.effect) {
                text.append(escaping: ": " + cookie.summary(now: now), .faint)
            }
            if !verdict.refusals.isEmpty { text.append(". ") }
            text.append(reasons(verdict.refusals, hosts))
            if verdict.effect == .created, let cookie = verdict.cookie {
                let before = exchange.cookies.filter { !$0.isUnrelated }.map(\.cookie)
                let twins = SameNamedCookies(before)
                if let own = twins.distinction(of: cookie),
                    let twin = before.first(where: { $0.name == cookie.name }),
                    let other = SameNamedCookies([cookie, twin]).distinction(of: twin)
                {
                    text.append(
                        escaping: " (\(own): a second \(cookie.shownName) beside that of \(other))",
                        .caution
                    )
                }
            }
            for fault in verdict.faults {
                text.append(escaping: " (\(fault.sentence))", .caution)
            }
            for warning in verdict.warnings
            where warning.isSurprising || (detail == .verbose && verdict.effect != .rejected) {
                text.append(escaping: " (\(warning.sentence))", .caution)
            }
            rows.add(text)
        }
        layout.append(rows.layout)
    }

    // MARK: CORS

    private func appendCORS(of exchange: Exchange, to layout: inout Layout) {
        guard let verdict = exchange.cors else { return }
        let headers = exchange.response?.headers
        var text: StyledText
        switch verdict {
        case .passed:
            text = mark(true)
            text.append(escaping: permission(headers))
            if exchange.kind == .preflight { text.append(escaping: grant(headers)) }
        case .failed(let failure):
            text = mark(false)
            text.append(escaping: failure.sentence)
            text.append(" [\(failure.code)]", .faint)
        }
        layout.row("CORS", text, indentation: Self.indentation)
    }

    /// The very headers that let the page through.
    private func permission(_ headers: HeaderList?) -> String {
        let allowed = headers?.get("Access-Control-Allow-Origin")?.isomorphicDecoded ?? ""
        let header = "Access-Control-Allow-Origin: \(allowed)"
        if report.credentials == .include {
            return "\(header) and Access-Control-Allow-Credentials: true"
        }
        return allowed == "*" ? "\(header) lets every page read it" : header
    }

    private func grant(_ headers: HeaderList?) -> String {
        ["Methods", "Headers"].compactMap { name in
            headers?.get("Access-Control-Allow-\(name)").map {
                ", Access-Control-Allow-\(name): \($0.isomorphicDecoded)"
            }
        }.joined()
    }
}

private func milliseconds(_ microseconds: Int64) -> String {
    microseconds < 10_000
        ? "\(Double((microseconds + 50) / 100) / 10) ms" : "\((microseconds + 500) / 1000) ms"
}

extension CookieWarning {
    /// Whether a reader should hear of it without asking.
    fileprivate var isSurprising: Bool {
        switch self {
        case .secureOnLoopback: false
        case .attributeTooLong, .invalidExpires, .invalidMaxAge, .unknownSameSite,
            .domainNotASCII, .laxAllowingUnsafe:
            true
        }
    }
}
