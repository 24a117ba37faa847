internal import BrowserCORS
internal import BrowserCookies
package import BrowserFetch
internal import BrowserHTTP
package import BrowserInfra
package import Explanations
internal import Fixes
package import Terminal
internal import WebOrigin

/// The explanation of a fetch, visit or load: how the page and the target are related, what was sent and
/// received, the verdict on each cookie, and what the page sees.
package struct FetchExplanation {
    /// The amount of detail.
    package enum Detail: Hashable, Sendable {
        case oneLine, standard, verbose
    }

    let report: FetchReport
    let advice: [Advice]
    /// The framework whose code the fixes show.
    let framework: Framework
    let detail: Detail
    let now: Moment

    /// Creates the explanation. `framework` is the one that the user gave, or `nil` to use the one that
    /// the responses suggest; `now` is the moment from which lifetimes are counted.
    package init(
        _ report: FetchReport,
        advice: [Advice],
        framework: Framework? = nil,
        detail: Detail,
        now: Moment
    ) {
        self.report = report
        self.advice = advice
        // Only advice contains code, and guessing would take a seventh of the instructions of a short
        // command.
        let guess =
            framework == nil && !advice.isEmpty
            ? FrameworkGuess(report.exchanges.compactMap(\.response)) : nil
        self.framework = framework ?? guess?.framework ?? .default
        self.detail = detail
        self.now = now
    }

    package var layout: Layout {
        var layout = Layout()
        if detail == .oneLine {
            // In a log, an entry stays on one line, however long it is.
            layout.verbatim(summary, indentation: 0)
            return layout
        }
        layout.append(report.introduction)
        if report.httpCache == .hit {
            layout.text(
                StyledText("Served from the HTTP cache: nothing was sent.", .caution),
                indentation: 2
            )
        }
        for (index, exchange) in report.exchanges.enumerated() {
            layout.blank()
            append(exchange, number: index + 1, to: &layout)
        }
        layout.blank()
        appendOutcome(to: &layout)
        appendBasis(to: &layout)
        appendViolationReports(to: &layout)
        return layout
    }

    /// Adds the evidence for the verdicts if it is weaker than the evidence for the fetch policy.
    private func appendBasis(to layout: inout Layout) {
        guard report.basis != report.policy.evidence.fetch else { return }
        layout.row("basis", StyledText(report.basis.sentence, .faint), indentation: 0)
    }

    func mark(_ isGood: Bool) -> StyledText {
        isGood ? StyledText("✓ ", .good) : StyledText("✗ ", .bad)
    }
}

extension FetchReport {
    /// What makes the request, and how page and target are related, before anything is sent.
    var introduction: Layout {
        var layout = Layout()
        var headline = StyledText(escaping: sourceCode, .strong)
        if page != nil {
            headline.append(" from ", .faint)
            headline.append(escaping: pageName, .strong)
        }
        layout.text(headline)
        let relation = relationSentence
        if !relation.isEmpty { layout.text(relation, indentation: 2) }
        for redirect in internalRedirects {
            layout.text(
                StyledText("! ", .caution) + StyledText(escaping: redirect.sentence),
                indentation: 2
            )
        }
        for warning in warnings {
            layout.text(
                StyledText("! ", .caution) + StyledText(escaping: warning.sentence),
                indentation: 2
            )
        }
        return layout
    }

    /// A sentence that says whether the target is same-site and same-origin, and what differs.
    private var relationSentence: StyledText {
        guard let page else {
            return StyledText(
                "No page made the request, so every cookie may be sent, even "
                    + "Strict ones."
            )
        }
        guard let relation else { return StyledText() }
        if relation.sameOrigin {
            return StyledText("Same origin", .strong)
                + StyledText(": \(sameOriginConsequence) ")
                + StyledText(isInFrameOfAnotherSite ? frameSentence : "")
        }
        if page.origin.isOpaque {
            return StyledText("Cross-origin and cross-site", .strong)
                + StyledText(": the page has an opaque origin and sends Origin: null.")
        }
        // A target without an origin, such as a data: URL, has no component that could differ.
        guard !relation.differsBy.isEmpty else { return StyledText() }
        var text = StyledText(relation.sameSite ? "Same-site" : "Cross-site", .strong)
        text.append(" and ")
        text.append("cross-origin", .strong)
        text.append(escaping: ": \(differences(relation)). ")
        text.append(escaping: consequence(relation))
        return text
    }

    private var sameOriginConsequence: String {
        switch initiator {
        case .fetch: "CORS does not apply, and fetch() sends cookies by default."
        // CORS does not apply to navigations in the first place.
        case .navigation: "SameSite does not block any cookies here."
        default: "CORS does not apply, and cookies are sent by default."
        }
    }

    private var frameSentence: String {
        guard let party = exchanges.first?.crossSiteParty else {
            return "But the frames around it count too: \(policy.crossSiteClause)."
        }
        return "But it is in a frame of \(party.name): \(policy.crossSiteClause)."
    }

    /// Whether the page shares the target's site, but is in a frame of another site, so that its
    /// requests are cross-site.
    private var isInFrameOfAnotherSite: Bool {
        page?.ancestors.isEmpty == false && relation?.sameSite == true
            && exchanges.first?.sameSite.level == .crossSite
    }

    private func differences(_ relation: OriginComparison) -> String {
        guard let page, let url else { return "" }
        let components = relation.differsBy.map { component in
            switch component {
            case .scheme: "scheme (\(page.origin.scheme ?? ""), \(url.scheme))"
            case .host: "host (\(page.url.host?.serialized ?? ""), \(url.host?.serialized ?? ""))"
            case .port: "port (\(port(page.url)), \(port(url)))"
            }
        }
        let verb = components.count == 1 ? "differs" : "differ"
        let only = components.count == 1 ? "only the " : "the "
        return "\(only)\(enumerated(components)) \(verb)"
    }

    private func port(_ url: WebURL) -> String {
        url.portOrDefault.map { String($0) } ?? "none"
    }

    private func consequence(_ relation: OriginComparison) -> String {
        if case .navigation(_, let target)? = asked, target.isTopLevel {
            return relation.sameSite
                ? "SameSite does not block any cookies here."
                : method == "GET"
                    ? "A link also carries SameSite=Lax cookies, but not Strict ones."
                    : "A POST from another site carries SameSite=None cookies, and very new ones "
                        + "without SameSite."
        }
        if isInFrameOfAnotherSite { return frameSentence }
        if relation.sameSite {
            return initiator == .webSocket
                ? "SameSite does not block any cookies here; and a WebSocket has no CORS: the "
                    + "server itself "
                    + "must check Origin."
                : initiator == .beacon
                    ? "SameSite does not block any cookies here."
                    : mode == .noCORS
                        ? "SameSite does not block any cookies here; script cannot read the "
                            + "response."
                        : "SameSite does not block any cookies here; CORS decides what the page "
                            + "can read."
        }
        if relation.schemelesslySameSite {
            return policy.cookies.siteComparison == .schemeful
                ? "http and https of one host are different sites to SameSite."
                : "In this browser, cookies ignore the scheme."
        }
        let hosts = HostPair(
            page: page?.top.url.host?.serialized ?? "",
            target: url?.host?.serialized ?? ""
        )
        return hosts.isOneMachine
            ? "Both are this machine, but they are different sites: \(policy.crossSiteClause)."
            : "Across sites, \(policy.crossSiteClause)."
    }
}
