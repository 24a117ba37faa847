import Foundation
import TestSupport
import Testing

/// Which public suffix list a command uses, and when crumb reports that.
@Suite struct SuffixListTests {
    private let compared = ["origin", "https://a.shop.com/", "https://b.shop.com/"]

    private func home(with list: String) throws -> TemporaryDirectory {
        let home = try TemporaryDirectory()
        try Data(list.utf8).write(to: URL(filePath: home.path + "/public_suffix_list.dat"))
        return home
    }

    @Test func listInTheHomeIsUsedIfItIsTheNewest() async throws {
        let home = try home(with: "// VERSION: 2999-01-08_10-22-27_UTC\ncom\nshop.com\n")
        let result = try await runCrumb(compared + ["--json"], home: home)
        #expect(result.output.contains(#""sameSite": false"#), "\(result.output)")
        #expect(result.errorOutput.isEmpty)
        let version = try await runCrumb(["--version", "-v"], home: home)
        let line = "public suffix list: 2999-01-08 (\(home.path)/public_suffix_list.dat)\n"
        #expect(version.output.hasSuffix(line), "\(version.output)")
    }

    @Test(arguments: [
        ["--version", "-v"], ["-v", "--version"], ["fetch", "--version", "--verbose"],
    ])
    func versionShowsTheGivenList(arguments: [String]) async throws {
        let home = try home(with: "// VERSION: 2001-01-08_10-22-27_UTC\ncom\n")
        let file = home.path + "/public_suffix_list.dat"
        let result = try await runCrumb(arguments + ["--public-suffix-list", file])
        guard arguments[0] != "fetch" else {
            #expect(result.output.contains("public suffix list: "))
            return
        }
        #expect(
            result.output.contains("public suffix list: 2001-01-08 (\(file))\n  older than a year")
        )
    }

    @Test func oldListIsReportedWhereItDecides() async throws {
        let home = try home(with: "// VERSION: 2001-01-08_10-22-27_UTC\ncom\n")
        let list = ["--public-suffix-list", home.path + "/public_suffix_list.dat"]
        let old = try await runCrumb(compared + list, home: home)
        #expect(
            old.errorOutput == "crumb: Whether a.shop.com and b.shop.com are same-site was decided "
                + "with a public suffix list of 2001-01-08. For an up-to-date result, save "
                + "https://publicsuffix.org/list/public_suffix_list.dat as "
                + "\(home.path)/public_suffix_list.dat.\n"
        )
        let quiet = try await runCrumb(compared + list + ["-q"], home: home)
        #expect(quiet.errorOutput.isEmpty)
        let local = ["origin", "http://localhost:5500/", "http://127.0.0.1:5000/"]
        #expect(try await runCrumb(local + list, home: home).errorOutput.isEmpty)
    }

    @Test func oldListIsReportedForACookieWithADomain() async throws {
        let home = try home(with: "// VERSION: 2001-01-08_10-22-27_UTC\ncom\n")
        let arguments = [
            "cookies", "set", "a=1; Domain=shop.com", "--url", "https://shop.com/",
            "--public-suffix-list", home.path + "/public_suffix_list.dat",
        ]
        let result = try await runCrumb(arguments, home: home)
        #expect(result.exitCode == 0)
        #expect(
            result.errorOutput.contains(
                "Whether shop.com is a public suffix was decided with a public suffix list of 2001-01-08"
            ),
            "\(result.errorOutput)"
        )
    }

    @Test func unreadableListIsReportedAndNotUsed() async throws {
        let home = try home(with: "// VERSION: 2999-01-08_10-22-27_UTC\n")
        let result = try await runCrumb(compared, home: home)
        #expect(result.exitCode == 0)
        #expect(
            result.errorOutput.hasPrefix(
                "crumb: \(home.path)/public_suffix_list.dat does not contain public suffix rules"
            ),
            "\(result.errorOutput)"
        )
        #expect(result.errorOutput.contains("libpsl's own list was used instead."))
    }
}
