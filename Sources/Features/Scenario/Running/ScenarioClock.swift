package import BrowserInfra
internal import Synchronization

/// The clock of a run: the machine's or a virtual one that stands still. `advance` moves either.
package final class ScenarioClock: Sendable {
    private let start: Moment?
    private let machine: @Sendable () -> Moment
    private let offset = Mutex<Microseconds>(0)

    /// `start`: the fixed start of virtual time, or `nil` to use the machine's time.
    package init(start: Moment?, machine: @escaping @Sendable () -> Moment) {
        self.start = start
        self.machine = machine
    }

    func advance(by duration: Microseconds) {
        offset.withLock { offset in
            let (sum, isTooMuch) = offset.addingReportingOverflow(duration)
            offset = isTooMuch ? .max : sum
        }
    }

    /// The current time in the simulated browser.
    package func now() -> Moment {
        (start ?? machine()).advanced(byMicroseconds: offset.withLock { $0 })
    }
}
