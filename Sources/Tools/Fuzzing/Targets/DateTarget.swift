internal import BrowserCookies
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra

extension FuzzTarget {
    /// The value of `Expires`, of `Date`, and of `--now`.
    static let date = FuzzTarget(
        name: "date",
        pieces: [
            "Thu, 01 Jan 1970 00:00:00 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994", "2026-01-01T00:00:00Z", "+01:00", "-23:59", ".123456789",
            "00:00:00", "24:60:60", "9999", "10000", "1600", "99999999999999999999", "Feb", "30",
            "29", "-", ",", " ", ":", "GMT", "+0100", "EST", "am", "\u{0}", "٣",
        ]
    ) { input throws(BrokenClaim) in
        for policy in BrowserPolicy.presets {
            var line = ByteString(utf8: "a=b; Expires=")
            line.bytes += input.bytes.filter { $0 != UInt8(ascii: ";") }
            let header = try? SetCookieHeader(parsing: line, policy: policy.cookies)
            if let expires = header?.expires { try expectInRange(expires) }
        }
        if let moment = Moment(httpDate: input) { try expectInRange(moment) }
        guard let moment = Moment(iso8601: input.utf8Decoded) else { return }
        try expectInRange(moment)
        let again = Moment(iso8601: moment.iso8601)
        try expect(
            again.map { abs($0.microseconds(since: moment)) < 1000 } == true,
            "a moment's text reads as that moment, to the millisecond",
            "\(input.utf8Decoded.debugDescription): \(moment.iso8601)"
        )
    }

    /// From the year 0 to 10,000, time zones included; later moments are clamped to the distant
    /// future.
    private static func expectInRange(_ moment: Moment) throws(BrokenClaim) {
        try expect(
            (-62_200_000_000...253_500_000_000).contains(moment.secondsSinceEpoch)
                || moment == .distantFuture,
            "a date has a year of four digits, or is never",
            "\(moment.secondsSinceEpoch) s"
        )
    }
}
