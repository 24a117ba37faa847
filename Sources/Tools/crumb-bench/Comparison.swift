/// Programs with the same task, measured alternately.
struct Comparison {
    struct Entrant {
        var name: String
        var process: ChildProcess
        /// Called before each run, unmeasured, for example to restore a profile.
        var prepare: () throws -> Void = {}
    }

    struct Result {
        var name: String
        /// Medians.
        var processor: Double
        var elapsed: Double
        var peak: Double
        var faults: Double
        /// The median of each run's time divided by the first entrant's in the same round.
        var ratio: Double
        /// The same for the elapsed time.
        var elapsedRatio: Double
    }

    /// Measures alternately, so that other load on the machine affects all of them; one round is a
    /// warm-up.
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
