package import Cookies
package import Infra

/// The jar as DevTools' Application > Cookies shows it; narrow terminals show fewer columns.
package struct CookieTable {
    private let cookies: [Cookie]
    private let now: Moment
    private let width: Int

    package init(_ cookies: [Cookie], now: Moment, width: Int) {
        self.cookies = cookies
        self.now = now
        self.width = width
    }

    private struct Column {
        var title: String
        /// The narrowest terminal that shows it.
        var minimumWidth: Int
        var longest: Int
        var text: (Cookie) -> String
    }

    private var columns: [Column] {
        let now = now
        let all = [
            Column(title: "Name", minimumWidth: 0, longest: 32) { $0.name.utf8Decoded },
            Column(title: "Value", minimumWidth: 0, longest: 32) { $0.value.utf8Decoded },
            Column(title: "Domain", minimumWidth: 0, longest: 40) {
                $0.isHostOnly ? $0.domain : ".\($0.domain)"
            },
            Column(title: "Path", minimumWidth: 70, longest: 24) { $0.path.utf8Decoded },
            Column(title: "Expires", minimumWidth: 0, longest: 24) { expiryText($0, now: now) },
            Column(title: "Size", minimumWidth: 100, longest: 6) { String($0.size) },
            Column(title: "HttpOnly", minimumWidth: 80, longest: 8) { $0.isHTTPOnly ? "✓" : "" },
            Column(title: "Secure", minimumWidth: 80, longest: 6) { $0.isSecure ? "✓" : "" },
            Column(title: "SameSite", minimumWidth: 60, longest: 8) {
                $0.sameSite.displayName ?? ""
            },
            Column(title: "Partition Key", minimumWidth: 100, longest: 40) {
                $0.partitionKey?.topLevelSite ?? ""
            },
            Column(title: "Priority", minimumWidth: 120, longest: 8) { $0.priority.displayName },
        ]
        return all.filter { $0.minimumWidth <= width }
    }

    package var layout: Layout {
        var layout = Layout()
        guard !cookies.isEmpty else {
            layout.text(StyledText("The jar is empty.", .faint))
            return layout
        }
        let columns = columns
        let cells = cookies.map { cookie in
            columns.map { column in
                column.text(cookie).terminalSafe.truncated(to: column.longest)
            }
        }
        let widths = columns.indices.map { index in
            cells.reduce(columns[index].title.displayWidth) { max($0, $1[index].displayWidth) }
        }
        layout.verbatim(row(columns.map(\.title), widths, style: .strong), indentation: 0)
        for cell in cells {
            layout.verbatim(row(cell, widths, style: .plain), indentation: 0)
        }
        return layout
    }

    private func row(_ cells: [String], _ widths: [Int], style: StyledText.Style) -> StyledText {
        var line = ""
        for (cell, width) in zip(cells, widths) {
            line += cell + String(repeating: " ", count: width - cell.displayWidth + 2)
        }
        while line.last == " " { line.removeLast() }
        return StyledText(line, style)
    }
}

/// Near expiries are relative, as one thinks of them; far ones are a date.
private func expiryText(_ cookie: Cookie, now: Moment) -> String {
    guard let expiry = cookie.expiry else { return "Session" }
    let isNear = expiry.microseconds(since: now) < 2 * 86_400 * 1_000_000
    return isNear ? relativeTime(from: now, to: expiry) : String(expiry.iso8601.prefix(10))
}

extension String {
    /// At most so many columns, the last of them an ellipsis where text was left out.
    fileprivate func truncated(to columns: Int) -> String {
        guard displayWidth > columns else { return self }
        var result = ""
        var width = 0
        for character in self {
            width += character.displayWidth
            if width >= columns { break }
            result.append(character)
        }
        return result + "…"
    }
}
