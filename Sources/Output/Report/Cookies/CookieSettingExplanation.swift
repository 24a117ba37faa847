package import BrowserCookies
package import BrowserInfra
package import BrowserJSON
package import Explanations
package import Terminal

/// What became of lines that were given to a jar by hand.
package struct CookieSettingExplanation {
    private let verdicts: [SetCookieVerdict]
    private let hosts: HostPair?
    private let advice: [Advice]
    private let now: Moment

    /// `advice`: what would let the refused lines through, counted as those of one answer.
    package init(
        _ verdicts: [SetCookieVerdict],
        hosts: HostPair?,
        advice: [Advice] = [],
        now: Moment
    ) {
        self.verdicts = verdicts
        self.hosts = hosts
        self.advice = advice
        self.now = now
    }

    package var layout: Layout {
        var layout = Layout()
        for (index, verdict) in verdicts.enumerated() {
            var text =
                verdict.effect == .rejected ? StyledText("✗ ", .bad) : StyledText("✓ ", .good)
            text.append(escaping: verdict.nameWithoutValue, .strong)
            text.append(" \(verdict.effectPhrase)")
            if let cookie = verdict.cookie, [.created, .updated].contains(verdict.effect) {
                text.append(escaping: ": " + cookie.summary(now: now), .faint)
            }
            if !verdict.refusals.isEmpty { text.append(". ") }
            text.append(reasons(verdict.refusals, hosts))
            for fault in verdict.faults {
                text.append(escaping: " (\(fault.sentence))", .caution)
            }
            for warning in verdict.warnings where verdict.effect != .rejected {
                text.append(escaping: " (\(warning.sentence))", .caution)
            }
            layout.text(text, hanging: 2)
            for remedy in remedies(index) {
                layout.text(
                    StyledText("↳ ", .caution) + StyledText(escaping: remedy),
                    indentation: 2,
                    hanging: 2
                )
            }
        }
        return layout
    }

    package var json: JSONValue {
        .array(
            verdicts.enumerated().map { index, verdict in
                verdict.json(hosts, remedies: remedies(index))
            }
        )
    }

    private func remedies(_ index: Int) -> [String] {
        verdicts[index].refusals.isEmpty
            ? [] : advice.remedies(.line(request: 0, index: index))
    }
}
