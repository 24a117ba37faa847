import Foundation
import TestSupport
import Testing

/// Which files of a folder are run as scenarios: each once, in the same order on every machine.
@Suite(.timeLimit(.minutes(2 * Patience.factor))) struct ScenarioFolderTests {
    private static let scenario = "page: http://a.test/\nsteps: [{ cookies: { count: 0 } }]\n"

    private let parent: TemporaryDirectory
    private let files = FileManager.default

    init() throws {
        parent = try TemporaryDirectory()
        for folder in ["b/c", "node_modules/x", ".hidden"] {
            try files.createDirectory(
                atPath: path(folder),
                withIntermediateDirectories: true
            )
        }
        for file in [
            "z.yaml", "a.yaml", "b/b.yaml", "b/c/c.json", "node_modules/x/n.yaml", ".hidden/h.yaml",
            ".h.yaml", "b-1.yaml",
        ] {
            let text =
                file.hasSuffix("json")
                ? #"{"page": "http://a.test/", "steps": [{"cookies": {"count": 0}}]}"#
                : Self.scenario
            try text.write(toFile: path(file), atomically: true, encoding: .utf8)
        }
    }

    private func path(_ name: String) -> String { parent.path(of: "suite/\(name)") }

    private func link(_ name: String, to target: String) throws {
        try files.createSymbolicLink(
            atPath: path(name),
            withDestinationPath: target
        )
    }

    /// The paths of the scenarios that ran, relative to the root.
    private func ran() async throws -> [String] {
        let root = parent.path(of: "suite")
        let report = parent.path(of: "report.txt")
        let result = try await runCrumb(["run", root, "--report-json", report, "-q"])
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        let json = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: report)))
        let runs = (json as? [String: Any])?["runs"] as? [[String: Any]] ?? []
        return runs.compactMap { ($0["file"] as? String)?.replacing(root + "/", with: "") }
    }

    static let own = ["a.yaml", "b/b.yaml", "b/c/c.json", "b-1.yaml", "z.yaml"]

    @Test func hiddenFilesAndDependenciesAreSkipped() async throws {
        #expect(try await ran() == Self.own)
    }

    @Test(arguments: [
        [("loop", ".")], [("loop", "."), ("loop2", ".")], [("loop", "."), ("up", "..")],
        [("b/up", ".."), ("b/c/up", "../.."), ("b/c/round", "../c")],
        [("dangling", "nowhere"), ("self.yaml", "self.yaml")], [("0.yaml", "a.yaml"), ("0", "b")],
    ])
    func linksToKnownFilesAddNothing(_ links: [(String, String)]) async throws {
        for (name, target) in links { try link(name, to: target) }
        #expect(try await ran() == Self.own)
    }

    @Test func manyLinksToEachOtherAreFast() async throws {
        for number in 0..<40 {
            try link("b/l\(number)", to: "..")
            try link("b/c/l\(number)", to: "../..")
        }
        #expect(try await ran() == Self.own)
    }

    @Test func linkToANewFolderIsFollowedOnce() async throws {
        let other = try TemporaryDirectory()
        for name in ["new.yaml", "x.yaml"] {
            try Self.scenario.write(
                toFile: other.path(of: name),
                atomically: true,
                encoding: .utf8
            )
        }
        try link("m", to: other.path)
        try link("n", to: other.path)
        try link("k.yaml", to: other.path(of: "x.yaml"))
        #expect(
            try await ran() == [
                "a.yaml", "b/b.yaml", "b/c/c.json", "b-1.yaml", "k.yaml", "m/new.yaml", "z.yaml",
            ]
        )
    }
}
