import BrowserCookies
import BrowserInfra
import Foundation
import Testing

@testable import Profile

@Suite struct ProfileErrorTests {
    private func foreign(_ sql: String) throws -> Data {
        let directory = try TemporaryDirectory()
        try sqlite(directory.path + "/x", sql)
        return try Data(contentsOf: URL(fileURLWithPath: directory.path + "/x"))
    }

    /// Expects both reading and writing to fail and to leave the file unchanged.
    private func expectRejected(
        _ home: TemporaryDirectory,
        as expected: ProfileError,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let path = home.path + "/profiles/default.sqlite"
        chmod(path, 0o644)
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(throws: expected, sourceLocation: sourceLocation) {
            try home.store().put(.fixture())
        }
        #expect(throws: expected, sourceLocation: sourceLocation) {
            try home.store().seenPages(of: "chrome")
        }
        #expect(throws: expected, sourceLocation: sourceLocation) {
            try home.store().closeSession()
        }
        #expect(throws: expected, sourceLocation: sourceLocation) {
            try home.store().cookies()
        }
        let after = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(before == after, sourceLocation: sourceLocation)
        #expect(try rights(of: path) == 0o644, sourceLocation: sourceLocation)
        #expect(
            home.contents() == ["profiles", "profiles/default.sqlite"],
            sourceLocation: sourceLocation
        )
    }

    @Test(arguments: [
        "hello", "# Netscape HTTP Cookie File\n" + String(repeating: "x", count: 5000),
    ])
    func aFileThatIsNotADatabaseIsRejected(text: String) throws {
        let home = try TemporaryDirectory()
        let path = try home.plant(Data(text.utf8))
        try expectRejected(home, as: .notADatabase(path: path))
    }

    @Test(
        arguments: [
            "CREATE TABLE moz_cookies (id)",
            "PRAGMA application_id = 42",
            "PRAGMA user_version = 1",
            "PRAGMA application_id = 42; PRAGMA user_version = 1; CREATE TABLE cookies (a)",
        ])
    func anotherProgramsDatabaseIsRejected(sql: String) throws {
        let home = try TemporaryDirectory()
        let path = try home.plant(try foreign(sql))
        try expectRejected(home, as: .foreignDatabase(path: path))
    }

    @Test func aNewerFormatIsRejected() throws {
        let home = try TemporaryDirectory()
        try home.store().put(.fixture())
        let path = try home.store().path
        try sqlite(path, "PRAGMA user_version = 4")
        try expectRejected(home, as: .newerSchema(path: path, found: 4, supported: 3))
    }

    @Test func anEmptyFileIsANewProfile() throws {
        let home = try TemporaryDirectory()
        _ = try home.plant(Data())
        #expect(try home.store().cookies().isEmpty)
        try home.store().put(.fixture())
        #expect(try home.store().cookies() == [.fixture()])
    }

    @Test func aDamagedFileIsReportedAsCorrupt() throws {
        let home = try TemporaryDirectory()
        try home.store().put(.fixture())
        let path = try home.store().path
        // Overwrites every page but the first, which identifies the file.
        var data = try Data(contentsOf: URL(fileURLWithPath: path))
        data.replaceSubrange(4096..., with: Data(repeating: 0xA5, count: data.count - 4096))
        try data.write(to: URL(fileURLWithPath: path))
        #expect {
            try home.store().put(.fixture("b"))
        } throws: { error in
            guard case .corrupt(path, _) = error as? ProfileError else { return false }
            return true
        }
    }

    @Test(arguments: ["same_site", "priority"])
    func anInvalidRowIsReportedAsCorrupt(column: String) throws {
        let home = try TemporaryDirectory()
        try home.store().put(.fixture())
        let path = try home.store().path
        try sqlite(path, "UPDATE cookies SET \(column) = 'odd'")
        let error = ProfileError.corrupt(path: path, detail: "a cookie's \(column) is \"odd\"")
        #expect(throws: error) {
            try home.store().cookies()
        }
    }

    // Mode bits do not restrict root, but a file in place of a directory does.
    @Test func aHomeInsideAFileCanBeNeitherReadNorWritten() throws {
        let directory = try TemporaryDirectory()
        let file = directory.path + "/file"
        try Data("x".utf8).write(to: URL(fileURLWithPath: file))
        let store = try Profile(home: file + "/home", name: "default")
        let detail = "Not a directory"
        #expect(throws: ProfileError.unreadable(path: store.path, detail: detail)) {
            try store.seenPages(of: "chrome")
        }
        #expect(throws: ProfileError.unwritable(path: store.path, detail: detail)) {
            try store.put(.fixture())
        }
        #expect(
            throws: ProfileError.unreadable(path: file + "/home/profiles", detail: detail)
        ) {
            try Profile.names(inHome: file + "/home")
        }
    }

    @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
    func aHomeWithoutWritePermissionCannotBeWritten() throws {
        let home = try TemporaryDirectory()
        chmod(home.path, 0o500)
        defer { chmod(home.path, 0o700) }
        let store = try home.store()
        #expect(throws: ProfileError.unwritable(path: store.path, detail: "Permission denied")) {
            try store.put(.fixture())
        }
    }

    @Test func aDirectoryIsNotAProfile() throws {
        let home = try TemporaryDirectory()
        let store = try home.store()
        try FileManager.default.createDirectory(
            atPath: store.path,
            withIntermediateDirectories: true
        )
        let detail = "it is not a regular file"
        #expect(throws: ProfileError.unreadable(path: store.path, detail: detail)) {
            try store.seenPages(of: "chrome")
        }
        #expect(throws: ProfileError.unwritable(path: store.path, detail: detail)) {
            try store.put(.fixture())
        }
    }

    @Test(
        arguments: [
            ProfileError.invalidName("a\u{1B}[2J\nb"), .notADatabase(path: "/p"),
            .foreignDatabase(path: "/p"), .newerSchema(path: "/p", found: 2, supported: 1),
            .unreadable(path: "/p", detail: "d"), .unwritable(path: "/p", detail: "d"),
            .busy(path: "/p"), .corrupt(path: "/p", detail: "d"), .full(path: "/p"),
        ])
    func everyErrorIsOneLineWithoutControlCharacters(error: ProfileError) {
        #expect(error.description.utf8.allSatisfy { !$0.isASCIIControl })
        #expect(error.description.contains(":"))
    }
}
