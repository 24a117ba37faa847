import Foundation
import TestSupport

/// Runs `crumb` in the package's folder, which the fixtures' paths are relative to.
func crumb(_ arguments: [String], in folder: URL = packageURL) async throws -> CommandResult {
    let home = try TemporaryDirectory()
    let result = try await TestSupport.run(
        "/bin/sh",
        ["-c", "cd \"$0\" && exec \"$@\"", folder.path(percentEncoded: false)]
            + [try builtExecutable("crumb")] + arguments,
        environment: crumbEnvironment(home: home),
        timeout: .patient(seconds: 120)
    )
    return withExtendedLifetime(home) { result }
}

func crumb(_ arguments: String...) async throws -> CommandResult {
    try await crumb(arguments)
}

func run(scenario text: String, _ arguments: String...) async throws -> CommandResult {
    let directory = try TemporaryDirectory()
    let file = try directory.write("test.yaml", text)
    let result = try await crumb(["run", file] + arguments)
    return withExtendedLifetime(directory) { result }
}

extension TemporaryDirectory {
    /// Writes a file and returns its path.
    func write(_ name: String, _ text: String) throws -> String {
        try Data(text.utf8).write(to: url.appending(path: name))
        return path(of: name)
    }
}
