import BrowserInfra
import TestSupport
import Testing

/// Waiting without Dispatch's timers, which need a descriptor.
@Suite(.timeLimit(.minutes(Patience.factor))) struct PauseTests {
    @Test func itLastsAsLongAsItSays() async {
        let clock = ContinuousClock()
        let elapsed = await clock.measure { await pause(for: .milliseconds(30)) }
        #expect(elapsed >= .milliseconds(29))
    }

    @Test(arguments: [Duration.zero, .seconds(-1), .nanoseconds(1)])
    func nothingIsOverAtOnce(_ duration: Duration) async {
        await pause(for: duration)
    }

    /// However long it was to be: the most that a Duration holds is no trap.
    @Test(arguments: [Duration.seconds(1000), .seconds(Int64.max)])
    func cancellingEndsIt(_ duration: Duration) async {
        let task = Task { await pause(for: duration) }
        task.cancel()
        await task.value
    }

    @Test func manyEndInTheirOrder() async {
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
