internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
package import BrowserJSON
internal import Explanations
internal import HAR
package import Terminal

/// What several browsers' rules make of the same HAR file: where they part, request by request.
package struct HARComparison {
    private let explanations: [HARExplanation]

    /// One a browser, of the same file.
    package init(_ explanations: [HARExplanation]) {
        self.explanations = explanations
    }

    package var json: JSONValue {
        .object([
            "browsers": .object(explanations.map { JSONValue.Member($0.browser, $0.json) })
        ])
    }

    package var layout: Layout {
        var layout = Layout()
        guard let first = explanations.first else { return layout }
        let names = explanations.map(\.browser)
        first.appendSummary(to: &layout, browsers: names)
        var same = 0
        for index in first.requests.indices {
            let requests = explanations.map { $0.requests[index] }
            guard requests[0].skip == nil else { continue }
            let rows = Self.rows(of: requests).filter(\.hasDifferences)
            if rows.isEmpty {
                same += 1
            } else {
                append(rows, of: requests[0], to: &layout)
            }
        }
        let isSame = same == first.requests.count { $0.skip == nil }
        layout.blank()
        layout.row(
            "summary",
            StyledText(
                isSame
                    ? "The same in \(enumerated(names)); --browser \(names[0]) shows it all."
                    : "\(counted(same, "request")) the same in \(enumerated(names)); --browser "
                        + "with one of them shows all of it."
            ),
            indentation: 0
        )
        return layout
    }

    private func append(_ rows: [Row], of request: ReplayedRequest, to layout: inout Layout) {
        layout.blank()
        layout.text(
            StyledText("━━ \(request.number). ", .strong)
                + StyledText(escaping: "\(request.method) \(request.url)"),
            hanging: 2
        )
        var table = ColumnTable(labels: 0...34, columns: 11)
        table.row(
            StyledText(),
            explanations.map { StyledText($0.browser, .strong) },
            indentation: 2
        )
        for row in rows { table.row(StyledText(escaping: row.label), row.cells, indentation: 2) }
        layout.table(table)
        for row in rows {
            let codes = row.codes.uniqued().filter { !$0.isEmpty }
            for code in codes {
                let browsers = zip(explanations, row.codes).filter { $0.1 == code }.map(\.0.browser)
                layout.text(
                    StyledText(
                        escaping: "\(enumerated(browsers)): \(row.refusal) [\(code)]",
                        .faint
                    ),
                    indentation: 4,
                    hanging: 2
                )
            }
        }
    }

    private struct Row {
        var label: String
        /// What is said of a browser that does not.
        var refusal: String
        /// One a browser.
        var answers: [Answer]

        var cells: [StyledText] { answers.map(\.cell) }
        var codes: [String] { answers.map(\.code) }
        var hasDifferences: Bool { Set(answers.map(\.cell)).count > 1 }
    }

    private typealias Answer = (cell: StyledText, code: String)

    private static func rows(of requests: [ReplayedRequest]) -> [Row] {
        var rows: [Row] = []
        for name in requests.flatMap({ $0.verdictsOfStoring.map(\.name) }).uniqued() {
            rows.append(
                Row(
                    label: "stores \(name)",
                    refusal: "\(name) is not stored",
                    answers: requests.map { answer($0.verdictsOfStoring, name, none: "not set") }
                )
            )
        }
        for name in requests.flatMap({ $0.verdictsOfSending.map(\.name) }).uniqued() {
            rows.append(
                Row(
                    label: "sends \(name)",
                    refusal: "\(name) is not sent",
                    answers: requests.map { answer($0.verdictsOfSending, name, none: "has none") }
                )
            )
        }
        rows.append(
            Row(
                label: "shows the response",
                refusal: "the response is not shown",
                answers: requests.map(\.visibility)
            )
        )
        return rows
    }

    private static func answer(_ verdicts: [ReplayedRequest.Verdict], _ name: String, none: String)
        -> Answer
    {
        guard let verdict = verdicts.last(where: { $0.name == name }) else {
            return (StyledText(none, .faint), "")
        }
        return verdict.codes.isEmpty
            ? (StyledText("yes", .good), "")
            : (StyledText("no", .bad), verdict.codes.joined(separator: ", "))
    }
}

extension ReplayedRequest {
    fileprivate struct Verdict {
        var name: String
        /// Why not; none for yes.
        var codes: [String]
    }

    fileprivate var verdictsOfStoring: [Verdict] {
        (report?.exchanges ?? []).filter { $0.kind != .preflight }.flatMap(\.setCookies).map {
            Verdict(name: $0.shownName, codes: $0.refusals.map(\.code))
        }
    }

    fileprivate var verdictsOfSending: [Verdict] {
        (report?.exchanges ?? []).filter { $0.kind != .preflight }.flatMap(\.cookies)
            .filter { !$0.isUnrelated }
            .map { Verdict(name: $0.cookie.shownName, codes: $0.exclusions.map(\.code)) }
    }

    fileprivate var visibility: (cell: StyledText, code: String) {
        switch report?.outcome {
        case .fulfilled(let response)?:
            (StyledText(response.isOpaque ? "opaque" : "yes, \(response.status)", .good), "")
        case .rejected(let failure)?: (StyledText("no", .bad), failure.code)
        case nil: (StyledText("-", .faint), "")
        }
    }
}
