import BrowserHTTP
import BrowserInfra
import TestSupport
import Testing

/// A server may send as many header names as fit into 256 KiB.
@Suite struct HeaderGrowthTests {
    private func list(of count: Int) -> HeaderList {
        HeaderList((0..<count).map { Header(name: "x-\($0)", value: "1") })
    }

    /// With a linear search for each name, 20,000 names took half a minute.
    @Test(
        arguments: [
            ("combined", { @Sendable list in _ = list.combined }),
            ("sorted and combined", { @Sendable list in _ = list.sortedAndCombined }),
        ] as [(String, @Sendable (HeaderList) -> Void)]
    )
    func timeGrowsLinearlyWithTheNumberOfNames(
        _ what: String,
        _ work: @Sendable (HeaderList) -> Void
    ) {
        #expect(growth(of: 8, from: 500, input: list, work) < 25, "\(what)")
    }
}
