internal import Glibc
internal import Processes

/// Wakes a thread that waits for descriptors.
final class WakeUpPipe: Sendable {
    /// The descriptor, readable after `ring()`.
    let descriptor: Int32
    private let outside: Int32

    /// Creates the pipe; `nil` when there are no descriptors left.
    init?() {
        guard let pipe = try? Pipe() else { return nil }
        (descriptor, outside) = (pipe.readEnd, pipe.writeEnd)
        for end in [descriptor, outside] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    }

    deinit {
        close(descriptor)
        close(outside)
    }

    /// Wakes the thread. Callable on any thread. A full pipe needs no further byte.
    func ring() {
        var byte: UInt8 = 0
        _ = write(outside, &byte, 1)
    }

    func silence() {
        var bytes: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        while read(descriptor, &bytes, MemoryLayout.size(ofValue: bytes)) > 0 {}
    }
}
