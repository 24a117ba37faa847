import BrowserCookies
import BrowserInfra
import Testing

@testable import Profile

@Suite struct SchemaTests {
    /// The query plan of `sql`, with `'x'` for its parameters.
    private func plan(of sql: String) throws -> String {
        let home = try TemporaryDirectory()
        let store = try home.store()
        try store.put(.fixture())
        return try sqlite(store.path, "EXPLAIN QUERY PLAN \(sql)").joined(separator: "\n")
    }

    @Test func readingASiteUsesAnIndexAndDoesNotSort() throws {
        let plan = try plan(of: CookieTable.selectSite)
        #expect(
            plan.hasSuffix("SEARCH cookies USING INDEX cookies_by_site (browser=? AND site=?)")
        )
        #expect(!plan.contains("SCAN"))
        #expect(!plan.contains("B-TREE"))
    }

    @Test(
        arguments: [
            CookieTable.selectAll, CookieTable.selectIdentity, CookieTable.selectCount,
        ])
    func otherStatementsNeitherScanNorSort(sql: String) throws {
        let plan = try plan(of: sql)
        #expect(plan.contains("SEARCH"))
        #expect(!plan.contains("SCAN"))
        #expect(!plan.contains("B-TREE"))
    }

    @Test func aProfileIsMarkedAsCrumbs() throws {
        let home = try TemporaryDirectory()
        let store = try home.store()
        try store.put(.fixture())
        #expect(try sqlite(store.path, "PRAGMA application_id") == ["1668443490"])
        #expect(try sqlite(store.path, "PRAGMA user_version") == ["3"])
        #expect(try sqlite(store.path, "PRAGMA integrity_check") == ["ok"])
        #expect(
            try sqlite(
                store.path,
                "SELECT browser, site, hex(name), domain, host_only FROM cookies"
            )
                == ["chrome|shop.test|61|shop.test|1"]
        )
    }
}
