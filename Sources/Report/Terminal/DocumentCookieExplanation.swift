internal import Cookies
package import Fetch
package import Infra
internal import WebOrigin

/// What script read from `document.cookie`, or wrote, and why not all of it.
package struct DocumentCookieExplanation {
    private let report: DocumentCookieReport
    private let page: Page
    private let isWriting: Bool
    private let now: Moment

    package init(_ report: DocumentCookieReport, page: Page, isWriting: Bool, now: Moment) {
        self.report = report
        self.page = page
        self.isWriting = isWriting
        self.now = now
    }

    package var layout: Layout {
        var layout = Layout()
        if let failure = report.failure {
            layout.text(
                StyledText("✗ ", .bad) + StyledText(failure.sentence.terminalSafe)
            )
            return layout
        }
        for verdict in report.setCookies {
            let isStored = verdict.effect != .rejected
            var text = isStored ? StyledText("✓ ", .good) : StyledText("✗ ", .bad)
            text.append(verdict.line.utf8Decoded.terminalSafe, .strong)
            text.append(" \(verdict.effect.rawValue) ")
            for refusal in verdict.refusals {
                text.append(refusal.sentence(hosts).terminalSafe)
                text.append(" [\(refusal.code)] ", .faint)
            }
            layout.text(text)
        }
        for verdict in report.cookies where !verdict.isSent {
            var text = StyledText("✗ ", .bad)
            text.append(verdict.cookie.name.utf8Decoded.terminalSafe, .strong)
            text.append(" not readable. ")
            for exclusion in verdict.exclusions {
                text.append(exclusion.sentence(hosts).terminalSafe)
                text.append(" [\(exclusion.code)] ", .faint)
            }
            layout.text(text)
        }
        return layout
    }

    private var hosts: HostPair? {
        guard let top = page.top.url.host, let host = page.url.host else { return nil }
        return HostPair(page: top.serialized, target: host.serialized)
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
