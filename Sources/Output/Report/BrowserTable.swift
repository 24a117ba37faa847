package import Fetch
package import JSON
internal import Redaction
package import Terminal

/// What browsers decide, and where that is known from.
package struct BrowserTable {
    /// One question with each browser's answer to it.
    private struct Row {
        var choices: [(browser: String, choice: PolicyChoice)]

        var area: PolicyChoice.Area { choices[0].choice.area }
        var axis: String { choices[0].choice.axis }
        var isDisputed: Bool { Set(choices.map(\.choice.value)).count > 1 }
    }

    private let rows: [Row]
    private let isComparison: Bool

    /// Several: only where they differ; one: all that it decides.
    package init(_ policies: [BrowserPolicy]) {
        let columns = policies.map { policy in policy.choices.map { (policy.name, $0) } }
        isComparison = policies.count > 1
        let all = (columns.first ?? []).indices.map { index in
            Row(choices: columns.map { $0[index] })
        }
        rows = policies.count > 1 ? all.filter(\.isDisputed) : all
    }

    package var layout: Layout {
        var layout = Layout()
        for area in PolicyChoice.Area.allCases {
            let rows = rows.filter { $0.area == area }
            if rows.isEmpty { continue }
            layout.blank()
            layout.text(StyledText(area.title, .strong))
            for row in rows {
                if isComparison { compare(row, in: &layout) } else { tell(row, in: &layout) }
            }
        }
        return layout
    }

    private func compare(_ row: Row, in layout: inout Layout) {
        layout.text(StyledText(spaced(row.axis)), indentation: 2)
        for (browser, choice) in row.choices {
            layout.row(browser, answer(choice), indentation: 4)
        }
    }

    private func tell(_ row: Row, in layout: inout Layout) {
        for (_, choice) in row.choices {
            let text = StyledText(spaced(row.axis) + ": ") + answer(choice)
            layout.text(text, indentation: 2)
        }
    }

    private func answer(_ choice: PolicyChoice) -> StyledText {
        let style: StyledText.Style = choice.isDeparture ? .strong : .plain
        let source = choice.basis == .unsure ? "\(choice.source), unsure" : choice.source
        return StyledText(choice.value.isEmpty ? "none" : choice.value.breakable, style)
            + StyledText("  (\(source))", .faint)
    }

    package var json: JSONValue {
        .object([
            "schema": "crumb.browsers/1",
            "axes": .array(
                rows.map { row in
                    .object([
                        "area": .string(row.area.rawValue),
                        "axis": .string(row.axis),
                        "browsers": .object(
                            row.choices.map { JSONValue.Member($0.browser, $0.choice.json) }
                        ),
                    ])
                }
            ),
        ])
    }
}

extension String {
    /// A list without spaces, as headers have it, with spaces, so that it can be wrapped.
    fileprivate var breakable: String {
        contains(" ") ? self : split(separator: ",").joined(separator: ", ")
    }
}

extension PolicyChoice {
    fileprivate var json: JSONValue {
        .object([
            "value": .string(value),
            "source": .string(source),
            "basis": .string(basis.rawValue),
            "departsFromStandard": .bool(isDeparture),
        ])
    }
}

extension PolicyChoice.Area {
    fileprivate var title: String {
        switch self {
        case .cookies: "Cookies"
        case .fetch: "Fetching"
        case .cors: "CORS"
        case .headers: "Request headers"
        case .webSockets: "WebSocket"
        case .eventSource: "EventSource"
        case .beacon: "Beacons"
        case .cookieStore: "Cookie Store"
        case .clearSiteData: "Clear-Site-Data"
        case .transportSecurity: "HSTS"
        case .scriptErrors: "Errors that script catches"
        }
    }
}
