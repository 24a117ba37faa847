internal import BrowserHTTP
package import BrowserJSON
package import Explanations
package import Terminal

/// A logged report, shown from its JSON.
///
/// Shows what `crumb fetch -v` printed at the time, except for values and bodies, which the log does not
/// keep.
package struct LoggedReportView {
    private let report: JSONValue
    private let framework: Framework
    private static let indentation = 3

    /// Creates the view of a report in the schema `crumb.report/1`.
    package init(_ report: JSONValue, framework: Framework = .default) {
        self.report = report
        self.framework = framework
    }

    package var layout: Layout {
        var layout = Layout()
        let request = report["request"]
        var title = StyledText(
            escaping: "\(request["method"].plainText) \(request["url"].plainText)",
            .strong
        )
        if let page = report["page"]["url"].string {
            title.append(" from ", .faint)
            title.append(escaping: page, .strong)
        }
        layout.text(title)
        layout.text(StyledText(escaping: relation), indentation: 2)
        for warning in report["warnings"].elements ?? [] {
            layout.text(
                StyledText("! ", .caution) + StyledText(escaping: warning.plainText),
                indentation: 2
            )
        }
        for (index, exchange) in (report["exchanges"].elements ?? []).enumerated() {
            layout.blank()
            append(exchange, number: index + 1, to: &layout)
        }
        layout.blank()
        appendOutcome(to: &layout)
        return layout
    }

    private var relation: String {
        let relation = report["relation"]
        let mode =
            "mode \(report["request"]["mode"].plainText), "
            + "credentials \(report["request"]["credentials"].plainText)"
        guard relation != .null else { return "\(report["browser"].plainText), \(mode)" }
        let origin = relation["sameOrigin"].isTrue ? "same-origin" : "cross-origin"
        let site = relation["sameSite"].isTrue ? "same-site" : "cross-site"
        return "\(report["browser"].plainText), \(origin), \(site), \(mode)"
    }

    // MARK: Exchanges

    private func append(_ exchange: JSONValue, number: Int, to layout: inout Layout) {
        var title = StyledText("\(number) ", .faint)
        if exchange["kind"].string == "preflight" { title.append("Preflight ", .strong) }
        title.append(escaping: "\(exchange["method"].plainText) \(exchange["url"].plainText)")
        title.append(" → ", .faint)
        if exchange["status"] == .null {
            title.append("no response", .bad)
        } else {
            title.append(exchange["status"].plainText, .strong)
            title.append(" \(exchange["durationMs"].plainText) ms", .faint)
        }
        layout.text(title, hanging: 3)
        append(exchange["requestHeaders"], arrow: "→", to: &layout)
        for cookie in exchange["cookies"].elements ?? [] {
            appendVerdict(
                cookie["name"].plainText,
                isGood: cookie["sent"].isTrue,
                cookie["sent"].isTrue ? "sent" : "not sent",
                of: cookie,
                label: "cookies",
                to: &layout
            )
        }
        append(exchange["responseHeaders"], arrow: "←", to: &layout)
        for line in exchange["setCookies"].elements ?? [] {
            let effect = line["effect"].plainText
            let name =
                line["cookie"]["name"].string
                ?? String(line["raw"].plainText.prefix { $0 != "=" && $0 != ";" })
            appendVerdict(
                name,
                isGood: !["rejected", "ignored"].contains(effect),
                effect,
                of: line,
                label: "set-cookie",
                to: &layout
            )
        }
        let cors = exchange["cors"]
        guard cors != .null else { return }
        let isPassed = cors["passed"].isTrue
        layout.row(
            "CORS",
            mark(isPassed) + StyledText(isPassed ? "passed" : "failed")
                + StyledText(escaping: cors["error"].string.map { " [\($0)]" } ?? "", .faint),
            indentation: Self.indentation
        )
    }

    private func append(_ headers: JSONValue, arrow: String, to layout: inout Layout) {
        for header in headers.elements ?? [] {
            guard let parts = header.elements, parts.count == 2 else { continue }
            layout.text(
                StyledText("\(arrow) ", .faint)
                    + StyledText(escaping: "\(parts[0].plainText): ", .faint)
                    + StyledText(escaping: parts[1].plainText),
                indentation: Self.indentation,
                hanging: 4
            )
        }
    }

    private func appendVerdict(
        _ name: String,
        isGood: Bool,
        _ effect: String,
        of verdict: JSONValue,
        label: String,
        to layout: inout Layout
    ) {
        var text = mark(isGood) + StyledText(escaping: name, .strong)
        text.append(escaping: " \(effect)")
        let sentences = (verdict["explanations"].elements ?? []).map(\.plainText)
        if !sentences.isEmpty { text.append(escaping: ". " + sentences.joined(separator: " ")) }
        let codes = (verdict["blockedReasons"].elements ?? []).map(\.plainText)
        if !codes.isEmpty { text.append(escaping: " [\(codes.joined(separator: ", "))]", .faint) }
        layout.row(label, text, indentation: Self.indentation)
        for remedy in verdict["remedies"].elements ?? [] {
            layout.row(
                "",
                StyledText("↳ ", .caution) + StyledText(escaping: remedy.plainText),
                indentation: Self.indentation
            )
        }
    }

    // MARK: Outcome

    private func appendOutcome(to layout: inout Layout) {
        let outcome = report["outcome"]
        let error = outcome["error"]
        if error != .null {
            let message = error["message"].plainText
            layout.row(
                "page",
                mark(false)
                    + StyledText(
                        escaping: error["name"].plainText + (message.isEmpty ? "" : ": \(message)"),
                        .bad
                    )
                    + StyledText(escaping: ". \(error["detail"].plainText)")
                    + StyledText(escaping: " [\(error["code"].plainText)]", .faint),
                indentation: 0
            )
        } else {
            let response = outcome["response"]
            layout.row(
                "page",
                mark(true)
                    + StyledText(
                        escaping: "\(response["type"].plainText) response, "
                            + "status \(response["status"].plainText)"
                    ),
                indentation: 0
            )
        }
        for message in report["console"].elements ?? [] {
            layout.row("console", StyledText(escaping: message.plainText, .faint), indentation: 0)
        }
        appendAdvice(to: &layout)
    }

    /// Adds the fixes that were tested at the time.
    package func appendAdvice(to layout: inout Layout) {
        let entries = report["advice"].elements ?? []
        for (index, advice) in entries.enumerated() {
            let label = entries.count > 1 ? "fix \(index + 1)" : "fix"
            layout.row(label, StyledText(escaping: advice["text"].plainText), indentation: 0)
            let code = advice["fix"].member(framework.rawValue) ?? advice["fix"].member("page")
            for line in (code?.string ?? "").split(
                separator: "\n",
                omittingEmptySubsequences: false
            )
            where code != nil {
                layout.verbatim(
                    StyledText(escaping: String(line), .good),
                    indentation: Layout.labelWidth
                )
            }
        }
    }

    private func mark(_ isGood: Bool) -> StyledText {
        isGood ? StyledText("✓ ", .good) : StyledText("✗ ", .bad)
    }
}
