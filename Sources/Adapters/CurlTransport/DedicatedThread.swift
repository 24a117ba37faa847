internal import BrowserInfra
internal import Glibc
internal import Synchronization

/// A thread that serves one transport only, from its first request to its end.
final class DedicatedThread: EventLoopThread {
    private let thread = Mutex<pthread_t?>(nil)

    var isCurrent: Bool {
        thread.withLock { $0.map { pthread_equal($0, pthread_self()) != 0 } ?? false }
    }

    func attach(_ handler: any EventLoopHandler) -> Bool {
        thread.withLock { thread in
            guard thread == nil else { return false }
            thread = startSystemThread {
                while handler.advance() { _ = handler.wait(alsoFor: []) }
            }
            return thread != nil
        }
    }

    func detach(_ handler: any EventLoopHandler) {
        handler.wake()
        let thread = thread.withLock { thread in
            defer { thread = nil }
            return thread
        }
        if let thread { pthread_join(thread, nil) }
    }
}
