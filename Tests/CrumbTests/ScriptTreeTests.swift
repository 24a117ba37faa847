import Foundation
import TestSupport
import Testing

/// The tree of a page's nodes, as scripts find it.
@Suite(.enabled(if: ScriptProgram.isBuilt, "built with CRUMB_JS=0"))
struct ScriptTreeTests {
    private let home: TemporaryDirectory

    init() throws {
        home = try TemporaryDirectory()
    }

    /// Scripts that log whatever is not as it should be, and how long each may take at most.
    private static let scripts = [
        "nodes", "attributes", "parsing", "collections", "selectors", "events", "shadow-trees",
        "custom-elements",
        "observers", "ranges", "documents", "xml", "depth", "responses",
    ]

    /// Each script of fixtures/js/tree says `check(what, is, should be)`; its last line says that it came to its end.
    @Test(arguments: scripts)
    func theTreeIsThatOfTheStandard(_ name: String) async throws {
        let folder = packageURL.appending(path: "fixtures/js/tree")
        let result = try await runCrumb(
            [
                "js", folder.appending(path: "check.js").path,
                folder.appending(path: "\(name).js").path, "--from",
                "http://localhost:5500",
            ],
            home: home
        )
        #expect(result.output == "end\n", "\(result.errorOutput)")
    }
}
