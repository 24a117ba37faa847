import Glibc

/// What looks at the memory or the threads of this process while it runs: `.ci/sanitize`.
package enum Sanitizer: String, Sendable {
    case address, thread

    /// Found by what it has put into the process; `nil` in an ordinary build.
    package static let current: Sanitizer? =
        if has("__asan_init") { .address } else if has("__tsan_init") { .thread } else { nil }

    private static func has(_ symbol: String) -> Bool {
        // RTLD_DEFAULT, a macro that Swift cannot import, is the null pointer.
        dlsym(nil, symbol) != nil
    }
}
