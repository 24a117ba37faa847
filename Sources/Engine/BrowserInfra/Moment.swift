#if canImport(Glibc)
    internal import Glibc
#endif

/// A point in time, as microseconds since the Unix epoch in UTC, without leap seconds.
///
/// Algorithms do not read the clock: each takes the current moment as an argument.
///
/// https://w3c.github.io/hr-time/#dfn-moment
package struct Moment: Hashable, Comparable, Sendable {
    package var microsecondsSinceEpoch: Int64

    package init(microsecondsSinceEpoch: Int64) {
        self.microsecondsSinceEpoch = microsecondsSinceEpoch
    }

    /// Creates the moment, saturating if the microseconds would overflow.
    package init(secondsSinceEpoch seconds: Int64) {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        microsecondsSinceEpoch = overflow ? (seconds < 0 ? .min : .max) : product
    }

    package static let epoch = Moment(microsecondsSinceEpoch: 0)
    package static let distantPast = Moment(microsecondsSinceEpoch: .min)
    package static let distantFuture = Moment(microsecondsSinceEpoch: .max)

    /// The seconds since the epoch, rounded down.
    package var secondsSinceEpoch: Int64 {
        let (quotient, remainder) = microsecondsSinceEpoch.quotientAndRemainder(
            dividingBy: 1_000_000
        )
        return remainder < 0 ? quotient - 1 : quotient
    }

    // All four are defined, and inlinable, because a jar compares the moments of every cookie.

    @inlinable
    package static func < (left: Moment, right: Moment) -> Bool {
        left.microsecondsSinceEpoch < right.microsecondsSinceEpoch
    }

    @inlinable
    package static func > (left: Moment, right: Moment) -> Bool { right < left }

    @inlinable
    package static func <= (left: Moment, right: Moment) -> Bool { !(right < left) }

    @inlinable
    package static func >= (left: Moment, right: Moment) -> Bool { !(left < right) }

    @inlinable
    package static func == (left: Moment, right: Moment) -> Bool {
        left.microsecondsSinceEpoch == right.microsecondsSinceEpoch
    }

    /// Returns the moment that many seconds later; saturates.
    package func advanced(bySeconds seconds: Int64) -> Moment {
        advanced(byMicroseconds: Moment(secondsSinceEpoch: seconds).microsecondsSinceEpoch)
    }

    /// Returns the moment that many microseconds later; saturates.
    package func advanced(byMicroseconds microseconds: Int64) -> Moment {
        let (sum, overflow) = microsecondsSinceEpoch.addingReportingOverflow(microseconds)
        return Moment(
            microsecondsSinceEpoch: overflow ? (microseconds < 0 ? .min : .max) : sum
        )
    }

    /// Returns the microseconds from `other` to this moment; saturates.
    package func microseconds(since other: Moment) -> Int64 {
        let (difference, overflow) = microsecondsSinceEpoch.subtractingReportingOverflow(
            other.microsecondsSinceEpoch
        )
        return overflow ? (self < other ? .min : .max) : difference
    }

    /// Creates the moment of a date and time in UTC; `nil` if there is no such date (30 February)
    /// or time.
    ///
    /// `month` is 1 to 12.
    package init?(
        year: Int,
        month: Int,
        day: Int,
        hour: Int = 0,
        minute: Int = 0,
        second: Int = 0,
        microsecond: Int = 0
    ) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day),
            (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second),
            (0...999_999).contains(microsecond)
        else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        guard day <= (month == 2 ? (isLeap ? 29 : 28) : 30 + (month + month / 8) % 2) else {
            return nil
        }
        // If years begin in March, the leap day comes last, and the lengths of the months repeat in
        // the pattern 31, 30, 31, 30, 31: 153 days in five months.
        let marchYear = month <= 2 ? year - 1 : year
        let monthFromMarch = (month + 9) % 12
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
        // 1 March of the year 0 is 719,468 days before the epoch.
        let days = 365 * marchYear + leapDays + dayOfYear - 719_468
        self.init(secondsSinceEpoch: Int64(days * 86_400 + hour * 3600 + minute * 60 + second))
        microsecondsSinceEpoch += Int64(microsecond)
    }
}

