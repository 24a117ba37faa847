import Foundation
import TestSupport
import Testing

/// `crumb storage-access`.
@Suite struct StorageAccessCommandTests {
    private static let frame = [
        "--from", "https://widget.test", "--in-frame-of", "https://shop.test",
        "--third-party", "block",
    ]

    private func crumb(_ arguments: [String], home: TemporaryDirectory) async throws
        -> CommandResult
    {
        try await runCrumb(arguments, home: home)
    }

    @Test func accessLastsUntilTheBrowserIsClosed() async throws {
        let home = try TemporaryDirectory()
        let has = ["storage-access", "has"] + Self.frame
        #expect(try await crumb(has, home: home).output == "false\n")
        let refused = try await crumb(["storage-access", "request"] + Self.frame, home: home)
        #expect(refused.exitCode == 3)
        #expect(refused.errorOutput.contains("[StorageAccessUndecided]"))
        let granted = try await crumb(
            ["storage-access", "request", "--permission", "storage-access=granted"] + Self.frame,
            home: home
        )
        #expect(granted.exitCode == 0)
        #expect(try await crumb(has, home: home).output == "true\n")
        // The permission was granted only for that command.
        let list = try await crumb(["storage-access", "list"], home: home)
        #expect(list.output.contains("not decided, and has it"))
        _ = try await crumb(["close"], home: home)
        #expect(try await crumb(has, home: home).output == "false\n")
    }

    @Test func decisionIsKept() async throws {
        let home = try TemporaryDirectory()
        _ = try await crumb(["storage-access", "grant"] + Self.frame, home: home)
        _ = try await crumb(["close"], home: home)
        let request = ["storage-access", "request"] + Self.frame
        #expect(try await crumb(request, home: home).exitCode == 0)
        _ = try await crumb(["close"], home: home)
        _ = try await crumb(["storage-access", "deny"] + Self.frame, home: home)
        let denied = try await crumb(request + ["--json"], home: home)
        #expect(denied.exitCode == 3)
        #expect(denied.output.contains("\"StorageAccessDenied\""))
    }

    @Test func decisionNeedsAFrame() async throws {
        let result = try await crumb(
            ["storage-access", "grant", "--from", "https://shop.test"],
            home: try TemporaryDirectory()
        )
        #expect(result.exitCode == 64)
        #expect(result.errorOutput.contains("--in-frame-of"))
    }
}
