internal import Glibc

/// A wait that polls instead of sleeping, for replies that usually arrive at once: falling asleep and
/// waking up takes longer than the reply does, and loses the contents of the processor's caches.
///
/// Polling uses processor time, so the wait is short, and is skipped unless recent waits paid off and
/// no other thread needs the processor.
struct AwakeWait {
    /// The parts of the system that tests replace.
    struct System: Sendable {
        /// The time of a monotonic clock, in nanoseconds.
        var now: @Sendable () -> UInt64
        /// Whether there is a processor for each runnable thread.
        var hasProcessorsToSpare: @Sendable () -> Bool
    }

    /// The longest wait, in nanoseconds.
    private let limit: UInt64
    private let system: System
    /// When the request was sent; `nil` if no reply is expected.
    private var start: UInt64?
    /// Positive if recent replies arrived in time.
    private var credit = 1
    private var waits = 0
    private var isAffordable = false

    private static let maxCredit = 8
    /// The number of waits between two checks of the system's load.
    private static let waitsBetweenChecks = 16

    init(microseconds: UInt64, system: System = .current) {
        limit = microseconds * 1000
        self.system = system
    }

    /// Marks the time from which a reply is expected.
    mutating func begin() { start = system.now() }

    /// Records that the reply arrived, whether the wait was awake or asleep.
    mutating func end() {
        guard let start = start.take() else { return }
        let isInTime = system.now() - start < limit
        credit = isInTime ? min(credit + 1, Self.maxCredit) : min(credit, 0) - 1
        credit = max(credit, -Self.maxCredit)
    }

    /// Calls `look` until it returns true or the limit is reached.
    ///
    /// - Returns: The last result of `look`.
    mutating func wait(_ look: () -> Bool) -> Bool {
        guard let start, credit > 0 else { return false }
        if waits % Self.waitsBetweenChecks == 0 { isAffordable = system.hasProcessorsToSpare() }
        waits += 1
        guard isAffordable else { return false }
        while system.now() - start < limit {
            if look() { return true }
        }
        return false
    }
}

extension AwakeWait.System {
    static let current = Self(
        now: {
            var time = timespec()
            clock_gettime(CLOCK_MONOTONIC, &time)
            return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
        },
        hasProcessorsToSpare: {
            runningThreads().map { processors > 1 && $0 <= processors } ?? false
        }
    )

    private static let processors = sysconf(Int32(_SC_NPROCESSORS_ONLN))

    /// The number of runnable threads in the system, including this one; `nil` if unknown.
    ///
    /// proc_loadavg(5): `0.20 0.18 0.12 1/80 11206`.
    private static func runningThreads() -> Int? {
        let file = open("/proc/loadavg", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 128)
        let count = read(file, &bytes, bytes.count)
        let words = bytes.prefix(max(0, count)).split(separator: UInt8(ascii: " "))
        guard words.count > 3 else { return nil }
        let digits = words[3].prefix { $0 != UInt8(ascii: "/") }
        return Int(String(decoding: digits, as: UTF8.self))
    }
}
