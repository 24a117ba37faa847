import Foundation
import TestSupport
import Testing

/// The code that crumb prints for a framework fixes a server written with that framework.
@Suite struct FrameworkTests {
    /// The Python of the virtual environment that `.ci/test` creates; the other frameworks are
    /// Debian packages.
    private static let python = packageURL.appending(path: ".venv-frameworks/bin/python3")

    /// Spring, ASP.NET Core and Laravel are not in Debian, so their code is only parsed. For the
    /// others, `check.py` lists the cases that Debian's version does not support.
    @Test(arguments: ["flask", "django", "fastapi", "nginx", "express", "caddy", "rails", "go"])
    func printedCodeFixesARealServer(_ framework: String) async throws {
        let output = try await output(of: "check.py", framework)
        #expect(output.contains("mended"))
    }

    /// Covers all eleven frameworks, with cookie and header names that contain syntax of their
    /// languages.
    @Test func printedCodeParses() async throws {
        let output = try await output(of: "syntax.py")
        #expect(output.split(separator: "\n").count == 11)
    }

    private func output(of script: String, _ arguments: String...) async throws -> String {
        let python = Self.python.path(percentEncoded: false)
        try #require(
            FileManager.default.isExecutableFile(atPath: python),
            "run .ci/test, which installs the frameworks into .venv-frameworks"
        )
        let script = packageURL.appending(path: "Tests/frameworks/\(script)")
        let result = try await run(
            python,
            [script.path(percentEncoded: false), "--crumb", try builtExecutable("crumb")]
                + arguments,
            // Go compiles its standard library before the first app.
            timeout: .patient(seconds: 240)
        )
        #expect(result.exitCode == 0, "\(result.output)\(result.errorOutput)")
        return result.output
    }
}
