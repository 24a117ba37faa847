package import BrowserInfra
internal import Synchronization

/// The clock of one run: the machine's, or one that stands still; both move by `advance`.
package final class ScenarioClock: Sendable {
    private let start: Moment?
    private let machine: @Sendable () -> Moment
    private let offset = Mutex<Microseconds>(0)

    /// `start`: where virtual time stands still; `nil` is the machine's time.
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

    /// The time of the browser that runs.
    package func now() -> Moment {
        (start ?? machine()).advanced(byMicroseconds: offset.withLock { $0 })
    }
}
