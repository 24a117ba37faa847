package import Foundation

/// The exit code and the output of a command that has ended.
package struct CommandResult: Sendable {
    package var exitCode: Int32
    package var stdout: Data
    package var stderr: Data

    package var output: String { String(decoding: stdout, as: UTF8.self) }
    package var errorOutput: String { String(decoding: stderr, as: UTF8.self) }
}

/// Runs the `crumb` that was built with the tests, as a process of its own.
///
/// Its environment is ``crumbEnvironment(home:)`` plus the variables in `environment`. Pass the
/// same `home` to commands that should share a profile; without `home`, the command gets a new one.
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
    // The directory must exist until the command has ended.
    return withExtendedLifetime(home) { result }
}

/// The environment for `crumb`: `PATH`, both homes set to `home`, and the sanitizers' options.
package func crumbEnvironment(home: TemporaryDirectory) -> [String: String] {
    let own = ProcessInfo.processInfo.environment
    var environment = own.filter { ["PATH", "ASAN_OPTIONS", "TSAN_OPTIONS"].contains($0.key) }
    environment["HOME"] = home.path
    environment["CRUMB_HOME"] = home.path
    return environment
}

/// Runs a command until it ends. If it takes longer than `timeout`, it is killed and the call
/// throws.
package func run(
    _ command: String,
    _ arguments: [String],
    environment: [String: String] = ProcessInfo.processInfo.environment,
    stdin: Data = Data(),
    timeout: Duration = .patient(seconds: 60)
) async throws -> CommandResult {
    // If a command ends without reading its input, the write must fail, not the test process.
    signal(SIGPIPE, SIG_IGN)
    let process = try RunningProcess(command, arguments, environment: environment)
    let guardian = Task {
        try await Task.sleep(for: timeout)
        process.kill()
    }
    // All three streams at once: a pipe that is neither drained nor filled would block the command
    // forever.
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
    // A command that ended on its own was not killed, even if the timer fired before the tests
    // noticed that it had ended.
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
