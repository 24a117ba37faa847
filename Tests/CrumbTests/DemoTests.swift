import Foundation
import TestSupport
import Testing

/// `crumb demo`, with the requests made by crumb.
@Suite struct DemoTests {
    @Test func demoShowsOnlyTheGivenSteps() async throws {
        let result = try await runCrumb(["demo", "6", "3"])
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        let shown = (1...9).filter { result.output.contains("━━ \($0). ") }
        #expect(shown == [3, 6])
        let json = try await runCrumb(["demo", "--json", "2"])
        let steps = try JSONSerialization.jsonObject(with: json.stdout) as? [Any]
        #expect(steps?.count == 1)
        let none = try await runCrumb(["demo", "10"])
        #expect(none.exitCode == 64 && none.output == "")
        #expect(none.errorOutput.contains("steps 1 to 9"), "\(none.errorOutput)")
    }

    /// A step that ends as it would in no browser is reported as a bug in crumb, with exit code 1.
    @Test(arguments: ["chrome", "firefox", "safari", "spec"])
    func demoShowsEveryStepAndSucceeds(_ browser: String) async throws {
        let result = try await runCrumb(["demo", "--browser", browser])
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        for number in 1...9 { #expect(result.output.contains("━━ \(number). ")) }
        #expect(!result.output.contains("\u{1B}"))
        let json = try await runCrumb(["demo", "--json"])
        let steps = try #require(
            try JSONSerialization.jsonObject(with: json.stdout) as? [[String: Any]]
        )
        #expect(steps.count == 9)
        #expect(steps.allSatisfy { $0["schema"] as? String == "crumb.report/1" })
    }
}
