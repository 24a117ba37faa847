import BrowserInfra
import Testing

@Suite struct MomentTests {
    @Test(arguments: [
        ("1970-01-01", 0),
        ("1970-01-01T00:00:01Z", 1_000_000),
        ("2026-01-01T00:00:00Z", 1_767_225_600_000_000),
        ("2026-01-01T01:00:00+01:00", 1_767_225_600_000_000),
        ("2025-12-31T19:30:00-0430", 1_767_225_600_000_000),
        ("2026-01-01 00:00:00.25", 1_767_225_600_250_000),
        ("1969-12-31T23:59:59.999999Z", -1),
        ("2024-02-29T12:00Z", 1_709_208_000_000_000),
    ])
    func isoTextIsParsed(_ text: String, _ microseconds: Int64) {
        #expect(Moment(iso8601: text)?.microsecondsSinceEpoch == microseconds)
    }

    @Test(arguments: [
        "", "2026", "2026-13-01", "2026-02-29", "2026-01-01T24:00Z", "2026-01-01T00:60Z",
        "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00+25:00", "2026-01-01X", "tomorrow",
        "2026-01-01T00:00:00Z ", "-026-01-01", "9999-12-31T23:59:59-00:01",
        "0001-01-01T00:00:00+00:01",
    ])
    func invalidMomentsAreRejected(_ text: String) {
        #expect(Moment(iso8601: text) == nil)
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"),
        (1_767_225_600_250_999, "2026-01-01T00:00:00.250Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
    ])
    func momentsAreWrittenInUTC(_ microseconds: Int64, _ text: String) {
        #expect(Moment(microsecondsSinceEpoch: microseconds).iso8601 == text)
    }

    @Test func arithmeticSaturates() {
        #expect(Moment.distantFuture.advanced(bySeconds: 1) == .distantFuture)
        #expect(Moment.distantPast.advanced(bySeconds: -1) == .distantPast)
        #expect(Moment(secondsSinceEpoch: .max) == .distantFuture)
        #expect(Moment(secondsSinceEpoch: .min) == .distantPast)
        #expect(Moment.distantFuture.microseconds(since: .distantPast) == .max)
        #expect(Moment(microsecondsSinceEpoch: -1).secondsSinceEpoch == -1)
    }

    @Test(arguments: [0, 32, Int(Int32.max) + 1, .max, .min])
    func aMonthHasAtMost31Days(_ day: Int) {
        #expect(Moment(year: 2026, month: 12, day: day) == nil)
    }

    /// Four hundred years, after which the calendar repeats, and the century before the epoch.
    @Test(arguments: [(1, -62_135_596_800), (1870, -3_155_673_600), (1970, 0)])
    func eachDayFollowsTheOneBefore(_ firstYear: Int, _ seconds: Int64) {
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var midnight = Moment(secondsSinceEpoch: seconds)
        for year in firstYear...(firstYear + 400) {
            let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
            for (place, length) in lengths.enumerated() {
                let (month, days) = (place + 1, place == 1 && isLeap ? 29 : length)
                for day in 1...days {
                    let moment = Moment(year: year, month: month, day: day)
                    guard moment == midnight else {
                        Issue.record("\(year)-\(month)-\(day) is \(String(describing: moment))")
                        return
                    }
                    midnight = midnight.advanced(bySeconds: 86_400)
                }
                #expect(Moment(year: year, month: month, day: days + 1) == nil)
            }
        }
    }
}
