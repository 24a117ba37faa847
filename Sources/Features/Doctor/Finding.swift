package import Explanations

/// Something that ought to be changed, and where it shows.
package struct Finding: Hashable, Sendable {
    /// The worst first.
    package enum Rank: String, Hashable, Sendable, CaseIterable {
        /// Others can read or do what they must not.
        case hole
        /// The page does not get what it asks for.
        case broken
        /// It works here and now, and not for everybody.
        case fragile
        /// Nothing is wrong; it could be better.
        case note
    }

    package var rank: Rank
    package var advice: Advice
    /// Those in which it shows.
    package var browsers: [String]

    init(_ rank: Rank, _ advice: Advice, in browsers: [String]) {
        self.rank = rank
        self.advice = advice
        self.browsers = browsers
    }

    init(
        _ rank: Rank,
        code: String,
        text: String,
        fixes: [Advice.Fix],
        in browsers: [String]
    ) {
        self.init(rank, Advice(code: code, text: text, fixes: fixes), in: browsers)
    }
}

extension Examination {
    /// Each problem once, the worst first.
    package func findings() async -> [Finding] {
        let failures = await failures()
        var merged: [Finding] = []
        for finding in holes + failures + fragilities(besides: failures) + notes {
            if let index = merged.firstIndex(where: { $0.isSame(as: finding) }) {
                let known = merged[index].browsers
                merged[index].browsers += finding.browsers.filter { !known.contains($0) }
            } else {
                merged.append(finding)
            }
        }
        // In the order of the columns, and stable within a rank.
        for index in merged.indices {
            merged[index].browsers = browsers.filter(merged[index].browsers.contains)
        }
        return Finding.Rank.allCases.flatMap { rank in merged.filter { $0.rank == rank } }
    }
}

extension Finding {
    /// What is the same in two browsers, or for two requests, is one thing to change.
    fileprivate func isSame(as other: Finding) -> Bool {
        rank == other.rank && advice.code == other.advice.code && advice.text == other.advice.text
    }
}
