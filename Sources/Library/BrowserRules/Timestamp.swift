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
/// Whatever depends on the time takes one, so that tests need not wait. Its `Codable` form is that number.
public struct Timestamp: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Microseconds since 1970-01-01T00:00:00Z, without leap seconds.
    public var microsecondsSinceEpoch: Int64

    /// So many microseconds after 1970-01-01T00:00:00Z.
    public init(microsecondsSinceEpoch: Int64) {
        self.microsecondsSinceEpoch = microsecondsSinceEpoch
    }

    /// So many seconds after 1970-01-01T00:00:00Z; what does not fit is the earliest or latest moment.
    public init(secondsSinceEpoch: Int64) {
        self.init(Moment(secondsSinceEpoch: secondsSinceEpoch))
    }

    init(_ moment: Moment) {
        microsecondsSinceEpoch = moment.microsecondsSinceEpoch
    }

    var moment: Moment { Moment(microsecondsSinceEpoch: microsecondsSinceEpoch) }

    /// The machine's clock.
    public static var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(
            microsecondsSinceEpoch: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
        )
    }

    /// So many seconds later; what does not fit is the earliest or latest moment.
    public func advanced(bySeconds seconds: Int64) -> Timestamp {
        Timestamp(moment.advanced(bySeconds: seconds))
    }

    /// Whether the first is earlier.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.microsecondsSinceEpoch < right.microsecondsSinceEpoch
    }

    /// ISO 8601 in UTC with milliseconds: `2026-01-01T00:00:00.000Z`.
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
