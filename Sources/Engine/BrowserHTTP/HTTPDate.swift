package import BrowserInfra

extension Moment {
    /// Parses an HTTP date in any of its three formats; `nil` if it is in none of them.
    ///
    /// https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
    package init?(httpDate value: ByteString) {
        let words = value.bytes
            .split { $0 == 0x20 || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "-") }
            .map { String(decoding: $0, as: UTF8.self) }
        let fields: (day: String, month: String, year: String, time: String)
        switch words.count {
        case 6 where words[5] == "GMT":
            // IMF-fixdate and RFC 850: `Sun, 06 Nov 1994 08:49:37 GMT`, `06-Nov-94`.
            fields = (words[1], words[2], words[3], words[4])
        case 5:
            // asctime: `Sun Nov  6 08:49:37 1994`.
            fields = (words[2], words[1], words[4], words[3])
        default:
            return nil
        }
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        let clock = fields.time.split(separator: ":", omittingEmptySubsequences: false)
        guard let month = months.firstIndex(of: fields.month), let day = Int(fields.day),
            var year = Int(fields.year), clock.count == 3, let hour = Int(clock[0]),
            let minute = Int(clock[1]), let second = Int(clock[2])
        else { return nil }
        // A two-digit year, which only RFC 850 has, means 1970 to 2069.
        if fields.year.utf8.count == 2 { year += year < 70 ? 2000 : 1900 }
        self.init(
            year: year,
            month: month + 1,
            day: day,
            hour: hour,
            minute: minute,
            // A leap second is represented as the last second of its minute.
            second: min(second, 59)
        )
    }
}
