/// Rows of words and figures, aligned; what is printed goes out line by line, because a run takes
/// minutes.
struct Table {
    private var rows: [[String]]

    init(_ head: String...) { rows = [head] }

    mutating func add(_ name: String, _ figures: [Double?]) {
        rows.append([name] + figures.map { $0.map(Self.text) ?? "–" })
    }

    /// Three digits that count.
    static func text(_ figure: Double) -> String {
        let digits = figure < 9.995 ? 2 : figure < 99.95 ? 1 : 0
        return fixed(figure, digits: digits)
    }

    func print() {
        let widths = rows[0].indices.map { column in
            rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0
        }
        for row in rows {
            let cells = row.enumerated().map { column, text in
                let padding = String(repeating: " ", count: widths[column] - text.count)
                return column == 0 ? text + padding : padding + text
            }
            printLine("  " + cells.joined(separator: "  "))
        }
        printLine("")
    }
}

func fixed(_ figure: Double, digits: Int) -> String {
    guard figure.isFinite else { return "–" }
    var scale = 1
    for _ in 0..<digits { scale *= 10 }
    let scaled = Int((figure * Double(scale)).rounded())
    guard digits > 0 else { return "\(scaled)" }
    let fraction = "\(scaled % scale)"
    return "\(scaled / scale)." + String(repeating: "0", count: digits - fraction.count) + fraction
}