extension Moment {
    /// ISO 8601 in UTC with milliseconds: `2026-01-01T00:00:00.000Z`.
    ///
    /// Moments before the year 1, such as ``distantPast``, are written as the first moment of that
    /// year, because the format has no earlier years.
    package var iso8601: String { iso8601(fractionDigits: 3) }

    /// The same with microseconds, the full precision of a moment.
    package var iso8601Microseconds: String { iso8601(fractionDigits: 6) }

    private func iso8601(fractionDigits: Int) -> String {
        let firstMoment = Moment(secondsSinceEpoch: -62_135_596_800)
        guard self >= firstMoment else {
            return firstMoment.iso8601(fractionDigits: fractionDigits)
        }
        var time = time_t(secondsSinceEpoch)
        var fields = tm()
        guard gmtime_r(&time, &fields) != nil else { return "+\(secondsSinceEpoch)s" }
        let remainder = microsecondsSinceEpoch - secondsSinceEpoch * 1_000_000
        func padded(_ number: some BinaryInteger, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let date =
            "\(padded(Int(fields.tm_year) + 1900, 4))-\(padded(fields.tm_mon + 1, 2))"
            + "-\(padded(fields.tm_mday, 2))"
        let clock =
            "\(padded(fields.tm_hour, 2)):\(padded(fields.tm_min, 2)):\(padded(fields.tm_sec, 2))"
        return "\(date)T\(clock).\(padded(remainder, 6).prefix(fractionDigits))Z"
    }

    /// Parses ISO 8601: a date (midnight UTC), or a date and a time with optional seconds and
    /// fraction, in UTC (`Z` or nothing) or with an offset (`+01:00`).
    package init?(iso8601 text: String) {
        var rest = Substring(text)
        func number(_ width: Int) -> Int? {
            let digits = rest.utf8.prefix(width)
            guard digits.count == width, digits.allSatisfy(\.isASCIIDigit) else { return nil }
            defer { rest = rest.dropFirst(width) }
            return Int(rest.prefix(width))
        }
        func consume(_ character: Character) -> Bool {
            guard rest.first == character else { return false }
            rest = rest.dropFirst()
            return true
        }
        guard let year = number(4), consume("-"), let month = number(2), consume("-"),
            let day = number(2)
        else { return nil }
        if rest.isEmpty {
            self.init(year: year, month: month, day: day)
            return
        }
        guard consume("T") || consume("t") || consume(" "), let hour = number(2), consume(":"),
            let minute = number(2)
        else { return nil }
        var second = 0
        var microsecond = 0
        if consume(":") {
            guard let value = number(2) else { return nil }
            second = value
            if consume(".") {
                let digits = rest.prefix(while: { $0.isASCII && $0.isNumber })
                guard !digits.isEmpty else { return nil }
                let six = digits.prefix(6) + String(repeating: "0", count: max(0, 6 - digits.count))
                microsecond = Int(six) ?? 0
                rest = rest.dropFirst(digits.count)
            }
        }
        guard
            let moment = Moment(
                year: year,
                month: month,
                day: day,
                hour: hour,
                minute: minute,
                second: second,
                microsecond: microsecond
            )
        else { return nil }
        if rest.isEmpty || rest == "Z" || rest == "z" {
            self = moment
            return
        }
        let isWest = rest.first == "-"
        guard consume("+") || consume("-"), let hours = number(2), hours <= 23 else { return nil }
        _ = consume(":")
        guard let minutes = number(2), minutes <= 59, rest.isEmpty else { return nil }
        let offset = Int64(hours * 3600 + minutes * 60)
        // The format has four digits for the year: a moment that an offset moves beyond them could
        // not be written.
        let inUTC = moment.advanced(bySeconds: isWest ? offset : -offset)
        guard let first = Moment(year: 1, month: 1, day: 1),
            let last = Moment(year: 9999, month: 12, day: 31, hour: 23, minute: 59, second: 59),
            inUTC >= first, inUTC.secondsSinceEpoch <= last.secondsSinceEpoch
        else { return nil }
        self = inUTC
    }
}
