internal import BrowserCookies
package import BrowserFetch
package import BrowserInfra
package import BrowserJSON
package import Explanations
package import Terminal
internal import WebOrigin

/// What script read from `document.cookie`, or wrote, and why not all of it.
package struct DocumentCookieExplanation {
    private let report: DocumentCookieReport
    private let page: Page
    private let isWriting: Bool
    private let advice: [Advice]
    private let now: Moment

    /// `advice`: what would let script read the cookies that it cannot read.
    package init(
        _ report: DocumentCookieReport,
        page: Page,
        isWriting: Bool,
        advice: [Advice] = [],
        now: Moment
    ) {
        self.report = report
        self.page = page
        self.isWriting = isWriting
        self.advice = advice
        self.now = now
    }

    package var layout: Layout {
        var layout = Layout()
        if let failure = report.failure {
            layout.text(
                StyledText("✗ ", .bad) + StyledText(failure.sentence)
            )
            return layout
        }
        layout.append(
            CookieSettingExplanation(report.setCookies, hosts: hosts, now: now).layout
        )
        for cookie in report.unstored {
            var text = StyledText("! ", .caution)
            text.append(escaping: cookie.shownName, .strong)
            text.append(
                " is read from the copy that the page's process keeps. This value is not stored, "
                    + "and no request carries it."
            )
            layout.text(text, hanging: 2)
        }
        for verdict in report.cookies where !verdict.isSent {
            var text = StyledText("✗ ", .bad)
            text.append(escaping: verdict.cookie.shownName, .strong)
            text.append(" not readable. ")
            text.append(reasons(verdict.exclusions, hosts))
            layout.text(text, hanging: 2)
            for remedy in advice.remedies(.stored(name: verdict.cookie.name.utf8Decoded)) {
                layout.text(
                    StyledText("↳ ", .caution) + StyledText(escaping: remedy),
                    indentation: 2,
                    hanging: 2
                )
            }
        }
        return layout
    }

    private var hosts: HostPair? {
        guard let host = page.url.host else { return nil }
        return HostPair(
            page: page.top.url.host?.serialized ?? "",
            target: host.serialized,
            pageHasNoSite: page.top.origin.isOpaque,
            crossSiteParty: report.crossSiteParty
        )
    }
}

extension DocumentCookieFailure {
    package var sentence: String {
        switch self {
        case .opaqueOrigin:
            "SecurityError: the document has an opaque origin (sandboxed, or a data: URL), and such "
                + "a document has no cookies."
        }
    }
}

extension DocumentCookieReport {
    package var json: JSONValue {
        .object([
            "value": .optional(value) { .string($0) },
            "setCookies": .array(setCookies.map { $0.json(nil) }),
            "error": .optional(failure) {
                .object(["name": "SecurityError", "message": .string($0.sentence)])
            },
        ])
    }
}
