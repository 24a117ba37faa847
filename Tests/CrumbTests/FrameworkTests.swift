import Foundation
import TestSupport
import Testing

/// The code that is printed for a framework mends a server that is written with it.
@Suite struct FrameworkTests {
    /// In the environment that `.ci/test` makes; the other frameworks have Debian's packages.
    private static let python = packageURL.appending(path: ".venv-frameworks/bin/python3")

    /// Not in Debian, and so only parsed: Spring, ASP.NET Core and Laravel. `check.py` says of the
    /// others which of its cases Debian's version cannot do.
    @Test(arguments: ["flask", "django", "fastapi", "nginx", "express", "caddy", "rails", "go"])
    func printedCodeMendsARealServer(_ framework: String) async throws {
        let output = try await output(of: "check.py", framework)
        #expect(output.contains("mended"))
    }

    /// All eleven, with names of cookies and headers that a language would read for itself.
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
            // Go's own library is compiled before the first app.
            timeout: .patient(seconds: 240)
        )
        #expect(result.exitCode == 0, "\(result.output)\(result.errorOutput)")
        return result.output
    }
}
