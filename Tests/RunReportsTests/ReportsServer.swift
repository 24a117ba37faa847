import Foundation
import TestSupport

/// Runs the server of `fixtures/reports`, which reveals its secrets and attacks the readers of
/// reports.
func withReportsServer<Result: Sendable>(
    isolation: isolated (any Actor)? = #isolation,
    _ body: (ServerProcess) async throws -> Result
) async throws -> Result {
    let server = try await ServerProcess(
        "python3",
        [fixtureURL("reports/serve.py").path(percentEncoded: false)]
    )
    do {
        let result = try await body(server)
        try await server.stop()
        return result
    } catch {
        _ = try? await server.stop()
        throw error
    }
}

extension TemporaryDirectory {
    /// Writes a file and returns its path.
    func write(_ name: String, _ text: String) throws -> String {
        try Data(text.utf8).write(to: url.appending(path: name))
        return path(of: name)
    }

    func text(of name: String) throws -> String {
        try String(contentsOf: url.appending(path: name), encoding: .utf8)
    }

    /// The paths of all files in the directory and its subdirectories.
    var allFiles: [String] {
        FileManager.default.subpaths(atPath: path)?.sorted() ?? []
    }
}

/// A scenario with every kind of outcome that a step and a file can have.
let everyOutcome = """
    name: All that can happen
    browser: [chrome, firefox]
    page: http://127.0.0.1:5500/app.html
    steps:
      - name: "passes <&> \\"'"
        fetch: "{{api}}/login"
        method: POST
        json: { password: "hunter2-hunter2" }
        credentials: include
        expect: { status: 200, stored: { session: { httpOnly: true } } }
        capture: { token: /data/token }
      - name: only for one
        only-in: [firefox]
        document-cookie: {}
      - parallel:
          - fetch: "{{api}}/leak"
            headers: { Authorization: "Bearer {{token}}", X-Api-Key: "key-of-the-api" }
            credentials: include
          - fetch: "{{api}}/forward"
            credentials: include
      - name: the same name
        document-cookie: { set: "theme=a-dark-theme" }
      - name: the same name
        cookies: { count: { greaterThan: 1 } }
      - name: a page of its own
        visit: "{{api}}/markup"
        via: link
      - name: fails
        fetch: "{{api}}/missing"
        credentials: include
        expect: { status: 200, sent: { session: an-old-value }, json: { ok: true } }
      - name: never run
        close-browser: true
    """
