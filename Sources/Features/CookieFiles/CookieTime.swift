internal import BrowserInfra

/// The expiry of a cookie as a number: seconds since 1970, unless it is so large that it must be in
/// another unit.
///
/// JavaScript's clock counts milliseconds, Firefox's database microseconds, and Chrome's
/// microseconds since 1601; all of these occur in files whose format requires seconds. As seconds
/// they would be tens of thousands of years away. Numbers between the ranges are not reinterpreted.
package enum CookieTime {
    package enum Unit: Hashable, Sendable {
        case milliseconds, microseconds, microsecondsSince1601
    }

    /// The seconds from 1601 to 1970.
    private static let seconds1601To1970 = 11_644_473_600.0

    /// The moment for a number, and its unit if that is not seconds.
    static func moment(_ number: Double) -> (moment: Moment, unit: Unit?) {
        switch number {
        // 2001 to 2128.
        case 1e12..<5e12: (moment(seconds: number / 1e3), .milliseconds)
        case 1e15..<5e15: (moment(seconds: number / 1e6), .microseconds)
        // 1981 to 2234.
        case 1.2e16..<2e16:
            (moment(seconds: number / 1e6 - seconds1601To1970), .microsecondsSince1601)
        default: (moment(seconds: number), nil)
        }
    }

    static func moment(seconds: Double) -> Moment {
        let microseconds = (seconds * 1_000_000).rounded()
        if microseconds >= 9e18 { return .distantFuture }
        return microseconds <= -9e18
            ? .distantPast : Moment(microsecondsSinceEpoch: Int64(microseconds))
    }
}
