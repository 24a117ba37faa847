internal import Explanations
internal import Fetch
internal import Fixes
internal import WebOrigin

// Pages that can read what they should not.

extension Examination {
    var holes: [Finding] {
        if question.isWebSocket { return openSockets }
        let strangers = readers(.stranger)
        let fixes = grant.fixes
        var findings: [Finding] = []
        if !strangers.isEmpty {
            findings.append(
                Finding(
                    .hole,
                    code: "ReflectedOrigin",
                    text: "Any site on the web can read what a logged-in user sees: the server "
                        + "allows whichever origin asks, with credentials. Name the pages that may read it.",
                    fixes: fixes,
                    topic: .consent,
                    in: strangers
                )
            )
        } else if let lookalike = results(where: { $0 == .lookalike }).first(where: \.isRead) {
            findings.append(
                Finding(
                    .hole,
                    code: "OriginMatchedLoosely",
                    text: "\(lookalike.probe.page.origin.serialized) may read what a logged-in "
                        + "user sees, and anyone can register such a name. Compare whole origins, "
                        + "not how they begin or end.",
                    fixes: fixes,
                    topic: .consent,
                    in: browsers
                )
            )
        }
        let sandboxes = question.page.origin.isOpaque ? [] : readers(.sandboxed)
        if !sandboxes.isEmpty, strangers.isEmpty {
            findings.append(
                Finding(
                    .hole,
                    code: "NullOriginAllowed",
                    text: "The origin null may read what a logged-in user sees, and every site "
                        + "can make a sandboxed frame that has it. Take null off the list.",
                    fixes: fixes,
                    topic: .consent,
                    in: sandboxes
                )
            )
        }
        return findings
    }

    private func readers(_ purpose: Probe.Purpose) -> [String] {
        result(purpose)?.reports.filter(\.readsWithCredentials).map(\.browser) ?? []
    }
}

extension Examination.Result {
    fileprivate var isRead: Bool { reports.contains(where: \.readsWithCredentials) }
}

extension FetchReport {
    /// Across origins; a page of the API's own origin reads everything, as it should.
    fileprivate var readsWithCredentials: Bool {
        guard case .fulfilled(let response) = outcome else { return false }
        return response.kind == .cors && exchanges.last?.includesCredentials == true
    }
}
