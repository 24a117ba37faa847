/// Many files: some at once, told in their order.
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
    ///   - scenarios: In the order in which they are told.
    ///   - environment: What they run in.
    ///   - jobs: How many run at once.
    ///   - failsFast: Whether none is begun after one that failed.
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

    /// Runs them all.
    ///
    /// - Parameters:
    ///   - ended: Called after each, with how many have ended.
    ///   - told: Called once for each in their order, as soon as those before it have ended.
    /// - Returns: The results in their order; those that were not begun are missing.
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

    /// Those that are missing from the results: they begin in their order.
    package func notStarted(after results: [ScenarioResult]) -> [Item] {
        Array(items.dropFirst(results.count))
    }

    /// The part `index` (from 1) of `count`, by turns, so that slow neighbours part.
    package static func shard<Element>(_ all: [Element], _ index: Int, of count: Int) -> [Element] {
        all.enumerated().filter { $0.offset % count == index - 1 }.map(\.element)
    }
}
