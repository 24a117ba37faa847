internal import Glibc
internal import Synchronization

/// How many descriptors this process may have open.
package enum DescriptorLimit {
    /// What it was before it was raised; 0 where it was not.
    private static let original = Atomic<Int>(0)

    /// Raises the limit as far as the user may, for commands that open many.
    ///
    /// - Returns: how many may be open now.
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

    /// How many are open, of the first hundred: whoever started this process may have left it some.
    package static var open: Int {
        (0..<100).count { fcntl($0, F_GETFD) >= 0 }
    }

    /// What stands before a shell's command that is to have the limit that crumb began with: programs
    /// may go through all descriptors, or use select(), which has 1024 of them.
    package static var shellPrefix: String {
        let number = original.load(ordering: .relaxed)
        return number == 0 ? "" : "ulimit -S -n \(number); "
    }
}
