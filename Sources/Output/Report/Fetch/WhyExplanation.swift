internal import BrowserCookies
package import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
package import Explanations
package import Terminal
internal import WebOrigin

/// Which stored cookies a request would carry, by which rule, and what would let the others go along.
package struct WhyExplanation {
    private let report: FetchReport
    private let withCredentials: FetchReport
    private let advice: [Advice]
    private let namesake: Namesake?

    /// Cookies of `localhost` when `127.0.0.1` is asked about, or the reverse.
    package struct Namesake: Hashable, Sendable {
        package var host: String
        package var names: [String]

        package init(host: String, names: [String]) {
            self.host = host
            self.names = names
        }
    }

    /// - Parameters:
    ///   - report: Of the request, as it was withheld from the network.
    ///   - withCredentials: The same for a request with credentials: what could go along.
    ///   - advice: On that request.
    ///   - namesake: The other name of this machine, if the jar has cookies for it.
    package init(
        _ report: FetchReport,
        withCredentials: FetchReport,
        advice: [Advice],
        namesake: Namesake?
    ) {
        self.report = report
        self.withCredentials = withCredentials
        self.advice = advice
        self.namesake = namesake
    }

    package var layout: Layout {
        var layout = report.introduction
        if report.preflightCache == .miss {
            layout.text(
                StyledText("A preflight (OPTIONS) asks the server first, without cookies."),
                indentation: 2
            )
        }
        layout.blank()
        guard report.isDryRun, let exchange = report.exchanges.last else {
            if case .rejected(let failure) = report.outcome {
                layout.text(
                    StyledText("✗ nothing would be sent. ", .bad)
                        + StyledText(escaping: failure.sentence)
                        + StyledText(" [\(failure.code)]", .faint)
                )
            }
            return layout
        }
        if !exchange.includesCredentials { appendCredentials(to: &layout) }
        appendVerdicts(isCarried: exchange.includesCredentials, to: &layout)
        appendNamesake(to: &layout)
        return layout
    }

    private func appendCredentials(to layout: inout Layout) {
        layout.text(
            StyledText("✗ no cookie would be sent: ", .bad)
                + StyledText(escaping: report.credentialsCause)
        )
        layout.text(
            StyledText("↳ ", .caution)
                + StyledText("Ask with {credentials: \"include\"}; then these count:"),
            indentation: 2
        )
        layout.blank()
    }

    private func appendVerdicts(isCarried: Bool, to layout: inout Layout) {
        guard let exchange = withCredentials.exchanges.last else { return }
        let verdicts = exchange.cookies
        let host = exchange.url.host?.serialized ?? ""
        guard !verdicts.isEmpty else {
            layout.text(StyledText(escaping: "The jar has no cookie for \(host).", .faint))
            return
        }
        if isCarried, let header = exchange.requestHeaders.get("Cookie") {
            layout.text(
                StyledText("Cookie: ", .faint) + StyledText(escaping: header.utf8Decoded, .strong)
            )
            layout.blank()
        }
        let hosts = withCredentials.hosts(of: exchange)
        // What stands between the two is said once.
        var explainedHosts = hosts
        var repeated = RepeatedReasons()
        let twins = SameNamedCookies(verdicts.map(\.cookie))
        for verdict in verdicts.sentFirst {
            let name = twins.shownName(of: verdict.cookie)
            var text = verdict.isSent ? StyledText("✓ ", .good) : StyledText("✗ ", .bad)
            text.append(escaping: name, .strong)
            text.append(verdict.isSent ? " sent" : " not sent")
            let reasons = reasons(for: verdict, exchange, hosts)
            if let earlier = repeated.earlier(reasons, of: name) {
                text.append(escaping: ", like \(earlier)")
                if !verdict.isSent { text.append(StyledText(" ") + verdict.exclusions.codes) }
                layout.text(text, hanging: 2)
                continue
            }
            text.append(verdict.isSent ? ": " : ". ")
            text.append(self.reasons(for: verdict, exchange, explainedHosts))
            layout.text(text, hanging: 2)
            if verdict.isSent { continue }
            if verdict.exclusions.contains(where: \.isSameSite) {
                explainedHosts?.isDifferenceExplained = true
            }
            let mention = Advice.CookieMention.stored(name: verdict.cookie.name.utf8Decoded)
            // What is for all stands below, once.
            let own = advice.filter { $0.cookies.contains(mention) }
            appendRemedies(own.map(\.text), to: &layout)
        }
        for sentence in SameNamedCookies.sentences(onSent: verdicts.filter(\.isSent).map(\.cookie)) {
            layout.text(StyledText("! ", .caution) + StyledText(escaping: sentence), hanging: 2)
        }
        appendRemedies(advice.filter { $0.cookies.isEmpty }.map(\.text), to: &layout)
        layout.blank()
        let sent = verdicts.count(where: \.isSent)
        layout.text(
            StyledText("\(sent) of \(counted(verdicts.count, "cookie")) ", .strong)
                + StyledText(isCarried ? "would be sent." : "would be sent with credentials.")
        )
    }

    private func appendRemedies(_ texts: [String], to layout: inout Layout) {
        for text in texts {
            layout.text(
                StyledText("↳ ", .caution) + StyledText(escaping: text),
                indentation: 2,
                hanging: 2
            )
        }
    }

    /// The rules that let it go along, or those that did not.
    private func reasons(
        for verdict: CookieVerdict,
        _ exchange: Exchange,
        _ hosts: HostPair?
    ) -> StyledText {
        guard verdict.isSent else { return Report.reasons(verdict.exclusions, hosts) }
        let rules = verdict.cookie.matchSentence(url: exchange.url, sameSite: exchange.sameSite)
        var text = StyledText(escaping: "\(rules).")
        for warning in verdict.warnings { text.append(escaping: " " + warning.sentence, .caution) }
        return text
    }

    private func appendNamesake(to layout: inout Layout) {
        guard let namesake, !namesake.names.isEmpty else { return }
        layout.text(
            StyledText("! ", .caution)
                + StyledText(
                    escaping: "\(namesake.host), another name of this machine, has cookies of its "
                        + "own: \(enumerated(namesake.names)). They never go to this host."
                ),
            hanging: 2
        )
    }
}

extension CookieExclusion {
    fileprivate var isSameSite: Bool {
        if case .sameSite = self { true } else { false }
    }
}
