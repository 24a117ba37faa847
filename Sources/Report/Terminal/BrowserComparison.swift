internal import Cookies
package import Fetch
internal import Infra
package import JSON
internal import WebOrigin

/// The same request in several browsers, side by side: who stores, who sends, who shows.
package struct BrowserComparison {
    private let reports: [FetchReport]
    private static let labelWidth = 28
    private static let columnWidth = 13

    /// One report a browser, of the same request.
    package init(_ reports: [FetchReport]) {
        self.reports = reports
    }

    package func json(advice: (FetchReport) -> [Advice]) -> JSONValue {
        .object([
            "browsers": .object(
                reports.map { JSONValue.Member($0.browser, $0.json(advice: advice($0))) }
            )
        ])
    }

    package var layout: Layout {
        var layout = Layout()
        guard let first = reports.first else { return layout }
        let target = first.url?.href ?? first.urlText
        let page = first.page?.origin.serialized ?? "the address bar"
        layout.text(StyledText("\(first.method) \(target)  from \(page)".terminalSafe, .strong))
        layout.blank()
        layout.verbatim(line("", reports.map { StyledText($0.browser, .strong) }), indentation: 0)
        for name in names(of: \.storedCookies) {
            let cells = reports.map { cell(of: $0.storedCookies, name) }
            layout.verbatim(line("stores \(name)", cells), indentation: 0)
        }
        for name in names(of: \.sentCookies) {
            let cells = reports.map { cell(of: $0.sentCookies, name) }
            layout.verbatim(line("sends \(name)", cells), indentation: 0)
        }
        if reports.contains(where: \.isWithheld) {
            if names(of: \.sentCookies).isEmpty {
                layout.verbatim(line("sends a cookie", reports.map(\.cookieless)), indentation: 0)
            }
            layout.verbatim(line("sends the request", reports.map(\.passage)), indentation: 0)
        } else {
            layout.verbatim(line("shows the response", reports.map(\.visibility)), indentation: 0)
        }
        for report in reports { appendReasons(of: report, to: &layout) }
        return layout
    }

    /// Why not, and how well that is known.
    private func appendReasons(of report: FetchReport, to layout: inout Layout) {
        let rows = report.storedCookies + report.sentCookies
        var sentences: [String] = []
        for row in rows where !row.reason.isEmpty {
            let sentence = "\(row.name) \(row.denial): \(row.reason)"
            if !sentences.contains(sentence) { sentences.append(sentence) }
        }
        if !report.isWithheld, case .rejected(let failure) = report.outcome {
            sentences.append("\(failure.sentence) [\(failure.code)]")
        }
        guard !sentences.isEmpty else { return }
        layout.blank()
        for (index, sentence) in sentences.enumerated() {
            let label = index == 0 ? report.browser : ""
            layout.row(label, StyledText(sentence.terminalSafe), indentation: 0)
        }
        if report.basis != report.policy.evidence.fetch {
            layout.row("", StyledText(report.basis.sentence, .faint), indentation: 0)
        }
    }

    /// Of all cookies that any browser had something to say on, in the order of the first.
    private func names(of rows: (FetchReport) -> [CookieRow]) -> [String] {
        var names: [String] = []
        for row in reports.flatMap(rows) where !names.contains(row.name) { names.append(row.name) }
        return names
    }

    private func cell(of rows: [CookieRow], _ name: String) -> StyledText {
        guard let row = rows.last(where: { $0.name == name }) else {
            return StyledText("-", .faint)
        }
        return StyledText(row.answer, row.isGranted ? .good : .bad)
    }

    private func line(_ label: String, _ cells: [StyledText]) -> StyledText {
        var text = StyledText(
            label.terminalSafe.truncated(to: Self.labelWidth - 1).padded(to: Self.labelWidth)
        )
        var space = 0
        for cell in cells {
            text = text + StyledText(String(repeating: " ", count: space)) + cell
            space = max(Self.columnWidth - cell.plainText.displayWidth, 1)
        }
        return text
    }
}

/// What one browser did with one cookie.
private struct CookieRow {
    var name: String
    var isGranted: Bool
    var answer: String
    var denial: String
    /// Empty where there is none.
    var reason: String
}

extension FetchReport {
    fileprivate var storedCookies: [CookieRow] {
        exchanges.flatMap { exchange in
            exchange.setCookies.map { verdict in
                let reasons = verdict.refusals.map {
                    "\($0.sentence(hosts(of: exchange))) [\($0.code)]"
                }
                return CookieRow(
                    name: verdict.cookie?.displayedName ?? verdict.line.utf8Decoded,
                    isGranted: verdict.effect != .rejected && verdict.effect != .ignored,
                    answer: verdict.answer,
                    denial: "is not stored",
                    reason: reasons.joined(separator: " ")
                )
            }
        }
    }

    fileprivate var sentCookies: [CookieRow] {
        exchanges.flatMap { exchange in
            exchange.cookies.map { verdict in
                let reasons = verdict.exclusions.map {
                    "\($0.sentence(hosts(of: exchange))) [\($0.code)]"
                }
                return CookieRow(
                    name: verdict.cookie.displayedName,
                    isGranted: verdict.isSent,
                    answer: verdict.isSent ? "yes" : "no",
                    denial: "is not sent",
                    reason: reasons.joined(separator: " ")
                )
            }
        }
    }

    fileprivate var visibility: StyledText {
        switch outcome {
        case .fulfilled(let response) where response.isOpaque: StyledText("opaque", .caution)
        case .fulfilled(let response): StyledText("yes, \(response.status)", .good)
        case .rejected: StyledText("no", .bad)
        }
    }

    /// Whether the browser's rules let the request out.
    fileprivate var passage: StyledText {
        isWithheld ? StyledText("yes", .good) : StyledText("no", .bad)
    }

    /// Of a request that no stored cookie could go with.
    fileprivate var cookieless: StyledText {
        guard isWithheld, let exchange = exchanges.last else { return StyledText("-", .faint) }
        return StyledText(exchange.includesCredentials ? "none stored" : "omitted", .caution)
    }
}

extension SetCookieVerdict {
    fileprivate var answer: String {
        switch effect {
        case .created, .updated: cookie?.partitionKey == nil ? "yes" : "partitioned"
        case .deleted: "deletes it"
        case .rejected: "no"
        case .ignored: "ignored"
        }
    }
}

extension Cookie {
    fileprivate var displayedName: String {
        name.isEmpty ? "(no name) \(value.utf8Decoded)" : name.utf8Decoded
    }
}
