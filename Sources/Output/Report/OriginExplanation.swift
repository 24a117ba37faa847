internal import BrowserCookies
package import BrowserFetch
package import BrowserJSON
internal import Explanations
package import Terminal
package import WebOrigin

/// A comparison of two URLs, and what it means for cookies and for CORS.
package struct OriginExplanation {
    private let comparison: OriginComparison
    var first: WebURL
    var second: WebURL
    private let policy: BrowserPolicy
    private let suffixes: PublicSuffixList

    package init(
        _ comparison: OriginComparison,
        first: WebURL,
        second: WebURL,
        policy: BrowserPolicy,
        suffixes: PublicSuffixList
    ) {
        self.comparison = comparison
        self.first = first
        self.second = second
        self.policy = policy
        self.suffixes = suffixes
    }

    package var layout: Layout {
        var layout = Layout()
        for (name, url, side) in [
            ("A", first, comparison.first), ("B", second, comparison.second),
        ] {
            layout.row(name, StyledText(url.href.terminalSafe, .strong), indentation: 0)
            layout.row(
                "",
                StyledText(
                    "origin \(side.origin.serialized), site \(side.site.serialized)",
                    .faint
                ),
                indentation: 0
            )
        }
        layout.blank()
        layout.row("same origin", answer(comparison.sameOrigin) + originSentence, indentation: 0)
        layout.row("same site", answer(comparison.sameSite) + siteSentence, indentation: 0)
        return layout
    }

    private func answer(_ isYes: Bool) -> StyledText {
        isYes ? StyledText("yes. ", .good) : StyledText("no. ", .bad)
    }

    private var originSentence: StyledText {
        if comparison.sameOrigin {
            return StyledText(
                "A may read B's responses: CORS is not "
                    + "needed."
            )
        }
        let isOpaque = comparison.first.origin.isOpaque || comparison.second.origin.isOpaque
        let parts = comparison.differsBy.map { component in
            switch component {
            case .scheme: "scheme (\(first.scheme), \(second.scheme))"
            case .host:
                "host (\(first.host?.serialized ?? ""), \(second.host?.serialized ?? ""))"
            case .port: "port (\(port(first)), \(port(second)))"
            }
        }
        let difference =
            isOpaque
            ? "An opaque origin (null) is only the same as itself."
            : "Different \(parts.joined(separator: ", "))."
        let consequence =
            second.isWebSocket
            ? "A WebSocket has no CORS: the server itself must check the Origin header."
            : "A can read B's responses only if CORS allows it."
        return StyledText("\(difference) \(consequence)".terminalSafe)
    }

    private func port(_ url: WebURL) -> String {
        url.portOrDefault.map { String($0) } ?? "none"
    }

    private var siteSentence: StyledText {
        if comparison.sameSite {
            return StyledText(
                "A's requests to B carry SameSite cookies, even Strict ones."
            )
        }
        guard comparison.schemelesslySameSite else {
            let why = first.host.flatMap { host in
                second.host.flatMap { suffixSentence(host, $0, suffixes) }
            }
            return StyledText(escaping: why.map { "\($0) \(acrossSites)" } ?? acrossSites)
        }
        switch policy.cookies.siteComparison {
        case .schemeful:
            return StyledText(
                "Only the schemes differ, and \(policy.title) compares them. \(acrossSites)"
            )
        case .schemeless:
            return StyledText(
                "Only the schemes differ, and \(policy.title) ignores them for cookies: SameSite "
                    + "cookies are sent, even Strict ones."
            )
        }
    }

    private var acrossSites: String { "From A to B \(policy.crossSiteClause)." }

    package var json: JSONValue {
        func side(_ url: WebURL, _ side: OriginComparison.Side) -> JSONValue {
            .object([
                "url": .string(url.href),
                "origin": .string(side.origin.serialized),
                "site": .string(side.site.serialized),
            ])
        }
        return .object(
            [
                JSONValue.Member("a", side(first, comparison.first)),
                JSONValue.Member("b", side(second, comparison.second)),
            ] + comparison.members
        )
    }
}
