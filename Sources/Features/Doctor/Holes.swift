internal import BrowserFetch
internal import Explanations
internal import Fixes
internal import WebOrigin

// Pages that can read what they should not.

extension Examination {
    var holes: [Finding] {
        if question.isWebSocket { return openSockets }
        let strangers = reports(of: .stranger, where: \.readsWithCredentials)
        guard !strangers.isEmpty else {
            return carelessMatches(
                letting: "read what a logged-in user sees",
                fixes: grant.fixes,
                topic: .consent,
                where: \.readsWithCredentials
            )
        }
        return [
            Finding(
                .hole,
                code: .reflectedOrigin,
                text: "Any site on the web can read what a logged-in user sees: the server "
                    + "allows any origin that asks, with credentials. List the pages that may "
                    + "read it.",
                fixes: grant.fixes,
                topic: .consent,
                in: strangers.map(\.browser)
            )
        ]
    }

    /// Names that are let in for looking like the page's, and the one that anybody can have.
    ///
    /// `deed`: what they may do then.
    func carelessMatches(
        letting deed: String,
        fixes: [Advice.Fix],
        topic: Advice.Topic = .other,
        where isLetIn: (FetchReport) -> Bool
    ) -> [Finding] {
        var findings: [Finding] = []
        let lookalike = results(where: { $0 == .lookalike })
            .first { $0.reports.contains(where: isLetIn) }
        if let lookalike {
            findings.append(
                Finding(
                    .hole,
                    code: .originMatchedLoosely,
                    text: "\(lookalike.probe.page.origin.serialized) may \(deed), and anyone can "
                        + "register such a name. Compare whole origins, not how they begin or end.",
                    fixes: fixes,
                    topic: topic,
                    in: browsers
                )
            )
        }
        let sandboxes =
            question.page.origin.isOpaque ? [] : reports(of: .sandboxed, where: isLetIn)
        if !sandboxes.isEmpty {
            findings.append(
                Finding(
                    .hole,
                    code: .nullOriginAllowed,
                    text: "The origin null may \(deed), and any site can create a sandboxed "
                        + "frame that has it. Remove null from the list.",
                    fixes: fixes,
                    topic: topic,
                    in: sandboxes.map(\.browser)
                )
            )
        }
        return findings
    }

    func reports(
        of purpose: Probe.Purpose,
        where isWanted: (FetchReport) -> Bool
    ) -> [FetchReport] {
        result(purpose)?.reports.filter(isWanted) ?? []
    }
}

extension FetchReport {
    /// Across origins; a page of the API's own origin reads everything, as it should.
    fileprivate var readsWithCredentials: Bool {
        guard case .fulfilled(let response) = outcome else { return false }
        return response.kind == .cors && exchanges.last?.includesCredentials == true
    }
}
