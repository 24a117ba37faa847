import Synchronization
import Testing

@testable import PageChannel

@Suite struct AwakeWaitTests {
    /// A clock that only advances on request, and a machine that may be busy.
    private final class Machine: Sendable {
        let microseconds = Mutex<UInt64>(0)
        let isBusy = Mutex(false)

        func advance(by microseconds: UInt64) { self.microseconds.withLock { $0 += microseconds } }

        var system: AwakeWait.System {
            AwakeWait.System(
                now: { [self] in microseconds.withLock { $0 * 1000 } },
                hasProcessorsToSpare: { [self] in !isBusy.withLock(\.self) }
            )
        }
    }

    private let machine = Machine()
    private var wait: AwakeWait

    init() { wait = AwakeWait(microseconds: 200, system: machine.system) }

    /// Sends a request whose reply arrives after this many microseconds.
    private mutating func exchange(_ microseconds: UInt64) {
        wait.begin()
        machine.advance(by: microseconds)
        wait.end()
    }

    /// Sends a request, and returns whether the wait polls for the reply.
    private mutating func looks() -> Bool {
        wait.begin()
        defer { wait.end() }
        return wait.wait { true }
    }

    @Test(arguments: [
        ([], true), ([50], true), ([500], false), ([200], false), ([500, 50], false),
        ([500, 50, 50], true), ([50, 50, 50, 500], false), ([500, 500, 50, 50], false),
        ([500, 500, 50, 50, 50], true),
        (Array(repeating: 500, count: 100) + Array(repeating: 50, count: 8), false),
        (Array(repeating: 500, count: 100) + Array(repeating: 50, count: 9), true),
    ])
    mutating func itPollsIfRecentRepliesArrivedInTime(_ answers: [UInt64], _ waits: Bool) {
        for answer in answers { exchange(answer) }
        #expect(looks() == waits)
    }

    @Test mutating func itOnlyPollsForAShortTime() {
        wait.begin()
        var looks = 0
        let hasCome = wait.wait {
            looks += 1
            machine.advance(by: 10)
            return false
        }
        #expect(!hasCome)
        #expect(looks == 20)
    }

    @Test mutating func itDoesNotPollWithoutARequest() {
        exchange(50)
        #expect(!wait.wait { true })
    }

    @Test mutating func itDoesNotPollOnABusyMachine() {
        machine.isBusy.withLock { $0 = true }
        let busy = (0..<16).map { _ in looks() }
        #expect(!busy.contains(true))
        machine.isBusy.withLock { $0 = false }
        #expect(looks())
    }
}
