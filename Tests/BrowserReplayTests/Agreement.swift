/// How far crumb agrees with one browser.
struct Agreement: Sendable {
    struct CaseResult: Sendable {
        var id: String
        var family: String
        /// The number of steps compared in each projection.
        var judged: [Projection: Int] = [:]
        /// The lines of the browser and of crumb, for a person to read.
        var differences: [Difference: String] = [:]
    }

    var browser: RecordedBrowser
    var results: [CaseResult]

    var differences: [Difference: String] {
        results.reduce(into: [:]) { $0.merge($1.differences) { first, _ in first } }
    }

    /// Whether the difference belongs to a case that was replayed: the checked-in cases can be
    /// replaced by others.
    func has(_ difference: Difference) -> Bool {
        difference.browser == browser.rawValue && results.contains { $0.id == difference.id }
    }

    var families: [String] { Set(results.map(\.family)).sorted() }

    /// The number of steps that agree, out of all, by family and projection.
    var table: String {
        let projections = browser.projections
        let header = ["family"] + projections.map(\.rawValue)
        let rows = families.map { family in
            [family] + cells(results.filter { $0.family == family }, projections)
        }
        let all = [header] + rows + [["all"] + cells(results, projections)]
        let widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { row in
            zip(row, widths).enumerated().map { index, cell in
                let space = String(repeating: " ", count: cell.1 - cell.0.count)
                return index == 0 ? cell.0 + space : space + cell.0
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }

    private func cells(_ results: [CaseResult], _ projections: [Projection]) -> [String] {
        projections.map { projection in
            let judged = results.reduce(0) { $0 + ($1.judged[projection] ?? 0) }
            let differing = results.reduce(0) { sum, result in
                sum + result.differences.keys.count { $0.projection == projection }
            }
            return "\(judged - differing)/\(judged)"
        }
    }
}
