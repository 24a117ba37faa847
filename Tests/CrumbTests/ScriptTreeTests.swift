import Foundation
import TestSupport
import Testing

/// The node tree of a page, as scripts see it.
@Suite(.enabled(if: ScriptProgram.isBuilt, "built with CRUMB_JS=0"))
struct ScriptTreeTests {
    private let home: TemporaryDirectory

    init() throws {
        home = try TemporaryDirectory()
    }

    /// The names of the scripts, which log every difference from the expected tree.
    private static let scripts = [
        "nodes", "attributes", "parsing", "collections", "selectors", "events", "shadow-trees",
        "custom-elements",
        "observers", "ranges", "documents", "xml", "depth", "responses",
    ]

    /// Each script in fixtures/js/tree calls `check(what, actual, expected)`, and logs `end` when
    /// it has run to its end.
    @Test(arguments: scripts)
    func treeFollowsTheStandard(_ name: String) async throws {
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
