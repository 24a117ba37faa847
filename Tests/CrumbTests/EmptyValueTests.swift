import TestSupport
import Testing

/// Options whose value is empty: `--referrer ""` is fetch's `referrer: ""`.
@Suite struct EmptyValueTests {
    // Browsers block port 1, so nothing is sent.
    private static let fetch = ["fetch", "http://127.0.0.1:1/", "--from", "http://127.0.0.1:2"]

    @Test(arguments: [
        ["--referrer", ""], ["--referrer="], ["-X", "POST", "--body", ""], ["-H", "X;"],
    ])
    func emptyValuesAreAccepted(_ option: [String]) async throws {
        let result = try await runCrumb(Self.fetch + option)
        #expect(result.exitCode == 3)
        #expect(result.errorOutput.contains("BadPort"))
    }

    @Test func emptyMethodIsRejected() async throws {
        let result = try await runCrumb(Self.fetch + ["-X", ""])
        #expect(result.exitCode == 3)
        #expect(result.errorOutput.contains("ForbiddenMethod"))
    }
}
