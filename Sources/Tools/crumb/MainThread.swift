internal import CurlTransport
internal import Glibc
internal import PageScripts
internal import Synchronization

/// Runs a command's tasks one after the other on the program's initial thread.
///
/// A command mostly waits for the network, so the thread runs libcurl when it has nothing else to
/// do. With Swift's pool a command would start four more threads, each with its stack and its part
/// of the heap, and every response would wake one of them.
final class MainThread: TaskExecutor {
    private struct State {
        var jobs: [UnownedJob] = []
        var guest: (any TransferGuest)?
        var watched: [Int32: @Sendable () -> Bool] = [:]
        /// The doorbell that other threads ring while the thread waits for descriptors without a
        /// guest.
        var doorbell: Doorbell?
    }

    /// The only instance, which the main thread must access first.
    static let shared = MainThread()

    private let thread = pthread_self()
    private let state = Mutex(State())
    private let wakeUps = Semaphore()

    private init() {}

    /// Runs the program, which exits when the body ends; the main thread calls this once.
    static func run(_ body: @escaping @Sendable () async -> ExitStatus) -> Never {
        let thread = shared
        Task(executorPreference: thread) {
            let status = await body()
            // Not exit(), which would run the cleanup of OpenSSL and thirty more libraries:
            // everything that was printed or stored has already been passed to the kernel.
            _exit(status.rawValue)
        }
        thread.runForEver()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let (guest, doorbell) = state.withLock { state in
            state.jobs.append(job)
            return (state.guest, state.doorbell)
        }
        // It checks for jobs before it sleeps.
        guard !isCurrent else { return }
        if let guest { guest.wake() } else { ring(doorbell) }
    }

    private func ring(_ doorbell: Doorbell?) {
        doorbell?.ring()
        wakeUps.post()
    }

    private func runForEver() -> Never {
        while true {
            let (jobs, guest) = state.withLock { state in
                defer { state.jobs.removeAll(keepingCapacity: true) }
                return (state.jobs, state.guest)
            }
            for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
            if jobs.isEmpty { sleep(with: guest) }
        }
    }

    private func sleep(with guest: (any TransferGuest)?) {
        let (watched, doorbell) = state.withLock { (Array($0.watched.keys), $0.doorbell) }
        guard let guest else {
            if let doorbell, !watched.isEmpty { return sleep(doorbell, watched) }
            return wakeUps.wait()
        }
        guard guest.advance() else { return state.withLock { $0.guest = nil } }
        // `advance()` may have enqueued jobs.
        guard state.withLock(\.jobs.isEmpty) else { return }
        for descriptor in guest.wait(alsoFor: watched) { tell(descriptor) }
    }

    /// Sleeps without a guest until a descriptor is readable.
    private func sleep(_ doorbell: Doorbell, _ watched: [Int32]) {
        var entries = ([doorbell.descriptor] + watched).map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        guard poll(&entries, nfds_t(entries.count), -1) > 0 else { return }
        if entries[0].revents != 0 { doorbell.silence() }
        for entry in entries.dropFirst() where entry.revents != 0 { tell(entry.fd) }
    }

    private func tell(_ descriptor: Int32) {
        guard let readable = state.withLock({ $0.watched[descriptor] }) else { return }
        if !readable() { unwatch(descriptor) }
    }
}

extension MainThread: DescriptorWatcher {
    func watch(_ descriptor: Int32, _ readable: @escaping @Sendable () -> Bool) {
        let (guest, doorbell) = state.withLock { state in
            state.watched[descriptor] = readable
            state.doorbell = state.doorbell ?? Doorbell()
            return (state.guest, state.doorbell)
        }
        // It checks the watched descriptors before it sleeps.
        guard !isCurrent else { return }
        if let guest { guest.wake() } else { ring(doorbell) }
    }

    func unwatch(_ descriptor: Int32) {
        state.withLock { _ = $0.watched.removeValue(forKey: descriptor) }
    }
}

extension MainThread: TransferHost {
    var isCurrent: Bool {
        pthread_equal(thread, pthread_self()) != 0
    }

    func lend(to guest: any TransferGuest) -> Bool {
        let isLent = state.withLock { state in
            guard state.guest == nil else { return false }
            state.guest = guest
            return true
        }
        if isLent, !isCurrent { ring(state.withLock(\.doorbell)) }
        return isLent
    }

    func takeBack(from guest: any TransferGuest) {
        guard isCurrent else { return guest.wake() }
        _ = guest.advance()
        state.withLock { $0.guest = nil }
    }
}
