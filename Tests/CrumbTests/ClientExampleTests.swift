import Foundation
import TestSupport
import Testing

/// The programs in `fixtures/clients` work unmodified.
@Suite struct ClientExampleTests {
    @Test func pytest() async throws {
        let result = try await example(
            try ClientPython.path(),
            ["-m", "pytest", "-q", "-p", "no:cacheprovider", path("pytest")]
        )
        #expect(result.exitCode == 0, "\(result.output)\(result.errorOutput)")
        #expect(result.output.contains(" passed"))
    }

    @Test func node() async throws {
        let result = try await example("node", ["--test", path("node/login.test.mjs")])
        #expect(result.exitCode == 0, "\(result.output)\(result.errorOutput)")
        #expect(result.output.contains("# pass 5"), "\(result.output)")
    }

    @Test func bash() async throws {
        let api = try await FlaskServer.shared().baseURL
        let result = try await example("bash", [path("bash/login.sh"), api])
        #expect(result.exitCode == 0, "\(result.output)\(result.errorOutput)")
        #expect(result.output.split(separator: "\n").count == 5, "\(result.output)")
    }

    private func path(_ name: String) -> String {
        fixtureURL("clients/\(name)").path(percentEncoded: false)
    }

    private func example(_ command: String, _ arguments: [String]) async throws -> CommandResult {
        let home = try TemporaryDirectory()
        var environment = crumbEnvironment(home: home)
        environment["CRUMB"] = try builtExecutable("crumb")
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
        let result = try await run(command, arguments, environment: environment)
        return withExtendedLifetime(home) { result }
    }
}

/// The Python of the virtual environment that `.ci/test` creates for the clients.
enum ClientPython {
    static func path() throws -> String {
        let python = packageURL.appending(path: ".venv-clients/bin/python3")
            .path(percentEncoded: false)
        try #require(
            FileManager.default.isExecutableFile(atPath: python),
            "run .ci/test, which installs the clients into .venv-clients"
        )
        return python
    }
}
