import Foundation
import TestSupport
import Testing

struct ReasonsCommandTests {
    @Test func codeIsExplainedRegardlessOfCase() async throws {
        let result = try await runCrumb(["reasons", "samesitenoneinsecure"])
        #expect(result.exitCode == 0)
        #expect(result.output.hasPrefix("SameSiteNoneInsecure\n"))
        for label in ["means", "cause", "fix"] { #expect(result.output.contains("\n  \(label) ")) }
    }

    @Test func allCodesAreListedWithoutAnArgument() async throws {
        let result = try await runCrumb(["reasons"])
        #expect(result.exitCode == 0)
        #expect(result.output.contains("\n  MissingAllowOriginHeader: "))
        #expect(result.output.contains("\n  WarnInvalidMaxAge: "))
    }

    @Test(
        arguments: [
            ("SameSiteNoneInsecur", "did you mean SameSiteNoneInsecure?"),
            ("Teapot", "crumb reasons lists them"),
        ]
    )
    func unknownCodeIsAUsageError(code: String, hint: String) async throws {
        let result = try await runCrumb(["reasons", code])
        #expect(result.exitCode == 64)
        #expect(result.errorOutput.hasSuffix("\(hint)\n"), "\(result.errorOutput)")
    }

    @Test func schemaIsTheFileInTheSources() async throws {
        let result = try await runCrumb(["schema"])
        let file = packageURL.appending(
            path: "Sources/Features/Scenario/Format/crumb-scenario.schema.json"
        )
        #expect(result.output == (try String(contentsOf: file, encoding: .utf8)))
    }

    @Test(
        arguments: [
            (["cooki"], "did you mean crumb cookies?"),
            (["fecth", "http://127.0.0.1/"], "did you mean crumb fetch?"),
            (["cookies", "lst"], "did you mean crumb cookies list?"),
            (["xyzzy"], "the commands are fetch, visit"),
        ]
    )
    func unknownCommandHasASuggestion(words: [String], hint: String) async throws {
        let result = try await runCrumb(words)
        #expect(result.exitCode == 64)
        #expect(result.errorOutput.contains(hint), "\(result.errorOutput)")
    }
}
