package import BrowserCookies
package import BrowserInfra
package import Terminal

/// The jar as DevTools' Application > Cookies shows it.
///
/// Texts are cut where that is enough; on narrower terminals columns leave the table, and what is
/// unusual about them goes into a line below their cookie.
package struct CookieTable {
    private let cookies: [Cookie]
    private let columns: [CookieColumn]
    private let notes: [Cookie.Identity: String]
    private let now: Moment
    private let width: Int?

    /// `notes`: what else is to be said of a cookie, below it; `width`: `nil` where nothing has to fit,
    /// in a pipe, where a line is a cookie and there are no notes.
    package init(
        _ cookies: [Cookie],
        columns: [CookieColumn] = CookieColumn.devTools,
        notes: [Cookie.Identity: String] = [:],
        now: Moment,
        width: Int?
    ) {
        self.cookies = cookies
        self.columns = columns
        self.notes = notes
        self.now = now
        self.width = width
    }

    package var layout: Layout {
        let plan = plan
        var layout = Layout()
        layout.verbatim(
            line(plan) { StyledText($0.title(isWide: plan.isWide), .strong) },
            indentation: 0
        )
        for cookie in cookies {
            layout.verbatim(
                line(plan) { cookie.cell($0, now: now, isWide: plan.isWide) },
                indentation: 0
            )
            let remarks = plan.folded.compactMap { cookie.remark($0, now: now) }
            if !remarks.isEmpty {
                layout.text(
                    StyledText(escaping: remarks.joined(separator: ", "), .faint),
                    indentation: 2
                )
            }
            if width != nil, let note = notes[cookie.identity] {
                layout.text(StyledText(escaping: note, .faint), indentation: 2)
            }
        }
        return layout
    }

    // MARK: What fits

    private struct Plan {
        var columns: [CookieColumn]
        var widths: [Int]
        var folded: [CookieColumn]
        var isWide: Bool

        var total: Int { widths.reduce(0, +) + Self.gap * (widths.count - 1) }
        static let gap = 2
    }

    private var plan: Plan {
        guard let width else { return natural(columns, isWide: true, limited: false) }
        var columns = columns
        var folded: [CookieColumn] = []
        let roomy = natural(columns, isWide: true, limited: true)
        if roomy.total <= width { return roomy }
        while true {
            var plan = natural(columns, isWide: false, limited: true)
            shrink(&plan, to: width)
            let next = CookieColumn.foldingOrder.first { columns.contains($0) }
            if plan.total <= width || next == nil {
                plan.folded = self.columns.filter(folded.contains)
                return plan
            }
            folded += [next].compactMap { $0 }
            columns.removeAll { $0 == next }
        }
    }

    /// As wide as the longest cell of each column.
    private func natural(_ columns: [CookieColumn], isWide: Bool, limited: Bool) -> Plan {
        let widths = columns.map { column in
            let longest = cookies.reduce(0) {
                max($0, $1.cell(column, now: now, isWide: isWide).displayWidth)
            }
            let title = column.title(isWide: isWide)
            return max(title.displayWidth, limited ? min(longest, column.maximumWidth) : longest)
        }
        return Plan(columns: columns, widths: widths, folded: [], isWide: isWide)
    }

    private func shrink(_ plan: inout Plan, to width: Int) {
        for column in [CookieColumn.value, .partitionKey, .path, .domain, .name] {
            guard let index = plan.columns.firstIndex(of: column), let minimumWidth = column.minimumWidth
            else { continue }
            let excess = max(0, plan.total - width)
            plan.widths[index] = max(
                min(minimumWidth, plan.widths[index]),
                plan.widths[index] - excess
            )
        }
    }

    private func line(_ plan: Plan, _ cell: (CookieColumn) -> StyledText) -> StyledText {
        var line = StyledText()
        var pending = 0
        for (column, width) in zip(plan.columns, plan.widths) {
            let text = cell(column).truncated(to: width)
            let rest = width - text.displayWidth
            let before = column.isNumber ? rest : 0
            if !text.isEmpty {
                line.append(String(repeating: " ", count: pending + before))
                line.append(text)
                pending = 0
            }
            // No spaces at the end of a line.
            pending += (text.isEmpty ? width : rest - before) + Plan.gap
        }
        return line
    }
}
