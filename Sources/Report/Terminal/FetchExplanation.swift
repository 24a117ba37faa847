internal import CORS
internal import Cookies
package import Fetch
internal import HTTP
package import Infra
internal import WebOrigin

/// A fetch, visit or load, told to the person who asked: who calls whom, what went over the wire,
/// what became of each cookie, and what the page sees.
package struct FetchExplanation {
    package enum Detail: Hashable, Sendable {
        case oneLine, standard, verbose
    }

    private let report: FetchReport
    private let advice: [Advice]
    private let detail: Detail
    private let now: Moment

    /// `now`: the moment from which lifetimes are counted.
    package init(_ report: FetchReport, advice: [Advice], detail: Detail, now: Moment) {
        self.report = report
        self.advice = advice
        self.detail = detail
        self.now = now
    }

    package var layout: Layout {
        var layout = Layout()
        if detail == .oneLine {
            // A log's line stays one line, however long it is.
            layout.verbatim(summary, indentation: 0)
            return layout
        }
        layout.text(headline)
        layout.text(relation, indentation: 2)
        for warning in report.warnings {
            layout.text(StyledText("! ", .caution) + safe(warning.sentence), indentation: 2)
        }
        for (index, exchange) in report.exchanges.enumerated() {
            layout.blank()
            append(exchange, number: index + 1, to: &layout)
        }
        layout.blank()
        appendOutcome(to: &layout)
        appendBasis(to: &layout)
        return layout
    }

    /// Where cookies were judged by less than the rest: how well that is known.
    private func appendBasis(to layout: inout Layout) {
        guard report.basis != report.policy.evidence.fetch else { return }
        layout.row("Basis", StyledText(report.basis.sentence, .faint), indentation: 0)
    }

    private func safe(_ text: String, _ style: StyledText.Style = .plain) -> StyledText {
        StyledText(text.terminalSafe, style)
    }

    // MARK: Who asks whom

    private var target: String { report.url?.href ?? report.urlText }

    private var pageName: String {
        guard let page = report.page else { return "the address bar" }
        return page.origin.isOpaque ? "\(page.url.href) (origin null)" : page.origin.serialized
    }

    private var headline: StyledText {
        safe("\(report.method) \(target)", .strong) + StyledText("  from ", .faint)
            + safe(pageName, .strong)
    }

    private var relation: StyledText {
        guard let relation = report.relation else {
            return StyledText(
                report.page == nil ? "Typed: no page asks, so every cookie may go along." : ""
            )
        }
        if relation.sameOrigin { return StyledText("Same origin: CORS does not apply.") }
        let page = report.page?.top.url.host?.serialized ?? ""
        let host = report.url?.host?.serialized ?? ""
        var text = StyledText("Cross-origin", .strong)
        if report.page?.origin.isOpaque == true {
            text.append(" and cross-site: the page has no origin of its own (\"null\").")
            return text
        }
        text.append(
            " (\(list(relation.differsBy.map(\.rawValue))) \(relation.differsBy.count == 1 ? "differs" : "differ")), "
        )
        if relation.sameSite {
            text.append("same-site", .strong)
            text.append(": cookies may go along, CORS decides what the page reads.")
        } else if relation.schemelesslySameSite {
            text.append("cross-site", .strong)
            text.append(
                report.policy.cookies.siteComparison == .schemeful
                    ? ": http and https of one host are different sites."
                    : ", but not to this browser's cookies: they do not look at the scheme."
            )
        } else {
            text.append("cross-site", .strong)
            let isSameMachine = Set([page, host]) == ["localhost", "127.0.0.1"]
            text.append(": \(page) and \(host) are different sites".terminalSafe)
            text.append(isSameMachine ? ", though both are this machine." : ".")
        }
        return text
    }

    // MARK: On the wire

    private func append(_ exchange: Exchange, number: Int, to layout: inout Layout) {
        var title = StyledText("\(number)  ", .faint)
        if exchange.kind == .preflight { title.append("Preflight ", .strong) }
        title.append(safe("\(exchange.method) \(exchange.url.href)"))
        if let response = exchange.response {
            let reason = response.statusText.isomorphicDecoded
            title.append("  → ", .faint)
            title.append(
                safe("\(response.status)\(reason.isEmpty ? "" : " \(reason)")", .strong)
            )
            title.append("  \(milliseconds(response.durationMicroseconds))", .faint)
        }
        layout.text(title)
        if detail == .verbose { append(exchange.requestHeaders, arrow: "→", to: &layout) }
        appendCookies(of: exchange, to: &layout)
        if detail == .verbose, let response = exchange.response {
            append(response.headers, arrow: "←", to: &layout)
        }
        appendSetCookies(of: exchange, to: &layout)
        appendCORS(of: exchange, to: &layout)
    }

    private func append(_ headers: HeaderList, arrow: String, to layout: inout Layout) {
        for header in headers.headers {
            var text = StyledText("\(arrow) ", .faint)
            text.append(safe("\(header.name): ", .faint))
            text.append(safe(header.value.isomorphicDecoded))
            layout.text(text, indentation: 3)
        }
    }

    private func appendCookies(of exchange: Exchange, to layout: inout Layout) {
        if exchange.kind == .preflight {
            layout.row("cookies", StyledText("never sent with a preflight", .faint), indentation: 3)
            return
        }
        guard exchange.includesCredentials else {
            layout.row("cookies", withoutCredentials(exchange), indentation: 3)
            return
        }
        guard !exchange.cookies.isEmpty else {
            let host = exchange.url.host?.serialized ?? ""
            layout.row(
                "cookies",
                StyledText("none stored for \(host)".terminalSafe, .faint),
                indentation: 3
            )
            return
        }
        let hosts = report.hosts(of: exchange)
        for (index, verdict) in exchange.cookies.enumerated() {
            var text = mark(verdict.isSent)
            text.append(safe(name(of: verdict.cookie), .strong))
            text.append(verdict.isSent ? " sent" : " not sent. ")
            for exclusion in verdict.exclusions {
                text.append(safe(exclusion.sentence(hosts)))
                text.append(" [\(exclusion.code)] ", .faint)
            }
            for warning in verdict.warnings { text.append(safe(" " + warning.sentence, .caution)) }
            layout.row(index == 0 ? "cookies" : "", text, indentation: 3)
        }
    }

    private func withoutCredentials(_ exchange: Exchange) -> StyledText {
        let mode = report.credentials.rawValue
        let cause =
            report.credentials == .omit
            ? "credentials is \"omit\""
            : "credentials is \"\(mode)\", and the target is of another origin"
        return StyledText("none: \(cause)")
    }

    private func appendSetCookies(of exchange: Exchange, to layout: inout Layout) {
        let hosts = report.hosts(of: exchange)
        for (index, verdict) in exchange.setCookies.enumerated() {
            var text = mark(verdict.effect != .rejected && verdict.effect != .ignored)
            text.append(safe(verdict.cookie.map(name) ?? lineName(verdict.line), .strong))
            switch verdict.effect {
            case .created: text.append(" stored")
            case .updated: text.append(" stored over the old value")
            case .deleted: text.append(" deleted")
            case .rejected: text.append(" not stored. ")
            case .ignored:
                text.append(
                    exchange.kind == .preflight
                        ? " ignored: a preflight sets no cookies"
                        : " ignored: without credentials a response sets no cookies"
                )
            }
            if let cookie = verdict.cookie, [.created, .updated].contains(verdict.effect) {
                text.append(safe(": " + cookie.summary(now: now), .faint))
            }
            for refusal in verdict.refusals {
                text.append(safe(refusal.sentence(hosts)))
                text.append(" [\(refusal.code)] ", .faint)
            }
            for warning in verdict.warnings where detail == .verbose || warning.isSurprising {
                text.append(safe(" " + warning.sentence, .caution))
            }
            layout.row(index == 0 ? "set-cookie" : "", text, indentation: 3)
        }
    }

    private func appendCORS(of exchange: Exchange, to layout: inout Layout) {
        guard let verdict = exchange.cors else { return }
        let headers = exchange.response?.headers
        switch verdict {
        case .passed:
            var text = mark(true)
            let allowed = headers?.get("Access-Control-Allow-Origin")?.isomorphicDecoded ?? ""
            text.append(safe("Access-Control-Allow-Origin: \(allowed)"))
            if report.credentials == .include {
                text.append(" and Access-Control-Allow-Credentials: true")
            }
            if exchange.kind == .preflight { text.append(preflightGrant(headers)) }
            layout.row("CORS", text, indentation: 3)
        case .failed(let failure):
            var text = mark(false)
            text.append(safe(failure.sentence))
            text.append(" [\(failure.code)]", .faint)
            layout.row("CORS", text, indentation: 3)
        }
    }

    private func preflightGrant(_ headers: HeaderList?) -> StyledText {
        var text = StyledText()
        for name in ["Methods", "Headers"] {
            guard let value = headers?.get("Access-Control-Allow-\(name)") else { continue }
            text.append(safe("; \(name.lowercased()) \(value.isomorphicDecoded)"))
        }
        return text
    }

    // MARK: What the page sees

    private func appendOutcome(to layout: inout Layout) {
        layout.row("page", outcomeText, indentation: 0)
        if case .rejected(let failure) = report.outcome {
            for message in report.consoleMessages where !failure.isNetworkFailure {
                layout.row("console", safe(message, .faint), indentation: 0)
            }
        }
        for entry in advice {
            layout.row("fix", safe(entry.text), indentation: 0)
            if let fix = entry.fixes.first {
                for line in fix.code.split(separator: "\n", omittingEmptySubsequences: false) {
                    layout.verbatim(safe(String(line), .good), indentation: Layout.labelWidth)
                }
            }
        }
    }

    private var outcomeText: StyledText {
        switch report.outcome {
        case .fulfilled(let response): fulfilledText(response)
        case .rejected(let failure): rejectedText(failure)
        }
    }

    private func fulfilledText(_ response: PageResponse) -> StyledText {
        var text = mark(true)
        switch report.initiator {
        case .navigation:
            text.append("shows ")
            text.append(safe(response.url, .strong))
            text.append(" (\(response.status))")
        case .element where response.isOpaque:
            text.append("gets it, and script cannot read it (an opaque response)")
        case .fetch, .xhr, .element:
            if response.isOpaque {
                text.append("gets an opaque response: status 0, no headers, no body", .caution)
            } else {
                text.append("reads the response: ")
                text.append("status \(response.status)", .strong)
                text.append(response.headers.isEmpty ? "" : ", headers ")
                text.append(safe(response.headers.map(\.name).joined(separator: ", "), .faint))
            }
        }
        return text
    }

    private func rejectedText(_ failure: FetchFailure) -> StyledText {
        var text = mark(false)
        let message = report.scriptMessage(of: failure)
        let error =
            report.errorName(of: failure) + (message.isEmpty ? "" : ": \(message)")
        switch report.initiator {
        case .fetch, .xhr: text.append(safe(error, .bad))
        case .element: text.append("gets an error event", .bad)
        case .navigation: text.append("shows an error page", .bad)
        }
        // What CORS said stands beside the exchange already.
        if case .cors = failure, report.exchanges.last?.cors != nil {
            text.append(
                report.exchanges.last?.kind == .preflight
                    ? ". The server did not get the request itself."
                    : ". The server got the request and answered; the page may not see it."
            )
        } else {
            text.append(". ")
            text.append(safe(failure.sentence))
        }
        text.append(" [\(failure.code)]", .faint)
        return text
    }

    /// All of it in one line, for pipes and logs.
    private var summary: StyledText {
        var text = StyledText("crumb: ", .faint)
        text.append(safe("\(report.method) \(target) from \(pageName): "))
        switch report.outcome {
        case .fulfilled(let response):
            text.append(
                response.isOpaque ? "opaque" : "visible, \(response.status)",
                response.isOpaque ? .caution : .good
            )
        case .rejected(let failure):
            text.append(failure.isNetworkFailure ? "failed" : "blocked", .bad)
            text.append(safe(", \(failure.code): \(failure.sentence)"))
            if let hint = advice.first(where: { $0.code == Advice.missingScheme }) {
                text.append(safe(" \(hint.text)"))
            }
        }
        for exchange in report.exchanges where exchange.kind != .preflight {
            for verdict in exchange.cookies where !verdict.isSent {
                text.append(
                    safe(
                        "; \(name(of: verdict.cookie)) not sent "
                            + "[\(verdict.exclusions.map(\.code).joined(separator: ", "))]"
                    )
                )
            }
            for verdict in exchange.setCookies {
                let codes = verdict.refusals.map(\.code)
                let reasons = codes.isEmpty ? "" : " [\(codes.joined(separator: ", "))]"
                text.append(
                    safe(
                        "; \(verdict.cookie.map(name) ?? lineName(verdict.line)) "
                            + "\(verdict.effect.rawValue)\(reasons)"
                    )
                )
            }
        }
        return text
    }

    private func mark(_ isGood: Bool) -> StyledText {
        isGood ? StyledText("✓ ", .good) : StyledText("✗ ", .bad)
    }

    private func name(of cookie: Cookie) -> String {
        cookie.name.isEmpty ? "(no name) \(cookie.value.utf8Decoded)" : cookie.name.utf8Decoded
    }

    /// The name in a line that made no cookie.
    private func lineName(_ line: ByteString) -> String {
        let pair = ByteString(line.bytes.prefix { $0 != UInt8(ascii: ";") })
        let name = ByteString(pair.bytes.prefix { $0 != UInt8(ascii: "=") })
        let text = name.trimming(while: \.isHTTPTabOrSpace).utf8Decoded
        return text.isEmpty ? "(no name)" : String(text.prefix(60))
    }
}

private func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
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
