internal import Glibc

/// Whether to wait awake for an answer that mostly comes at once: to go to sleep and to be woken takes longer than the
/// answer does, and leaves the processor's caches to others.
///
/// It takes a processor's time, and so it is for a short time only, where that has paid lately, and while nobody else
/// wants the processor.
struct AwakeWait {
    /// What the system says, of which tests have their own.
    struct System: Sendable {
        /// Nanoseconds of a clock that never goes back.
        var now: @Sendable () -> UInt64
        /// Whether there is a processor for each thread that could run.
        var hasProcessorsToSpare: @Sendable () -> Bool
    }

    /// In nanoseconds.
    private let limit: UInt64
    private let system: System
    /// When the answer was asked for; `nil` where none is to come.
    private var start: UInt64?
    /// Above zero where the answers have come in time.
    private var credit = 1
    private var waits = 0
    private var isAffordable = false

    private static let mostCredit = 8
    /// After how many the system is asked again.
    private static let waitsBetweenQuestions = 16

    init(microseconds: UInt64, system: System = .current) {
        limit = microseconds * 1000
        self.system = system
    }

    /// From now on there is an answer to wait for.
    mutating func begin() { start = system.now() }

    /// An answer has come, however it was waited for.
    mutating func end() {
        guard let start = start.take() else { return }
        let isInTime = system.now() - start < limit
        credit = isInTime ? min(credit + 1, Self.mostCredit) : min(credit, 0) - 1
        credit = max(credit, -Self.mostCredit)
    }

    /// Calls `look` again and again until it returns true, or the wait has been long enough.
    ///
    /// - Returns: what `look` returned last.
    mutating func wait(_ look: () -> Bool) -> Bool {
        guard let start, credit > 0 else { return false }
        if waits % Self.waitsBetweenQuestions == 0 { isAffordable = system.hasProcessorsToSpare() }
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

    /// Of the whole system, this one among them; `nil` where the system does not say.
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
