import Foundation
import TestSupport
import Testing

/// Documents of a page from a real server: each folder of `fixtures/documents` is a test page whose
/// `console.txt` has the expected console output.
@Suite(.enabled(if: ScriptProgram.isBuilt, "built with CRUMB_JS=0"))
struct PageDocumentTests {
    private func open(_ folder: String, _ words: [String] = []) async throws -> CommandResult {
        let server = try await ServerProcess(
            "python3",
            [fixtureURL("documents/serve.py").path(percentEncoded: false), folder]
        )
        do {
            let result = try await runCrumb(
                // Many of these run at once, and one of them makes two hundred frames.
                ["open", server.baseURL, "--profile", ":memory:", "--timeout", "50s"] + words,
                home: try TemporaryDirectory()
            )
            try await server.stop()
            return result
        } catch {
            _ = try? await server.stop()
            throw error
        }
    }

    /// All of them match Chromium 156 line for line, except `history`, since crumb has neither a
    /// back-forward cache nor Chromium's first history entry, and `many`, in the line that says why
    /// there are no more frames.
    @Test(arguments: [
        "order", "written", "frames", "history", "recursion", "many", "navigation", "resources",
        "compiled", "gone", "moved", "strings", "stopped", "removed", "elements", "workers",
        "service-workers",
    ])
    func pageLogsTheSameAsInABrowser(_ folder: String) async throws {
        let expected = try String(
            contentsOf: fixtureURL("documents/\(folder)/console.txt"),
            encoding: .utf8
        )
        let result = try await open(folder)
        #expect(result.output == expected, "\(result.errorOutput)")
        #expect(result.exitCode == 0, "\(result.errorOutput)")
    }

    /// The page receives policy violations line for line as in Chromium 156. (The console's own
    /// messages about them come at other times, so they are left out.)
    @Test func pageReceivesPolicyViolations() async throws {
        let expected = try String(
            contentsOf: fixtureURL("documents/policies/console.txt"),
            encoding: .utf8
        )
        let result = try await open("policies")
        let lines = result.output.split(separator: "\n").filter {
            !$0.contains(" violates the following Content Security Policy directive")
                && $0 != " The action has been blocked."
        }
        #expect(lines == expected.split(separator: "\n"), "\(result.errorOutput)")
        #expect(result.exitCode == 0, "\(result.errorOutput)")
    }

    /// Cached responses, and those of a service worker, reach the page line for line as in Chromium
    /// 156. (The console also names each rejected response, with its URL.)
    @Test(arguments: [("caches", "Cache.add", 2), ("intercepted", "The FetchEvent for ", 3)])
    func pageReceivesTheSameResponsesAsInABrowser(
        _ folder: String,
        _ refusal: String,
        _ count: Int
    ) async throws {
        let expected = try String(
            contentsOf: fixtureURL("documents/\(folder)/console.txt"),
            encoding: .utf8
        )
        let result = try await open(folder)
        let lines = result.output.split(separator: "\n")
        let isRefusal = { (line: Substring) in line.hasPrefix(refusal) }
        #expect(lines.filter { !isRefusal($0) } == expected.split(separator: "\n"))
        #expect(lines.count(where: isRefusal) == count, "\(result.output)")
        #expect(result.exitCode == 0, "\(result.errorOutput)")
    }

    @Test func serviceWorkerThatListensToFetchIsReported() async throws {
        let result = try await open("intercepted")
        #expect(
            result.errorOutput.components(separatedBy: "/sw.js handles fetch events").count == 2,
            "\(result.errorOutput)"
        )
    }

    @Test func onlyAUserCanOpenAWindow() async throws {
        let expected = try String(
            contentsOf: fixtureURL("documents/windows/console.txt"),
            encoding: .utf8
        )
        let result = try await open("windows", ["--click", "Open"])
        #expect(result.output == expected, "\(result.errorOutput)")
    }

    /// Pages that never finish are ended by the timeout.
    @Test(arguments: ["loop", "writing"])
    func endlessPageEndsAtTheTimeout(_ page: String) async throws {
        let result = try await open(
            "endless",
            ["--eval", "location = '/\(page)'", "--timeout", "2s"]
        )
        #expect(result.exitCode == 124, "\(result.errorOutput)")
        #expect(result.errorOutput.contains("--timeout"), "\(result.errorOutput)")
    }
}
