/// Runs many files, several at once, and reports the results in the given order.
package struct SuiteRun: Sendable {
    /// One file in one browser.
    package struct Item: Sendable {
        package var scenario: Scenario
        package var browser: String
    }

    private let items: [Item]
    private let runner: ScenarioRunner
    private let jobs: Int
    private let failsFast: Bool

    /// - Parameters:
    ///   - scenarios: The items in the order in which they are reported.
    ///   - environment: The environment of the runs.
    ///   - jobs: The maximum number of concurrent runs.
    ///   - failsFast: Whether no run starts after one has failed.
    package init(
        _ scenarios: [Scenario],
        in environment: RunEnvironment,
        jobs: Int,
        failsFast: Bool
    ) {
        items = scenarios.flatMap { scenario in
            environment.browsers(of: scenario).map { Item(scenario: scenario, browser: $0) }
        }
        runner = ScenarioRunner(environment)
        self.jobs = max(1, jobs)
        self.failsFast = failsFast
    }

    package var count: Int { items.count }

    /// Runs all items.
    ///
    /// - Parameters:
    ///   - ended: Called after each run with the number of runs that have ended.
    ///   - told: Called once for each result in order, as soon as all earlier runs have ended.
    /// - Returns: The results in order, without those of runs that never started.
    package func run(
        ended: (Int) -> Void,
        told: (ScenarioResult) -> Void
    ) async -> [ScenarioResult] {
        var results: [Int: ScenarioResult] = [:]
        var next = 0
        var reportedCount = 0
        var isStopped = false
        await withTaskGroup(of: (Int, ScenarioResult).self) { group in
            func begin() {
                guard next < items.count, !isStopped else { return }
                let (index, item) = (next, items[next])
                next += 1
                group.addTask { [runner] in
                    (index, await runner.run(item.scenario, in: item.browser))
                }
            }
            for _ in 0..<jobs { begin() }
            for await (index, result) in group {
                results[index] = result
                if failsFast, !result.hasPassed { isStopped = true }
                while let result = results[reportedCount] {
                    told(result)
                    reportedCount += 1
                }
                ended(results.count)
                begin()
            }
        }
        return results.sorted { $0.key < $1.key }.map(\.value)
    }

    /// The items without a result: runs start in order, so these are the last ones.
    package func notStarted(after results: [ScenarioResult]) -> [Item] {
        Array(items.dropFirst(results.count))
    }

    /// Shard `index` (from 1) of `count`, dealt out in turn, so that slow neighbors are spread out.
    package static func shard<Element>(_ all: [Element], _ index: Int, of count: Int) -> [Element] {
        all.enumerated().filter { $0.offset % count == index - 1 }.map(\.element)
    }
}
