import Foundation
import TestSupport
import Testing

/// `crumb demo`, its flow played by crumb.
@Suite struct DemoTests {
    @Test func theDemoShowsTheStepsThatAreAskedFor() async throws {
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

    /// A step that ends as no browser would is said to be a bug of crumb's, and exits with 1.
    @Test(arguments: ["chrome", "firefox", "safari", "spec"])
    func theDemoShowsEveryStepAndEndsWell(_ browser: String) async throws {
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
