import BrowserInfra
import BrowserJSON
import Testing

@testable import RunReports

/// What `crumb report` says of parts that are missing, or given twice.
@Suite struct ShardCheckTests {
    /// `second`: when it began, so that two of them are not the same.
    private func report(_ part: Int, of count: Int, second: Int64 = 0) -> SuiteReport {
        SuiteReport(
            started: Moment(secondsSinceEpoch: second),
            duration: 1,
            runs: [RunReport(file: "\(part).yaml", browser: "chrome", result: .passed)],
            shard: SuiteShard(part: part, of: count)
        )
    }

    private func notes(_ reports: [SuiteReport]) -> [String] {
        ShardCheck(reports.enumerated().map { ("\($0.offset).json", $0.element) }).notes
    }

    @Test(
        arguments: [
            ([(1, 3), (2, 3), (3, 3)], []), ([(1, 1)], []),
            ([(1, 3), (2, 3)], ["parts 1 and 2 of 3; part 3 is missing"]),
            ([(2, 4)], ["part 2 of 4; parts 1, 3 and 4 are missing"]),
            ([(1, 2), (2, 3)], ["these are parts of different suites: 1/2 and 1/3"]),
        ] as [([(Int, Int)], [String])]
    )
    func missingPartsAreNamed(_ parts: [(Int, Int)], _ expected: [String]) {
        #expect(notes(parts.map { report($0.0, of: $0.1) }) == expected)
    }

    @Test func aReportThatIsGivenTwiceCountsOnce() {
        let both = [report(1, of: 2), report(2, of: 2)]
        let check = ShardCheck([("a", both[0]), ("b", both[1]), ("b", both[1]), ("c", both[0])])
        #expect(check.reports == both)
        #expect(
            check.notes == [
                "b is given twice; it counts once", "c is the same report as a; it counts once",
            ]
        )
    }

    @Test func aPartThatWasRunAgainIsTold() {
        let reports = [report(1, of: 1), report(1, of: 1, second: 9)]
        #expect(notes(reports) == ["there are several reports of part 1 of 1"])
    }

    @Test func aReportKnowsItsPart() throws {
        for report in [report(2, of: 3), SuiteReport(started: .epoch, duration: 0, runs: [])] {
            let read = try SuiteReport(parsing: Array(report.json.text.utf8))
            #expect(read == report)
        }
    }

    /// Reports of 0.1 say nothing of parts.
    @Test func whatSaysNothingOfPartsIsTakenAsItIs() {
        let report = SuiteReport(started: .epoch, duration: 0, runs: [])
        #expect(notes([report]) == [])
    }
}
