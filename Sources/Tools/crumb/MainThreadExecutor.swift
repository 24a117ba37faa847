internal import CurlTransport
internal import Glibc
internal import PageScripts
internal import Synchronization

/// Runs a command's tasks one after the other on the program's initial thread.
///
/// A command mostly waits for the network, so the thread runs libcurl when it has nothing else to
/// do. With Swift's pool a command would start four more threads, each with its stack and its part
/// of the heap, and every response would wake one of them.
final class MainThreadExecutor: TaskExecutor {
    private struct State {
        var jobs: [UnownedJob] = []
        var handler: (any EventLoopHandler)?
        var watched: [Int32: @Sendable () -> Bool] = [:]
        /// The pipe that other threads write to while the thread waits for descriptors without a
        /// handler.
        var wakeUpPipe: WakeUpPipe?
    }

    /// The only instance, which the main thread must access first.
    static let shared = MainThreadExecutor()

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
        let (handler, wakeUpPipe) = state.withLock { state in
            state.jobs.append(job)
            return (state.handler, state.wakeUpPipe)
        }
        // It checks for jobs before it sleeps.
        guard !isCurrent else { return }
        if let handler { handler.wake() } else { ring(wakeUpPipe) }
    }

    private func ring(_ wakeUpPipe: WakeUpPipe?) {
        wakeUpPipe?.ring()
        wakeUps.post()
    }

    private func runForEver() -> Never {
        // Two lists take turns: while one is run, the other is filled.
        var jobs: [UnownedJob] = []
        while true {
            let handler = state.withLock { state in
                swap(&state.jobs, &jobs)
                return state.handler
            }
            for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
            if jobs.isEmpty { sleep(with: handler) }
            jobs.removeAll(keepingCapacity: true)
        }
    }

    private func sleep(with handler: (any EventLoopHandler)?) {
        let (watched, wakeUpPipe) = state.withLock { (Array($0.watched.keys), $0.wakeUpPipe) }
        guard let handler else {
            if let wakeUpPipe, !watched.isEmpty { return sleep(wakeUpPipe, watched) }
            return wakeUps.wait()
        }
        guard handler.advance() else { return state.withLock { $0.handler = nil } }
        // `advance()` may have enqueued jobs.
        guard state.withLock(\.jobs.isEmpty) else { return }
        for descriptor in handler.wait(alsoFor: watched) { notifyWatcher(descriptor) }
    }

    /// Sleeps without a handler until a descriptor is readable.
    private func sleep(_ wakeUpPipe: WakeUpPipe, _ watched: [Int32]) {
        var entries = ([wakeUpPipe.descriptor] + watched).map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        guard poll(&entries, nfds_t(entries.count), -1) > 0 else { return }
        if entries[0].revents != 0 { wakeUpPipe.silence() }
        for entry in entries.dropFirst() where entry.revents != 0 { notifyWatcher(entry.fd) }
    }

    private func notifyWatcher(_ descriptor: Int32) {
        guard let readable = state.withLock({ $0.watched[descriptor] }) else { return }
        if !readable() { unwatch(descriptor) }
    }
}

extension MainThreadExecutor: DescriptorWatcher {
    func watch(_ descriptor: Int32, _ readable: @escaping @Sendable () -> Bool) {
        let (handler, wakeUpPipe) = state.withLock { state in
            state.watched[descriptor] = readable
            state.wakeUpPipe = state.wakeUpPipe ?? WakeUpPipe()
            return (state.handler, state.wakeUpPipe)
        }
        // It checks the watched descriptors before it sleeps.
        guard !isCurrent else { return }
        if let handler { handler.wake() } else { ring(wakeUpPipe) }
    }

    func unwatch(_ descriptor: Int32) {
        state.withLock { _ = $0.watched.removeValue(forKey: descriptor) }
    }
}

extension MainThreadExecutor: EventLoopThread {
    var isCurrent: Bool {
        pthread_equal(thread, pthread_self()) != 0
    }

    func attach(_ handler: any EventLoopHandler) -> Bool {
        let isAttached = state.withLock { state in
            guard state.handler == nil else { return false }
            state.handler = handler
            return true
        }
        if isAttached, !isCurrent { ring(state.withLock(\.wakeUpPipe)) }
        return isAttached
    }

    func detach(_ handler: any EventLoopHandler) {
        guard isCurrent else { return handler.wake() }
        _ = handler.advance()
        state.withLock { $0.handler = nil }
    }
}
