import BrowserInfra
import Testing

/// Moments that ISO 8601 has no year for.
@Suite struct DistantMomentTests {
    @Test func whatIsBeforeTheFirstYearIsWrittenAsItsFirstMoment() throws {
        #expect(Moment.distantPast.iso8601 == "0001-01-01T00:00:00.000Z")
        #expect(Moment(iso8601: Moment.distantPast.iso8601) != nil)
    }
}
