import Glibc

/// A sanitizer that checks the memory or the threads of this process while it runs
/// (`.ci/sanitize`).
package enum Sanitizer: String, Sendable {
    case address, thread

    /// The sanitizer of this build, recognized by a symbol that it adds to the process; `nil` in an
    /// ordinary build.
    package static let current: Sanitizer? =
        if has("__asan_init") { .address } else if has("__tsan_init") { .thread } else { nil }

    private static func has(_ symbol: String) -> Bool {
        // RTLD_DEFAULT, a macro that Swift cannot import, is a null pointer.
        dlsym(nil, symbol) != nil
    }
}
