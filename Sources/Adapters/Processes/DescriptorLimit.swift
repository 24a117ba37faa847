internal import Glibc
internal import Synchronization

/// The limit on the number of open descriptors of this process.
package enum DescriptorLimit {
    /// The limit before it was raised; 0 if it was not raised.
    private static let original = Atomic<Int>(0)

    /// Raises the limit as far as the user may, for commands that open many descriptors.
    ///
    /// - Returns: The new limit.
    @discardableResult
    package static func raise() -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return 1024
        }
        let before = limit.rlim_cur
        if before < limit.rlim_max {
            limit.rlim_cur = limit.rlim_max
            if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
                original.store(Int(clamping: before), ordering: .relaxed)
                return Int(clamping: limit.rlim_max)
            }
        }
        return Int(clamping: before)
    }

    /// The number of open descriptors among the first hundred: the parent process may have passed
    /// some on.
    package static var open: Int {
        (0..<100).count { fcntl($0, F_GETFD) >= 0 }
    }

    /// The prefix that makes a shell command run with the limit that crumb started with: programs
    /// may iterate over all descriptors, or use select(), which supports only 1024.
    package static var shellPrefix: String {
        let number = original.load(ordering: .relaxed)
        return number == 0 ? "" : "ulimit -S -n \(number); "
    }
}
