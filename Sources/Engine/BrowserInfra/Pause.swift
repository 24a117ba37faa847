internal import Glibc
internal import Synchronization

/// Suspends the task for the duration, or until it is canceled.
///
/// This replaces `Task.sleep`: Dispatch's timers need a file descriptor and, if none is left, crash
/// the process (SIGILL).
package func pause(for duration: Duration) async {
    let (seconds, attoseconds) = duration.components
    let nanoseconds = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    guard !nanoseconds.overflow, nanoseconds.partialValue < Int64.max / 2 else {
        return await pause(for: .seconds(1_000_000_000))
    }
    let total = nanoseconds.partialValue + attoseconds / 1_000_000_000
    guard total > 0 else { return }
    let id = Timers.shared.nextID()
    await withTaskCancellationHandler {
        await withCheckedContinuation { continuation in
            Timers.shared.add(id, after: total, continuation)
            // The handler below may have run before the continuation was added.
            if Task.isCancelled { Timers.shared.end(id) }
        }
    } onCancel: {
        Timers.shared.end(id)
    }
}

/// The suspended tasks, and the one thread that resumes them, which is started for the first.
private final class Timers: @unchecked Sendable {
    private struct Waiter {
        /// By the system's monotonic clock, in nanoseconds.
        var due: Int64
        var continuation: CheckedContinuation<Void, Never>
    }

    static let shared = Timers()

    private let lastID = Atomic<UInt64>(0)
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let news = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    /// Only accessed under the mutex, as are the other properties.
    private var waiters: [UInt64: Waiter] = [:]
    private var hasThread = false

    private init() {
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(news, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    func nextID() -> UInt64 { lastID.add(1, ordering: .relaxed).newValue }

    func add(_ id: UInt64, after delay: Int64, _ continuation: CheckedContinuation<Void, Never>) {
        pthread_mutex_lock(mutex)
        if !hasThread {
            let thread = startSystemThread { [self] in runForEver() }
            hasThread = thread != nil
            if let thread { pthread_detach(thread) }
        }
        let canWait = hasThread
        if canWait {
            waiters[id] = Waiter(due: Self.now + delay, continuation: continuation)
            pthread_cond_signal(news)
        }
        pthread_mutex_unlock(mutex)
        guard !canWait else { return }
        // No thread can be started: waiting here is better than not waiting at all.
        usleep(UInt32(min(delay / 1000, 50_000)))
        continuation.resume()
    }

    func end(_ id: UInt64) {
        pthread_mutex_lock(mutex)
        let waiter = waiters.removeValue(forKey: id)
        pthread_mutex_unlock(mutex)
        waiter?.continuation.resume()
    }

    private func runForEver() {
        pthread_mutex_lock(mutex)
        while true {
            let now = Self.now
            let due = waiters.filter { $0.value.due <= now }
            if !due.isEmpty {
                for id in due.keys { waiters[id] = nil }
                pthread_mutex_unlock(mutex)
                for waiter in due.values { waiter.continuation.resume() }
                pthread_mutex_lock(mutex)
            } else if let next = waiters.values.map(\.due).min() {
                var time = timespec(
                    tv_sec: Int(next / 1_000_000_000),
                    tv_nsec: Int(next % 1_000_000_000)
                )
                pthread_cond_timedwait(news, mutex, &time)
            } else {
                pthread_cond_wait(news, mutex)
            }
        }
    }

    private static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
