import Glibc

/// How long tests wait before they call a command hung.
///
/// A machine may be slow, and a program under a sanitizer is: `CRUMB_TEST_PATIENCE=10` lets every
/// limit be ten times as long. What is claimed of time itself is not a limit, and stays.
package enum Patience {
    package static let factor =
        getenv("CRUMB_TEST_PATIENCE").flatMap { Int(String(cString: $0)) } ?? 1
}

extension Duration {
    /// So many seconds on a machine of its own.
    package static func patient(seconds: Int) -> Duration {
        .seconds(seconds * Patience.factor)
    }
}
