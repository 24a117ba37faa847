internal import Glibc

/// A semaphore, on which one thread waits for another.
///
/// https://man7.org/linux/man-pages/man7/sem_overview.7.html
final class Semaphore: @unchecked Sendable {
    private let pointer = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init() {
        sem_init(pointer, 0, 0)
    }

    deinit {
        sem_destroy(pointer)
        pointer.deallocate()
    }

    func post() { sem_post(pointer) }

    func wait() {
        // A signal handler may have interrupted it.
        while sem_wait(pointer) != 0 {}
    }
}
