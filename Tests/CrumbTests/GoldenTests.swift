import Foundation
import TestSupport
import Testing

/// The exact output of the real binary.
///
/// `CRUMB_REWRITE_GOLDEN=1 swift test --filter GoldenTests` rewrites the files; then read the diff.
/// See fixtures/golden/README.md.
@Suite struct GoldenTests {
    static let names = names(inGolden: ".txt")

    @Test(arguments: names)
    func outputMatchesTheTranscript(_ name: String) async throws {
        let file = fixtureURL("golden").appending(path: "\(name).txt")
        let expected = try String(contentsOf: file, encoding: .utf8)
        let hostile = try await ServerProcess(
            "python3",
            [fixtureURL("hostile/serve.py").path(percentEncoded: false)]
        )
        let played = try await Transcript(expected).played(
            flask: FlaskServer.shared(),
            hostile: hostile
        )
        try await hostile.stop()
        if ProcessInfo.processInfo.environment["CRUMB_REWRITE_GOLDEN"] == "1" {
            try played.write(to: file, atomically: true, encoding: .utf8)
        } else if let difference = difference(expected, played) {
            Issue.record("fixtures/golden/\(name).txt:\(difference)")
        }
    }

    /// The number of the first line that differs, and that line in both versions.
    private func difference(_ expected: String, _ played: String) -> String? {
        guard played != expected else { return nil }
        let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
        let new = played.split(separator: "\n", omittingEmptySubsequences: false)
        let index =
            zip(old, new).enumerated().first { $1.0 != $1.1 }?.offset
            ?? min(old.count, new.count)
        func line(_ lines: [Substring]) -> Substring {
            index < lines.count ? lines[index] : "(end)"
        }
        return "\(index + 1)\n- \(line(old))\n+ \(line(new))"
    }

    /// Without this test, a suite that finds no files would pass.
    @Test func transcriptsExist() {
        #expect(Self.names.count >= 20)
    }

    @Test func transcriptsHaveNoControlCharacters() throws {
        for name in Self.names {
            let file = fixtureURL("golden").appending(path: "\(name).txt")
            let text = try String(contentsOf: file, encoding: .utf8)
            let controls = text.unicodeScalars.filter {
                ($0.value < 0x20 && $0 != "\n" && $0 != "\t") || (0x7F...0x9F).contains($0.value)
                    || (0x202A...0x202E).contains($0.value) || (0x2066...0x2069).contains($0.value)
            }
            #expect(controls.isEmpty, "\(name)")
        }
    }

    private static func names(inGolden suffix: String) -> [String] {
        let files =
            (try? FileManager.default.contentsOfDirectory(
                atPath: fixtureURL("golden").path(percentEncoded: false)
            )) ?? []
        return files.filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }
            .sorted()
    }
}
