package import Cookies
package import Explanations
package import Infra
package import JSON
package import Terminal

/// What became of lines that were given to a jar by hand.
package struct CookieSettingExplanation {
    private let verdicts: [SetCookieVerdict]
    private let hosts: HostPair?
    private let now: Moment

    package init(_ verdicts: [SetCookieVerdict], hosts: HostPair?, now: Moment) {
        self.verdicts = verdicts
        self.hosts = hosts
        self.now = now
    }

    package var layout: Layout {
        var layout = Layout()
        for verdict in verdicts {
            var text =
                verdict.effect == .rejected ? StyledText("✗ ", .bad) : StyledText("✓ ", .good)
            text.append(escaping: verdict.nameAlone, .strong)
            text.append(" \(verdict.effectPhrase)")
            if let cookie = verdict.cookie, [.created, .updated].contains(verdict.effect) {
                text.append(escaping: ": " + cookie.summary(now: now), .faint)
            }
            if !verdict.refusals.isEmpty { text.append(". ") }
            text.append(reasons(verdict.refusals, hosts))
            for warning in verdict.warnings where verdict.effect != .rejected {
                text.append(escaping: " (\(warning.sentence))", .caution)
            }
            layout.text(text, hanging: 2)
            for remedy in verdict.refusals.compactMap({ $0.remedy(hosts) }) {
                layout.text(
                    StyledText("↳ ", .caution) + StyledText(escaping: remedy),
                    indentation: 2,
                    hanging: 2
                )
            }
        }
        return layout
    }

    package var json: JSONValue { .array(verdicts.map { $0.json(hosts) }) }
}
