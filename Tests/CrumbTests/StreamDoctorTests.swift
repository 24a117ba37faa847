import Foundation
import TestSupport
import Testing

/// `crumb doctor` on a WebSocket and on an event stream.
@Suite struct StreamDoctorTests {
    private static let page = "http://localhost:5500"

    private struct Finding {
        var rank: String
        var text: String
        var fixes: [String: String]
    }

    private func examine(_ url: String, _ more: String...) async throws -> [String: Finding] {
        let result = try await runCrumb(
            ["doctor", url, "--from", Self.page, "--json", "-q"] + more
        )
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        let root = try JSONSerialization.jsonObject(with: result.stdout) as? [String: Any]
        let findings = try #require(root?["findings"] as? [[String: Any]])
        let pairs = findings.map { finding in
            let known = Finding(
                rank: finding["rank"] as? String ?? "",
                text: finding["text"] as? String ?? "",
                fixes: finding["fix"] as? [String: String] ?? [:]
            )
            return (finding["code"] as? String ?? "", known)
        }
        return Dictionary(pairs) { first, _ in first }
    }

    @Test func socketThatAnyPageCanOpenIsAHole() async throws {
        let server = try await chatServer()
        let findings = try await examine("\(server.baseURL)/who", "--browser", "firefox")
        let hole = try #require(findings["WebSocketOriginUnchecked"])
        #expect(hole.rank == "fragile")
        #expect(hole.fixes["flask"]?.contains(#"cors_allowed_origins=["\#(Self.page)"]"#) == true)
        // A browser that stores SameSite=None cookies sends them for pages of any site.
        let chrome = try await examine("\(server.baseURL)/who", "--browser", "chrome")
        #expect(chrome["WebSocketOriginUnchecked"]?.rank == "hole")
        try await server.stop()
    }

    @Test func socketThatChecksTheOriginHasNoHole() async throws {
        let server = try await chatServer()
        let findings = try await examine("\(server.baseURL)/who?origin=\(Self.page)")
        #expect(findings["WebSocketOriginUnchecked"] == nil)
        #expect(findings.values.allSatisfy { $0.rank != "hole" })
        try await server.stop()
    }

    /// The findings are the same as for responses that are shared by CORS.
    @Test(arguments: [
        ("null", "NullOriginAllowed"),
        ("http://localhost.crumb-doctor.invalid", "OriginMatchedLoosely"),
    ])
    func socketThatAllowsMoreThanThePageIsAHole(_ other: String, _ code: String) async throws {
        let server = try await chatServer()
        let url = "\(server.baseURL)/who?origin=\(Self.page)&origin=\(other)"
        let findings = try await examine(url)
        #expect(findings[code]?.rank == "hole")
        #expect(findings[code]?.text.contains("may open this WebSocket, and") == true)
        #expect(findings["WebSocketOriginUnchecked"] == nil)
        try await server.stop()
    }

    /// The doctor tries another origin to find out whether the origin is the reason.
    @Test func rejectedHandshakeSaysWhetherTheOriginIsTheReason() async throws {
        let server = try await chatServer()
        let own = server.baseURL.replacing("ws://", with: "http://")
        let foreign = try await examine("\(server.baseURL)/who?origin=\(own)")
        let refusal = try #require(foreign["WebSocketUnexpectedStatus"])
        #expect(refusal.rank == "broken")
        #expect(refusal.text.contains("it checks Origin"), "\(refusal)")
        #expect(refusal.fixes.values.allSatisfy { $0.contains("localhost:5500") })
        #expect(refusal.fixes.count > 5)
        let everybody = try await examine("\(server.baseURL)/refused")
        let other = try #require(everybody["WebSocketUnexpectedStatus"])
        #expect(other.text.contains("even for pages of its own origin"), "\(other)")
        #expect(other.fixes.isEmpty)
        try await server.stop()
    }

    @Test func endlessStreamIsExaminedWithoutReadingOn() async throws {
        let server = try await connectionServer()
        let findings = try await examine("\(server.baseURL)/stream?hold=1")
        #expect(findings["ReflectedOrigin"]?.rank == "hole")
        let table = try await runCrumb([
            "doctor", "\(server.baseURL)/stream?hold=1", "--from", Self.page, "-q",
        ])
        #expect(table.output.contains("EventSource, with credentials"), "\(table.output)")
        try await server.stop()
    }

    @Test(arguments: [
        (["ws://127.0.0.1:1/", "-X", "PUT"], "-X does not apply to a ws: URL"),
        (["ws://127.0.0.1:1/", "-H", "A: b"], "-H does not apply to a ws: URL"),
        (
            ["wss://127.0.0.1:1/", "--unsafe-methods"],
            "--unsafe-methods does not apply to a wss: URL"
        ),
        (["http://127.0.0.1:1/", "--protocol", "chat"], "--protocol only applies to a WebSocket"),
        (["ws://127.0.0.1:1/#x"], "cannot have a fragment"),
    ])
    func inapplicableOptionIsReportedOnOneLine(_ words: [String], _ line: String) async throws {
        let result = try await runCrumb(["doctor"] + words + ["--from", Self.page])
        #expect(result.exitCode == 64)
        #expect(result.errorOutput.contains(line), "\(result.errorOutput)")
        #expect(result.errorOutput.split(separator: "\n").count == 1)
    }
}
