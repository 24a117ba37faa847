import BrowserInfra
import BrowserJSON
import Testing

@testable import RunReports

/// Notes of `crumb report` about missing and duplicate parts.
@Suite struct ShardCheckTests {
    /// `second`: the start time, which makes reports of the same part differ.
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
    func missingPartsAreReported(_ parts: [(Int, Int)], _ expected: [String]) {
        #expect(notes(parts.map { report($0.0, of: $0.1) }) == expected)
    }

    @Test func duplicateReportsCountOnce() {
        let both = [report(1, of: 2), report(2, of: 2)]
        let check = ShardCheck([("a", both[0]), ("b", both[1]), ("b", both[1]), ("c", both[0])])
        #expect(check.reports == both)
        #expect(
            check.notes == [
                "b is given twice; it counts once", "c is the same report as a; it counts once",
            ]
        )
    }

    @Test func aPartThatRanTwiceIsReported() {
        let reports = [report(1, of: 1), report(1, of: 1, second: 9)]
        #expect(notes(reports) == ["there are several reports of part 1 of 1"])
    }

    @Test func reportsContainTheirPart() throws {
        for report in [report(2, of: 3), SuiteReport(started: .epoch, duration: 0, runs: [])] {
            let read = try SuiteReport(parsing: Array(report.json.text.utf8))
            #expect(read == report)
        }
    }

    /// Reports of version 0.1 do not say which part they are.
    @Test func reportsWithoutPartsAreAccepted() {
        let report = SuiteReport(started: .epoch, duration: 0, runs: [])
        #expect(notes([report]) == [])
    }
}
