internal import BrowserInfra

/// Why the value of an `Expires` attribute is not a valid date.
package enum CookieDateFailure: Error, Hashable, Sendable {
    package enum Field: Hashable, Sendable {
        case time, day, month, year
    }

    case missing(Field)
    case yearBefore1601(year: Int)
    /// There is no such day in that month, or no such time of day.
    case noSuchMoment
}

/// Parses the value of `Expires`.
///
/// Time zones are ignored and every date is in UTC, unless the fields are read leniently.
///
/// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.1.1
struct CookieDate {
    let tokens: CookiePolicy.DateTokens
    let years: CookiePolicy.DateYears
    let fields: CookiePolicy.DateFields

    private struct Fields {
        var time: (hour: Int, minute: Int, second: Int)?
        var day: Int?
        var month: Int?
        var year: Int?
        /// Minutes east of Greenwich.
        var zone: Int?
    }

    func parse(_ text: Bytes) throws(CookieDateFailure) -> Moment {
        // 1. Divide the text into date tokens at the delimiters.
        // 2. For each token in order, fill the first empty field that it matches.
        var fields = Fields()
        var end = text.startIndex
        var place = text.startIndex
        while let token = token(in: text, from: place) {
            place = token.endIndex
            guard token.startIndex >= end else { continue }
            if self.fields == .lenient, let date = NumericDate(in: text[token.startIndex...]) {
                // It is ignored if a month name came before it.
                if date.isWellFormed, fields.month == nil {
                    (fields.year, fields.month, fields.day) = (date.year, date.month, date.day)
                    end = date.end
                }
                continue
            }
            if self.fields == .lenient, let zone = zone(token, in: text, after: fields.time) {
                fields.zone = zone
                continue
            }
            switch tokens {
            case .digitsThenAnything: fillByDigits(&fields, token)
            case .boundedLength: fillByLength(&fields, token)
            }
        }
        if self.fields == .lenient && fields.time == nil { fields.time = (0, 0, 0) }
        // 5. (before the years, since step 3 needs one) Fail if a field is missing.
        guard let time = fields.time else { throw .missing(.time) }
        guard let day = fields.day else { throw .missing(.day) }
        guard let month = fields.month else { throw .missing(.month) }
        guard var year = fields.year else { throw .missing(.year) }
        // (In lenient mode, a year has two digits, or four or more.)
        if self.fields == .lenient && (100...999).contains(year) { throw .missing(.year) }
        // 3. and 4. Two-digit years: 70 to 99 mean 1970 to 1999, 0 to 69 mean 2000 to 2069.
        switch year {
        case 70...99: year += 1900
        case 0...69: year += 2000
        default: break
        }
        // 5. Fail if the year is before 1601, or the day or the time is out of range.
        if years == .since1601 && year < 1601 { throw .yearBefore1601(year: year) }
        // 6. Let the date be that day and time in UTC; fail if no such date exists.
        // The calendar repeats every 400 years, so that five-digit years can be checked too.
        let isBeyond = year > 9999
        let calendarYear = isBeyond ? 2000 + year % 400 : year
        let moment =
            switch self.fields {
            case .strict:
                Moment(
                    year: calendarYear,
                    month: month,
                    day: day,
                    hour: time.hour,
                    minute: time.minute,
                    second: time.second
                )
            case .lenient:
                Moment(year: calendarYear, month: month, day: 1)?.advanced(
                    bySeconds: Int64(
                        (day - 1) * 86_400 + time.hour * 3600 + time.minute * 60 + time.second
                            - (fields.zone ?? 0) * 60
                    )
                )
            }
        // (Carrying over does not extend to a 32nd day, but does extend to day 0.)
        let firstDay = self.fields == .lenient ? 0 : 1
        guard let moment, (firstDay...31).contains(day) else { throw .noSuchMoment }
        return isBeyond ? .distantFuture : moment
    }

