import BrowserCookies
import BrowserInfra
import Foundation
import Testing

@testable import Profile

@Suite struct ProfileFileTests {
    // PrivacyTests covers other umasks, in processes of its own.
    @Test func aProfileIsOnlyAccessibleToItsUser() throws {
        let directory = try TemporaryDirectory()
        let home = directory.path + "/deep/home"
        let store = try Profile(home: home, name: "default")
        try store.put(.fixture())
        #expect(try rights(of: home) == 0o700)
        #expect(try rights(of: home + "/profiles") == 0o700)
        #expect(try rights(of: store.path) == 0o600)
        // The journal only exists during a transaction.
        let journal = try withOpenTransaction(on: store.path) {
            try rights(of: store.path + "-journal")
        }
        #expect(journal == 0o600)
    }

    @Test func writingRestrictsPermissions() throws {
        let home = try TemporaryDirectory()
        try home.store().put(.fixture())
        let path = try home.store().path
        for suffix in ["-wal", "-shm"] {
            try Data().write(to: URL(fileURLWithPath: path + suffix))
            chmod(path + suffix, 0o666)
        }
        chmod(path, 0o666)
        chmod(home.path + "/profiles", 0o755)
        _ = try home.store().cookies()
        #expect(try rights(of: path) == 0o666)
        try home.store().put(.fixture("b"))
        #expect(try rights(of: path) == 0o600)
        #expect(try rights(of: home.path + "/profiles") == 0o700)
    }

    @Test func anExistingHomeKeepsItsPermissions() throws {
        let home = try TemporaryDirectory()
        chmod(home.path, 0o755)
        try home.store().put(.fixture())
        #expect(try rights(of: home.path) == 0o755)
        #expect(try rights(of: home.path + "/profiles") == 0o700)
    }

    @Test func readingAMissingProfileCreatesNothing() throws {
        let home = try TemporaryDirectory()
        let store = try home.store("missing")
        #expect(try store.cookies().isEmpty)
        #expect(try store.cookies(of: "chrome").isEmpty)
        #expect(try store.cookieCount(of: "chrome") == 0)
        #expect(
            try store.preflights(of: "chrome", networkPartition: "", origin: "", url: "").isEmpty
        )
        #expect(try store.state(.currentPage, of: "chrome") == nil)
        #expect(try store.seenPages(of: "chrome").isEmpty)
        try store.closeSession()
        try store.clearCookies()
        try store.commit(ProfileChanges(browser: "chrome"))
        #expect(try Profile.names(inHome: home.path) == [])
        #expect(home.contents() == [])
    }

    @Test func aProfileCreatedLaterIsRead() throws {
        let home = try TemporaryDirectory()
        let reader = try home.store()
        #expect(try reader.cookies().isEmpty)
        try home.store().put(.fixture())
        #expect(try reader.cookies() == [.fixture()])
    }

    @Test func anIdleProfileIsASingleFile() throws {
        let home = try TemporaryDirectory()
        try home.store("b").put(.fixture())
        try home.store("a.b-c_D9").put(.fixture())
        #expect(home.contents() == ["profiles", "profiles/a.b-c_D9.sqlite", "profiles/b.sqlite"])
    }

    @Test func onlyProfilesAreListedSortedByName() throws {
        let home = try TemporaryDirectory()
        for name in ["b", "a", "9"] { try home.store(name).put(.fixture()) }
        for other in [".hidden.sqlite", "notes.txt", "a.sqlite-journal", "ü.sqlite", ".sqlite"] {
            try Data().write(to: URL(fileURLWithPath: home.path + "/profiles/" + other))
        }
        #expect(try Profile.names(inHome: home.path) == ["9", "a", "b"])
    }

    @Test(arguments: ["a", "A.b_c-9", "-", "_", "a.", String(repeating: "x", count: 64)])
    func plainNamesAreAccepted(name: String) throws {
        #expect(try Profile(home: "/nowhere", name: name).name == name)
    }

    @Test(
        arguments: [
            "", ".", "..", ".hidden", "a/b", "../a", "a b", "a\u{0}", "ü", "a\n", ":memory:", "a*",
            String(repeating: "x", count: 65),
        ])
    func otherNamesAreRejected(name: String) {
        #expect(throws: ProfileError.invalidName(name)) {
            try Profile(home: "/nowhere", name: name)
        }
    }
}
