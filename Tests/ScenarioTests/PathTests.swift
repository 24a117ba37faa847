import Foundation
import TestSupport
import Testing

/// What the paths in a scenario are relative to.
@Suite struct PathTests {
    private static let scenario = """
        variables: { port: { free-port: true } }
        servers:
          - run: exec \(python) "server of mine.py" {{port}}
            ready: "http://127.0.0.1:{{port}}/"
        page: http://127.0.0.1:{{port}}/
        steps: [ { fetch: / } ]
        """

    private static let server = """
        import http.server, sys
        handler = http.server.SimpleHTTPRequestHandler
        http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), handler).serve_forever()
        """

    private func folder(_ scenario: String, in name: String) throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        let folder = directory.url.appending(path: name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Self.server.write(
            to: folder.appending(path: "server of mine.py"),
            atomically: true,
            encoding: .utf8
        )
        try scenario.write(
            to: folder.appending(path: "s.yaml"),
            atomically: true,
            encoding: .utf8
        )
        return directory
    }

    @Test(arguments: ["sub", "-sub", "a $(touch x) 'b"])
    func pathsAreRelativeToTheFileWhereverCrumbRuns(_ name: String) async throws {
        let home = try folder("paths: file\n" + Self.scenario, in: name)
        for (directory, path) in [(".", "./\(name)/s.yaml"), (name, "s.yaml")] {
            let result = try await crumb(
                ["run", path],
                in: home.url.appending(path: directory)
            )
            #expect(result.exitCode == 0, "\(result.output)\(result.errorOutput)")
        }
        #expect(!FileManager.default.fileExists(atPath: home.url.appending(path: "x").path()))
    }

    @Test func aMissingPathBesideTheFileGetsAHint() async throws {
        let home = try folder(
            Self.scenario.replacing("\"server of mine.py\"", with: "server.py"),
            in: "sub"
        )
        let folder = home.url.appending(path: "sub")
        try FileManager.default.moveItem(
            at: folder.appending(path: "server of mine.py"),
            to: folder.appending(path: "server.py")
        )
        let result = try await crumb(["run", "sub/s.yaml"], in: home.url)
        #expect(result.exitCode == 4)
        #expect(result.output.contains("server.py is in sub"), "\(result.output)")
        #expect(result.output.contains("paths: file"))
        #expect(result.output.components(separatedBy: "status 2").count == 2, "reported once")
    }
}
