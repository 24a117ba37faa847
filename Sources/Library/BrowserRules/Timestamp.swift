internal import BrowserInfra

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// A point in time, as microseconds since the Unix epoch.
///
/// Whatever depends on the time takes one, so tests need not wait. The `Codable` form is that number.
public struct Timestamp: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Microseconds since 1970-01-01T00:00:00Z, without leap seconds.
    public var microsecondsSinceEpoch: Int64

    /// Creates the time this many microseconds after 1970-01-01T00:00:00Z.
    public init(microsecondsSinceEpoch: Int64) {
        self.microsecondsSinceEpoch = microsecondsSinceEpoch
    }

    /// Creates the time this many seconds after 1970-01-01T00:00:00Z, clamped to the earliest or latest
    /// time.
    public init(secondsSinceEpoch: Int64) {
        self.init(Moment(secondsSinceEpoch: secondsSinceEpoch))
    }

    init(_ moment: Moment) {
        microsecondsSinceEpoch = moment.microsecondsSinceEpoch
    }

    var moment: Moment { Moment(microsecondsSinceEpoch: microsecondsSinceEpoch) }

    /// The current time of the system clock.
    public static var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(
            microsecondsSinceEpoch: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
        )
    }

    /// Returns the time this many seconds later, clamped to the earliest or latest time.
    public func advanced(bySeconds seconds: Int64) -> Timestamp {
        Timestamp(moment.advanced(bySeconds: seconds))
    }

    /// Returns whether the first time is earlier.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.microsecondsSinceEpoch < right.microsecondsSinceEpoch
    }

    /// The time in UTC, in ISO 8601 with milliseconds: `2026-01-01T00:00:00.000Z`.
    public var description: String { moment.iso8601 }
}

extension Timestamp: Codable {
    /// Reads the number of microseconds.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        self.init(microsecondsSinceEpoch: try container.decode(Int64.self))
    }

    /// Writes the number of microseconds.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(microsecondsSinceEpoch)
    }
}