    /// The first token that begins at or after `place`.
    private func token(in text: Bytes, from place: Int) -> Bytes? {
        var start = place
        while start < text.endIndex, isDelimiter(text[start]) { start += 1 }
        guard start < text.endIndex else { return nil }
        var end = start + 1
        while end < text.endIndex, !isDelimiter(text[end]) { end += 1 }
        return text[start..<end]
    }

    /// A North American zone name, or a sign with four digits after the time.
    private func zone(
        _ token: Bytes,
        in text: Bytes,
        after time: (hour: Int, minute: Int, second: Int)?
    ) -> Int? {
        if token.count == 3, let hours = Self.zones[String(decoding: token, as: UTF8.self)] {
            return hours * 60
        }
        guard time != nil, token.count == 4, token.allSatisfy(\.isASCIIDigit),
            token.startIndex > text.startIndex
        else { return nil }
        let minutes = number(token.prefix(2)) * 60 + number(token.suffix(2))
        switch text[token.startIndex - 1] {
        case UInt8(ascii: "+"): return minutes
        case UInt8(ascii: "-"): return -minutes
        default: return nil
        }
    }

    private static let zones = [
        "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    ]

    /// Everything except letters, digits, colons and bytes that are not printable ASCII.
    private func isDelimiter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x09, 0x20...0x2F, 0x3B...0x40, 0x5B...0x60, 0x7B...0x7E: true
        default: false
        }
    }

    /// As in the specification: time, day, month and year are tried in this order.
    private func fillByDigits(_ fields: inout Fields, _ token: Bytes) {
        if fields.time == nil, let time = time(token, mayGoOnWithDigits: false) {
            fields.time = time
            return
        }
        let digits = token.prefix { $0.isASCIIDigit }
        if fields.day == nil, (1...2).contains(digits.count) {
            fields.day = number(digits)
        } else if fields.month == nil, let month = month(token) {
            fields.month = month
        } else if fields.year == nil, (2...4).contains(digits.count) {
            fields.year = number(digits)
        }
    }

    /// A token's first byte and a colon in it determine what it can be; its length determines the
    /// rest.
    private func fillByLength(_ fields: inout Fields, _ token: Bytes) {
        guard token.first?.isASCIIDigit == true else {
            if fields.month == nil { fields.month = month(token) }
            return
        }
        if token.contains(UInt8(ascii: ":")) {
            if fields.time == nil { fields.time = time(token, mayGoOnWithDigits: true) }
        } else if fields.day == nil, token.count <= 2 {
            fields.day = number(token.prefix { $0.isASCIIDigit })
        } else if fields.year == nil, token.count <= 5 {
            fields.year = number(token.prefix { $0.isASCIIDigit })
        }
    }

    /// Three groups of one or two digits, separated by colons, then anything.
    private func time(
        _ token: Bytes,
        mayGoOnWithDigits: Bool
    ) -> (hour: Int, minute: Int, second: Int)? {
        var rest = token
        func twoDigits() -> Int? {
            let digits = rest.prefix(2).prefix { $0.isASCIIDigit }
            guard !digits.isEmpty else { return nil }
            rest = rest.dropFirst(digits.count)
            return number(digits)
        }
        func colon() -> Bool {
            guard rest.first == UInt8(ascii: ":") else { return false }
            rest = rest.dropFirst()
            return true
        }
        guard let hour = twoDigits(), colon(), let minute = twoDigits(), colon(),
            let second = twoDigits(), mayGoOnWithDigits || rest.first?.isASCIIDigit != true
        else { return nil }
        return (hour, minute, second)
    }

    /// Matches the first three letters, ignoring case.
    private func month(_ token: Bytes) -> Int? {
        guard token.count >= 3 else { return nil }
        let letters = token[..<(token.startIndex + 3)]
        return Self.months.firstIndex { letters.equalsIgnoringCase($0) }.map { $0 + 1 }
    }

    private static let months: [StaticString] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    /// The value of at most five digits, so that it cannot overflow.
    private func number(_ digits: Bytes) -> Int {
        digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }
}
