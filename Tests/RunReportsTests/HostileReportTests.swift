import Foundation
import TestSupport
import Testing

@testable import RunReports

/// Reports in which every text is hostile.
@Suite(.serialized) struct HostileReportTests {
    @Test func aBrowserRunsNoScriptAndRendersNoElementOfAServer() async throws {
        let directory = try TemporaryDirectory()
        let report = hostileReport(HostileText.forBrowsers + HostileText.forTerminals)
        let page = try directory.write("index.html", report.html)
        let look = try await look(at: page)
        for view in look.views {
            #expect(
                view.title == "✗ \(report.runs.count) of \(report.runs.count) runs failed · crumb"
            )
            #expect(view.scripts == 1 && view.strangers == 0)
        }
        #expect(look.all.runs == report.runs.count)
        #expect(look.console.isEmpty)
        #expect(look.requests == ["file://\(page)"])
    }

    /// An independent check: the document that the parser produced, after scripts ran.
    @Test func hostileTextsAreTextInTheDocument() async throws {
        let directory = try TemporaryDirectory()
        let page = try directory.write("index.html", hostileReport(HostileText.forBrowsers).html)
        let result = try await run(
            "chromium",
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom",
                "--user-data-dir=\(directory.path(of: "profile"))", "file://\(page)",
            ],
            timeout: .patient(seconds: 120)
        )
        #expect(result.exitCode == 0)
        #expect(!result.output.contains("<title>PWNED"))
        for text in HostileText.forBrowsers {
            // Escaped as the HTML serializer does.
            let shown = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
                .replacing(">", with: "&gt;")
            #expect(result.output.contains(shown), "\(text)")
        }
    }

    @Test func junitIsValidXML() async throws {
        // File names and messages are never empty, as the schema requires.
        for text in HostileText.all where !text.isEmpty {
            try await expectValid(hostileReport([text]).junit)
        }
    }

    @Test func tapHasNoInjectedLines() throws {
        let line =
            #/
            (?:\ \ \ \ )*
            (?: TAP\ version\ 14 | 1\.\.\d+ | \#\ Subtest:\ .* | (?:not\ )?ok\ \d+\ -\ .*
            | \ \ (?: --- | \.\.\. | \w+: | \w+:\ .* | \ \ (?:file|line|column):\ .* | \ \ -\ ".*" ) )
            /#
        for text in HostileText.all {
            let report = hostileReport([text])
            // Split by bytes, as other readers do.
            let lines = report.tap.utf8.split(separator: 0x0A).map {
                String(decoding: $0, as: UTF8.self)
            }
            for shown in lines {
                #expect(shown.wholeMatch(of: line) != nil, "\(shown.debugDescription)")
            }
            let points = lines.filter { $0.firstMatch(of: #/^ *(not )?ok /#) != nil }
            #expect(points.count == 4 && points.allSatisfy { $0.contains("not ok") })
            // A directive would change how a failure counts.
            for point in points {
                let bytes = Array(point.utf8)
                for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "#") {
                    let slashes = bytes[..<index].reversed().prefix { $0 == UInt8(ascii: "\\") }
                    #expect(slashes.count % 2 == 1, "\(point)")
                }
            }
        }
    }
}
