import BrowserInfra
import Testing

/// Moments before the first year that ISO 8601 can express.
@Suite struct DistantMomentTests {
    @Test func momentsBeforeTheFirstYearAreWrittenAsItsStart() throws {
        #expect(Moment.distantPast.iso8601 == "0001-01-01T00:00:00.000Z")
        #expect(Moment(iso8601: Moment.distantPast.iso8601) != nil)
    }
}
