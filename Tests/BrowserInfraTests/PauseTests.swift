import BrowserInfra
import TestSupport
import Testing

/// Waiting without Dispatch's timers, each of which needs a file descriptor.
@Suite(.timeLimit(.minutes(Patience.factor))) struct PauseTests {
    @Test func aPauseLastsItsDuration() async {
        let clock = ContinuousClock()
        let elapsed = await clock.measure { await pause(for: .milliseconds(30)) }
        #expect(elapsed >= .milliseconds(29))
    }

    @Test(arguments: [Duration.zero, .seconds(-1), .nanoseconds(1)])
    func aPauseWithoutDurationReturnsAtOnce(_ duration: Duration) async {
        await pause(for: duration)
    }

    /// Even the longest duration that `Duration` can express must not trap.
    @Test(arguments: [Duration.seconds(1000), .seconds(Int64.max)])
    func cancellationEndsThePause(_ duration: Duration) async {
        let task = Task { await pause(for: duration) }
        task.cancel()
        await task.value
    }

    @Test func pausesEndInOrder() async {
        let order = await withTaskGroup(of: Int.self) { group in
            for number in (1...20).shuffled() {
                group.addTask {
                    await pause(for: .milliseconds(20 * number))
                    return number
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(order.sorted() == Array(1...20))
        #expect(order.first.map { $0 <= 3 } == true)
    }
}
