import BrowserInfra
import Testing

/// The dates that the recordings' server writes.
@Suite struct ServedDatesTests {
    @Test(arguments: [
        ("a={{date+0}}", "a=Sun, 01 Nov 2026 00:00:00 GMT"),
        ("{{date-1}};", "Sat, 31 Oct 2026 23:59:59 GMT;"),
        ("{{date+3600|rfc850}}", "Sunday, 01-Nov-26 01:00:00 GMT"),
        ("{{date+3600|dashed}}", "Sun, 01-Nov-2026 01:00:00 GMT"),
        ("{{date+3600|asctime}}", "Sun Nov  1 01:00:00 2026"),
        ("{{date+3600|iso}}", "2026-11-01T01:00:00Z"),
        ("{{date+3600|bare}}", "01 Nov 2026 01:00:00"),
        ("{{date+3600|nozone}}", "Sun, 01 Nov 2026 01:00:00"),
        ("{{date+3600|pst}}", "Sun, 01 Nov 2026 01:00:00 PST"),
        ("{{date+3600|timefirst}}", "01:00:00 01 Nov 2026"),
        ("{{date+3600|epoch}}", "1793494800"),
        ("Max-Age=1", "Max-Age=1"),
    ])
    func datesAreWrittenInTheirFormat(_ text: String, _ expanded: String) {
        let now = Moment(secondsSinceEpoch: 1_793_491_200)
        #expect(expandingDates(in: text, now: now) == expanded)
    }
}
