import Foundation
import TestSupport
import Testing

/// The code that is printed for a framework mends a server that is written with it.
@Suite struct FrameworkTests {
    /// In the environment that `.ci/test` makes; the other frameworks are run by hand.
    private static let python = packageURL.appending(path: ".venv-frameworks/bin/python3")

    @Test(arguments: ["flask", "django", "fastapi", "nginx"])
    func printedCodeMendsARealServer(_ framework: String) async throws {
        let python = Self.python.path(percentEncoded: false)
        try #require(
            FileManager.default.isExecutableFile(atPath: python),
            "run .ci/test, which installs the frameworks into .venv-frameworks"
        )
        let script = packageURL.appending(path: "Tests/frameworks/check.py")
        let result = try await run(
            python,
            [
                script.path(percentEncoded: false), "--crumb", try builtExecutable("crumb"),
                framework,
            ],
            timeout: .patient(seconds: 120)
        )
        #expect(result.exitCode == 0, "\(result.output)\(result.errorOutput)")
        #expect(result.output.contains("mended"))
    }
}
