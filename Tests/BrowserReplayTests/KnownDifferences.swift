import Foundation
import TestSupport

/// A known difference between crumb and a browser, from `fixtures/browsers/known-differences.txt`.
struct Difference: Hashable, Comparable, Sendable {
    var browser: String
    var id: String
    var step: Int
    var projection: Projection

    /// The difference's line in the file, without the reason.
    var line: String { "\(browser) \(id) \(step) \(projection.rawValue)" }

    static func < (left: Difference, right: Difference) -> Bool {
        (left.browser, left.id, left.step, left.projection.rawValue)
            < (right.browser, right.id, right.step, right.projection.rawValue)
    }
}

struct KnownDifferences: Sendable {
    /// The class of the reason for each difference.
    private(set) var reasons: [Difference: String] = [:]
    static let engine = "known-differences.txt"

    private init(parsing text: String) throws {
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let words = line.split(separator: " ").map(String.init)
            guard words.count == 5, let step = Int(words[2]),
                let projection = Projection(rawValue: words[3])
            else { throw CocoaError(.formatting) }
            let difference = Difference(
                browser: words[0],
                id: words[1],
                step: step,
                projection: projection
            )
            reasons[difference] = words[4]
        }
    }

    init(ofFile file: String) throws {
        try self.init(
            parsing: String(contentsOf: fixtureURL("browsers/\(file)"), encoding: .utf8)
        )
    }

    /// The class of a difference that no one has investigated.
    static let unexplained = "unexplained"

    /// Rewrites the file: known differences keep their class, new ones are unexplained.
    static func rewrite(
        _ file: String,
        browser: String,
        differences: Set<Difference>
    ) throws {
        let url = fixtureURL("browsers/\(file)")
        let text = try String(contentsOf: url, encoding: .utf8)
        let known = try KnownDifferences(parsing: text)
        let comments = text.split(separator: "\n").prefix { $0.hasPrefix("#") }
        let others = known.reasons.keys.filter { $0.browser != browser }
        let lines = (Array(differences) + others).sorted().map {
            Substring("\($0.line) \(known.reasons[$0] ?? unexplained)")
        }
        try ((comments + lines).joined(separator: "\n") + "\n").write(
            to: url,
            atomically: true,
            encoding: .utf8
        )
    }
}
