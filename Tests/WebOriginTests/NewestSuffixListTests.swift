import BrowserInfra
import Foundation
import SystemNames
import TestSupport
import Testing
import WebOrigin

@Suite struct NewestSuffixListTests {
    let folder: TemporaryDirectory
    let file: String

    init() throws {
        folder = try TemporaryDirectory()
        file = folder.path + "/public_suffix_list.dat"
    }

    private func write(_ text: String, modified: String? = nil) throws {
        try Data(text.utf8).write(to: URL(filePath: file))
        guard let modified else { return }
        let seconds = try #require(Moment(iso8601: modified)).secondsSinceEpoch
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: Double(seconds))],
            ofItemAtPath: file
        )
    }

    @Test func aNewerFileReplacesTheLibrarysList() throws {
        try write("// VERSION: 2999-01-08_10-22-27_UTC\nexample\ncom.example\n")
        let list = PublicSuffixList.newest(of: [file])
        #expect(list.edition.place == .file(path: file))
        #expect(list.edition.date == Moment(iso8601: "2999-01-08T10:22:27Z"))
        #expect(list.edition.day == "2999-01-08")
        #expect(list.registrableDomain(of: .domain("a.b.com.example")) == "b.com.example")
        #expect(list.problem == nil)
    }

    @Test func anOlderListIsNotUsedWhateverItsModificationDate() throws {
        try write("// VERSION: 2001-01-08_10-22-27_UTC\ncom.example\n", modified: "2999-01-01")
        let list = PublicSuffixList.newest(of: [file])
        #expect(list.edition.place == PublicSuffixList.newest(of: []).edition.place)
        #expect(list.registrableDomain(of: .domain("a.b.com.example")) == "com.example")
    }

    @Test(arguments: [
        "com\n", "// VERSION: yesterday\ncom\n", "// VERSION: 2999-13-01_1_UTC\ncom\n",
    ])
    func aListWithoutAVersionIsDatedByItsFile(text: String) throws {
        try write(text, modified: "2399-02-03")
        let list = PublicSuffixList.newest(of: [file])
        #expect(list.edition.day == "2399-02-03")
    }

    @Test func theNewestListIsUsed() throws {
        let other = folder.path + "/other.dat"
        try Data("// VERSION: 2999-06-01_00-00-00_UTC\ncom\n".utf8).write(to: URL(filePath: other))
        try write("// VERSION: 2999-01-01_00-00-00_UTC\ncom\n")
        for files in [[file, other], [other, file]] {
            #expect(PublicSuffixList.newest(of: files).edition.place == .file(path: other))
        }
    }

    @Test func missingFilesAreIgnored() {
        let list = PublicSuffixList.newest(of: [file, folder.path + "/list/below/a/file"])
        #expect(list.registrableDomain(of: .domain("a.b.com")) == "b.com")
        #expect(list.problem == nil)
    }

    @Test func aFileWithoutRulesIsReportedAndTheLibrarysListUsed() throws {
        try write("// VERSION: 2999-01-08_10-22-27_UTC\n")
        let list = PublicSuffixList.newest(of: [file])
        #expect(list.registrableDomain(of: .domain("a.b.co.uk")) == "b.co.uk")
        #expect(list.problem == .noRules(path: file))
        #expect(list.edition.place == .library)
    }

    @Test func aFolderIsReportedAndTheLibrarysListUsed() throws {
        try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: false)
        let list = PublicSuffixList.newest(of: [file])
        #expect(list.registrableDomain(of: .domain("a.b.co.uk")) == "b.co.uk")
        #expect(list.problem == .unreadable(path: file, reason: "Is a directory"))
    }

    @Test func aListIsOutdatedAfterAYear() throws {
        try write("// VERSION: 2999-01-08_00-00-00_UTC\ncom\n")
        let edition = PublicSuffixList.newest(of: [file]).edition
        #expect(!edition.isOutdated(at: try #require(Moment(iso8601: "2999-12-31"))))
        #expect(edition.isOutdated(at: try #require(Moment(iso8601: "3000-01-09"))))
    }
}
