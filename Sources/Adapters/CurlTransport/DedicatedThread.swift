internal import BrowserInfra
internal import Glibc
internal import Synchronization

/// A thread for one transport alone, from its first request to its end.
final class DedicatedThread: EventLoopThread {
    private let thread = Mutex<pthread_t?>(nil)

    var isCurrent: Bool {
        thread.withLock { $0.map { pthread_equal($0, pthread_self()) != 0 } ?? false }
    }

    func attach(to guest: any EventLoopHandler) -> Bool {
        thread.withLock { thread in
            guard thread == nil else { return false }
            thread = startSystemThread {
                while guest.advance() { _ = guest.wait(alsoFor: []) }
            }
            return thread != nil
        }
    }

    func detach(from guest: any EventLoopHandler) {
        guest.wake()
        let thread = thread.withLock { thread in
            defer { thread = nil }
            return thread
        }
        if let thread { pthread_join(thread, nil) }
    }
}
