import Foundation
import Infra
import TestSupport
import Testing
import WebOrigin

@Suite struct PublicSuffixListTests {
    struct Row: Decodable, Sendable, CustomTestStringConvertible {
        let host: String
        let suffix, domain: String?

        var testDescription: String { host }
    }

    static func rows() throws -> [Row] { try OriginFixtures.table("suffixes.json", of: Row.self) }

    @Test(arguments: try rows()) func hostsHaveTheSuffixAndDomainOfTheList(_ row: Row) throws {
        let host = try Host(parsing: row.host)
        #expect(PublicSuffixList.builtin.publicSuffix(of: host) == row.suffix)
        #expect(PublicSuffixList.builtin.registrableDomain(of: host) == row.domain)
    }

    @Test func noOpaqueOrEmptyHostHasASuffix() {
        for host in [Host.opaque("example.com"), .empty] {
            #expect(PublicSuffixList.builtin.publicSuffix(of: host) == nil)
            #expect(PublicSuffixList.builtin.registrableDomain(of: host) == nil)
        }
    }

    @Test func aListFromAFileReplacesTheBuiltinOne() throws {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "crumb-suffixes-\(UUID().uuidString).dat")
        defer { try? FileManager.default.removeItem(at: file) }
        let rules = """
            // ===BEGIN ICANN DOMAINS===
            com
            *.wild
            !not.wild
            // ===BEGIN PRIVATE DOMAINS===
            example.com
            公司.cn
            """
        try Data(rules.utf8).write(to: file)
        let list = try PublicSuffixList(contentsOfFile: file.path)
        // The list has been read: the file is not needed any more.
        try FileManager.default.removeItem(at: file)
        #expect(list.registrableDomain(of: .domain("a.b.example.com")) == "b.example.com")
        #expect(list.publicSuffix(of: .domain("a.b.wild")) == "b.wild")
        #expect(list.registrableDomain(of: .domain("x.not.wild.")) == "not.wild.")
        #expect(list.publicSuffix(of: .domain("a.xn--55qx5d.cn")) == "xn--55qx5d.cn")
        #expect(list.registrableDomain(of: .domain("a.co.uk")) == "co.uk")
    }

    @Test func aMissingListIsAnErrorThatSaysSo() {
        let path = "/nonexistent/suffixes.dat"
        #expect(
            throws: PublicSuffixListError.unreadable(
                path: path,
                reason: "No such file or directory"
            )
        ) { try PublicSuffixList(contentsOfFile: path) }
    }

    @Test(arguments: ["", "// nothing here\n\n"])
    func aFileWithoutRulesIsAnError(contents: String) throws {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "crumb-suffixes-\(UUID().uuidString).dat")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(contents.utf8).write(to: file)
        #expect(throws: PublicSuffixListError.noRules(path: file.path)) {
            try PublicSuffixList(contentsOfFile: file.path)
        }
    }

    @Test func aFolderIsNoList() {
        let path = FileManager.default.temporaryDirectory.path
        #expect(
            throws: PublicSuffixListError.unreadable(path: path, reason: "Is a directory")
        ) { try PublicSuffixList(contentsOfFile: path) }
    }

    @Test func theBuiltinListHasADate() throws {
        let edition = PublicSuffixList.builtin.edition
        #expect(edition.place == .library)
        #expect(try #require(edition.date) > (try #require(Moment(iso8601: "2015-01-01"))))
        #expect(!PublicSuffixList.libraryVersion.isEmpty)
    }

    @Test func singleLabelsHaveNoRegistrableDomainByAnyList() throws {
        let folder = try TemporaryDirectory()
        let file = folder.path + "/list.dat"
        try Data("localhost\n!x.localhost\n".utf8).write(to: URL(filePath: file))
        let list = try PublicSuffixList(contentsOfFile: file)
        for name in ["localhost", "com", "x"] {
            #expect(list.registrableDomain(of: .domain(name)) == nil)
        }
    }
}
