/// Programs that do the same, measured by turns.
struct Comparison {
    struct Entrant {
        var name: String
        var process: ChildProcess
        /// Before each run, unmeasured: a profile as it was.
        var prepare: () throws -> Void = {}
    }

    struct Result {
        var name: String
        /// Medians.
        var processor: Double
        var elapsed: Double
        var peak: Double
        var faults: Double
        /// The median of what each run took, divided by what the first entrant took in that round.
        var ratio: Double
        /// The same of the time from start to end.
        var elapsedRatio: Double
    }

    /// By turns, so that whatever else the machine does falls on all; one round is a warm-up.
    static func results(_ entrants: [Entrant], rounds: Int) throws -> [Result] {
        var usages = [[Usage]](repeating: [], count: entrants.count)
        for round in 0...rounds {
            for (index, entrant) in entrants.enumerated() {
                try entrant.prepare()
                let usage = try entrant.process.run()
                if round > 0 { usages[index].append(usage) }
            }
        }
        return entrants.indices.map { index in
            Result(
                name: entrants[index].name,
                processor: usages[index].map(\.processor).median,
                elapsed: usages[index].map(\.elapsed).median,
                peak: usages[index].map(\.peak).median,
                faults: usages[index].map(\.faults).median,
                ratio: zip(usages[index], usages[0])
                    .map { $0.processor / $1.processor }.median,
                elapsedRatio: zip(usages[index], usages[0])
                    .map { $0.elapsed / $1.elapsed }.median
            )
        }
    }
}
