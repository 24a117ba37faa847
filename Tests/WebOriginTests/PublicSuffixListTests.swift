import BrowserInfra
import Foundation
import SystemNames
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

    @Test func opaqueAndEmptyHostsHaveNoSuffix() {
        for host in [Host.opaque("example.com"), .empty] {
            #expect(PublicSuffixList.builtin.publicSuffix(of: host) == nil)
            #expect(PublicSuffixList.builtin.registrableDomain(of: host) == nil)
        }
    }

    @Test func aCustomListReplacesTheBuiltinOne() throws {
        let rules = """
            // ===BEGIN ICANN DOMAINS===
            com
            *.wild
            !not.wild
            // ===BEGIN PRIVATE DOMAINS===
            example.com
            公司.cn
            """
        let list = try PublicSuffixList(parsing: Array(rules.utf8), ofFile: "own.dat")
        #expect(list.registrableDomain(of: .domain("a.b.example.com")) == "b.example.com")
        #expect(list.publicSuffix(of: .domain("a.b.wild")) == "b.wild")
        #expect(list.registrableDomain(of: .domain("x.not.wild.")) == "not.wild.")
        #expect(list.publicSuffix(of: .domain("a.xn--55qx5d.cn")) == "xn--55qx5d.cn")
        #expect(list.registrableDomain(of: .domain("a.co.uk")) == "co.uk")
    }

    @Test(arguments: ["", "// nothing here\n\n", "\0\0\0"])
    func aTextWithoutRulesIsRejected(contents: String) {
        #expect(throws: PublicSuffixListError.noRules(path: "own.dat")) {
            try PublicSuffixList(parsing: Array(contents.utf8), ofFile: "own.dat")
        }
    }

    @Test func theBuiltinListHasADate() throws {
        let edition = PublicSuffixList.builtin.edition
        #expect(edition.place == .library)
        #expect(try #require(edition.date) > (try #require(Moment(iso8601: "2015-01-01"))))
        #expect(!PublicSuffixList.libraryVersion.isEmpty)
    }

    @Test func singleLabelsHaveNoRegistrableDomainInAnyList() throws {
        let rules = "localhost\n!x.localhost\n"
        let list = try PublicSuffixList(parsing: Array(rules.utf8), ofFile: "own.dat")
        for name in ["localhost", "com", "x"] {
            #expect(list.registrableDomain(of: .domain(name)) == nil)
        }
    }
}
