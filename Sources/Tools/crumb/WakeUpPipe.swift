internal import Glibc
internal import Processes

/// What wakes a thread that waits for descriptors.
final class WakeUpPipe: Sendable {
    /// Can be read once somebody has rung.
    let descriptor: Int32
    private let outside: Int32

    /// `nil` where no descriptor is left.
    init?() {
        guard let pipe = try? Pipe() else { return nil }
        (descriptor, outside) = (pipe.readEnd, pipe.writeEnd)
        for end in [descriptor, outside] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    }

    deinit {
        close(descriptor)
        close(outside)
    }

    /// On any thread. A pipe that is full has been rung.
    func ring() {
        var byte: UInt8 = 0
        _ = write(outside, &byte, 1)
    }

    func silence() {
        var bytes: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        while read(descriptor, &bytes, MemoryLayout.size(ofValue: bytes)) > 0 {}
    }
}
