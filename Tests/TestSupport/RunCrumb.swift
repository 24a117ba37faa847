package import Foundation

/// What a command that has ended left behind.
package struct CommandResult: Sendable {
    package var exitCode: Int32
    package var stdout: Data
    package var stderr: Data

    package var output: String { String(decoding: stdout, as: UTF8.self) }
    package var errorOutput: String { String(decoding: stderr, as: UTF8.self) }
}

/// Runs the `crumb` that was built with the tests, as a process of its own.
///
/// It runs in ``crumbEnvironment(home:)`` and what `environment` adds to it. Commands that are to
/// share a profile are given the same `home`; one without it gets a new one.
package func runCrumb(
    _ arguments: [String],
    home: TemporaryDirectory? = nil,
    environment: [String: String] = [:],
    stdin: Data = Data(),
    timeout: Duration = .patient(seconds: 60)
) async throws -> CommandResult {
    let home = try home ?? TemporaryDirectory()
    let result = try await run(
        builtExecutable("crumb"),
        arguments,
        environment: crumbEnvironment(home: home).merging(environment) { $1 },
        stdin: stdin,
        timeout: timeout
    )
    // The directory stays until the command has ended.
    return withExtendedLifetime(home) { result }
}

/// `PATH`, both homes in `home`, and where a sanitizer reports to.
package func crumbEnvironment(home: TemporaryDirectory) -> [String: String] {
    let own = ProcessInfo.processInfo.environment
    var environment = own.filter { ["PATH", "ASAN_OPTIONS", "TSAN_OPTIONS"].contains($0.key) }
    environment["HOME"] = home.path
    environment["CRUMB_HOME"] = home.path
    return environment
}

/// Runs a command to its end; one that takes longer than `timeout` is killed and the call throws.
package func run(
    _ command: String,
    _ arguments: [String],
    environment: [String: String] = ProcessInfo.processInfo.environment,
    stdin: Data = Data(),
    timeout: Duration = .patient(seconds: 60)
) async throws -> CommandResult {
    // A command that ends without reading its input fails the write, not the tests.
    signal(SIGPIPE, SIG_IGN)
    let process = try RunningProcess(command, arguments, environment: environment)
    let guardian = Task {
        try await Task.sleep(for: timeout)
        process.kill()
    }
    // All three at once: a pipe that nobody empties or fills would block the command for ever.
    async let written: Void = onThreadOfItsOwn {
        try? process.standardInput.write(contentsOf: stdin)
        try? process.standardInput.close()
    }
    async let output = readToEnd(process.standardOutput)
    async let errors = readToEnd(process.standardError)
    await written
    let result = await CommandResult(
        exitCode: process.exitCode(),
        stdout: output,
        stderr: errors
    )

    guardian.cancel()
    // What has ended by itself was not killed, also where the tests had no time to notice.
    if case .success = await guardian.result, result.exitCode == 128 + SIGKILL {
        throw ProcessFailure(
            command: ([command] + arguments).joined(separator: " "),
            what: "killed after \(timeout)\n\(result.output)\n\(result.errorOutput)"
        )
    }
    return result
}

private func readToEnd(_ file: FileHandle) async -> Data {
    await onThreadOfItsOwn { (try? file.readToEnd()) ?? Data() }
}
