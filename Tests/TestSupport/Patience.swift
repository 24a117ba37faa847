import Glibc

/// How long tests wait before they consider a command hung.
///
/// A machine may be slow, and a program under a sanitizer always is: `CRUMB_TEST_PATIENCE=10` makes
/// every timeout ten times as long. Durations that a test asserts are not timeouts and do not
/// change.
package enum Patience {
    package static let factor =
        getenv("CRUMB_TEST_PATIENCE").flatMap { Int(String(cString: $0)) } ?? 1
}

extension Duration {
    /// A timeout of this many seconds on an idle machine, multiplied by ``Patience/factor``.
    package static func patient(seconds: Int) -> Duration {
        .seconds(seconds * Patience.factor)
    }
}
