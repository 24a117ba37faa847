internal import Explanations

/// Whether the reports that are merged are all of a suite's, and each of them once.
package struct ShardCheck {
    /// Without those that are there again.
    package private(set) var reports: [SuiteReport] = []
    /// What the reader of the merged report should know, each a sentence without a full stop.
    package private(set) var notes: [String] = []

    /// Each with the path that it was read from.
    package init(_ files: [(path: String, report: SuiteReport)]) {
        var kept: [(path: String, report: SuiteReport)] = []
        for file in files {
            if let same = kept.first(where: { $0.report == file.report }) {
                notes.append(
                    same.path == file.path
                        ? "\(file.path) is given twice; it counts once"
                        : "\(file.path) is the same report as \(same.path); it counts once"
                )
            } else {
                kept.append(file)
            }
        }
        reports = kept.map(\.report)
        noteMissingParts()
    }

    private mutating func noteMissingParts() {
        let shards = reports.compactMap(\.shard)
        guard let count = shards.map(\.count).max() else { return }
        let counts = Set(shards.map(\.count)).sorted()
        guard counts.count == 1 else {
            notes.append(
                "these are parts of different suites: \(enumerated(counts.map { "1/\($0)" }))"
            )
            return
        }
        let parts = Set(shards.map(\.part)).sorted()
        for part in parts where shards.count(where: { $0.part == part }) > 1 {
            notes.append("there are several reports of part \(part) of \(count)")
        }
        let missing = (1...max(1, count)).filter { !parts.contains($0) }
        guard !missing.isEmpty else { return }
        notes.append(
            "\(Self.named(parts)) of \(count); \(Self.named(missing)) "
                + "\(missing.count == 1 ? "is" : "are") missing"
        )
    }

    private static func named(_ parts: [Int]) -> String {
        "part\(parts.count == 1 ? "" : "s") \(enumerated(parts.map(String.init)))"
    }
}
