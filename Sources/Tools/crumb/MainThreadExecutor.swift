internal import CurlTransport
internal import Glibc
internal import PageScripts
internal import Synchronization

/// Runs a command's tasks one after the other on the thread that the program began with.
///
/// A command mostly waits for the network, and so the thread lends itself to libcurl where it has
/// nothing else to do. With Swift's pool a command would start four threads more, each with its
/// stack and its part of the heap, and every response would wake one of them.
final class MainThreadExecutor: TaskExecutor {
    private struct State {
        var jobs: [UnownedJob] = []
        var guest: (any EventLoopHandler)?
        var watched: [Int32: @Sendable () -> Bool] = [:]
        /// What other threads write to where the thread waits for descriptors and has no guest.
        var doorbell: WakeUpPipe?
    }

    /// The one, which is first asked for by the main thread.
    static let shared = MainThreadExecutor()

    private let thread = pthread_self()
    private let state = Mutex(State())
    private let wakeUps = Semaphore()

    private init() {}

    /// To be called once, by the main thread, which ends with it.
    static func run(_ body: @escaping @Sendable () async -> ExitStatus) -> Never {
        let thread = shared
        Task(executorPreference: thread) {
            let status = await body()
            // Not exit(), which has OpenSSL and thirty more take themselves apart: whatever was
            // printed or stored is the kernel's already.
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
        // It looks for jobs before it sleeps.
        guard !isCurrent else { return }
        if let guest { guest.wake() } else { ring(doorbell) }
    }

    private func ring(_ doorbell: WakeUpPipe?) {
        doorbell?.ring()
        wakeUps.post()
    }

    private func runForEver() -> Never {
        // Two lists by turns: while one is run, the other is filled.
        var jobs: [UnownedJob] = []
        while true {
            let guest = state.withLock { state in
                swap(&state.jobs, &jobs)
                return state.guest
            }
            for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
            if jobs.isEmpty { sleep(with: guest) }
            jobs.removeAll(keepingCapacity: true)
        }
    }

    private func sleep(with guest: (any EventLoopHandler)?) {
        let (watched, doorbell) = state.withLock { (Array($0.watched.keys), $0.doorbell) }
        guard let guest else {
            if let doorbell, !watched.isEmpty { return sleep(doorbell, watched) }
            return wakeUps.wait()
        }
        guard guest.advance() else { return state.withLock { $0.guest = nil } }
        // Its news are jobs.
        guard state.withLock(\.jobs.isEmpty) else { return }
        for descriptor in guest.wait(alsoFor: watched) { notifyWatcher(descriptor) }
    }

    /// Without a guest, until there is something to read.
    private func sleep(_ doorbell: WakeUpPipe, _ watched: [Int32]) {
        var entries = ([doorbell.descriptor] + watched).map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        guard poll(&entries, nfds_t(entries.count), -1) > 0 else { return }
        if entries[0].revents != 0 { doorbell.silence() }
        for entry in entries.dropFirst() where entry.revents != 0 { notifyWatcher(entry.fd) }
    }

    private func notifyWatcher(_ descriptor: Int32) {
        guard let readable = state.withLock({ $0.watched[descriptor] }) else { return }
        if !readable() { unwatch(descriptor) }
    }
}

extension MainThreadExecutor: DescriptorWatcher {
    func watch(_ descriptor: Int32, _ readable: @escaping @Sendable () -> Bool) {
        let (guest, doorbell) = state.withLock { state in
            state.watched[descriptor] = readable
            state.doorbell = state.doorbell ?? WakeUpPipe()
            return (state.guest, state.doorbell)
        }
        // It asks for what is watched before it sleeps.
        guard !isCurrent else { return }
        if let guest { guest.wake() } else { ring(doorbell) }
    }

    func unwatch(_ descriptor: Int32) {
        state.withLock { _ = $0.watched.removeValue(forKey: descriptor) }
    }
}

extension MainThreadExecutor: EventLoopThread {
    var isCurrent: Bool {
        pthread_equal(thread, pthread_self()) != 0
    }

    func attach(to guest: any EventLoopHandler) -> Bool {
        let isLent = state.withLock { state in
            guard state.guest == nil else { return false }
            state.guest = guest
            return true
        }
        if isLent, !isCurrent { ring(state.withLock(\.doorbell)) }
        return isLent
    }

    func detach(from guest: any EventLoopHandler) {
        guard isCurrent else { return guest.wake() }
        _ = guest.advance()
        state.withLock { $0.guest = nil }
    }
}
