import Foundation
import TestSupport
import Testing

@testable import RunReports

/// Reports in which every text is a hostile one.
@Suite(.serialized) struct HostileReportTests {
    @Test func aBrowserRunsNothingAndSeesNoElementOfAServer() async throws {
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

    /// The page as another reading of it: what the parser made of it, with scripts run.
    @Test func theDocumentHasTheTextsAsTexts() async throws {
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
            // As the serialiser writes text.
            let shown = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
                .replacing(">", with: "&gt;")
            #expect(result.output.contains(shown), "\(text)")
        }
    }

    @Test func junitIsValidXML() async throws {
        // No name of a file and no message is empty, and the schema wants them so.
        for text in HostileText.all where !text.isEmpty {
            try await expectValid(hostileReport([text]).junit)
        }
    }

    @Test func tapHasNoLineButItsOwn() throws {
        let line =
            #/
            (?:\ \ \ \ )*
            (?: TAP\ version\ 14 | 1\.\.\d+ | \#\ Subtest:\ .* | (?:not\ )?ok\ \d+\ -\ .*
            | \ \ (?: --- | \.\.\. | \w+: | \w+:\ .* | \ \ (?:file|line|column):\ .* | \ \ -\ ".*" ) )
            /#
        for text in HostileText.all {
            let report = hostileReport([text])
            // As a reader of bytes sees it.
            let lines = report.tap.utf8.split(separator: 0x0A).map {
                String(decoding: $0, as: UTF8.self)
            }
            for shown in lines {
                #expect(shown.wholeMatch(of: line) != nil, "\(shown.debugDescription)")
            }
            let points = lines.filter { $0.firstMatch(of: #/^ *(not )?ok /#) != nil }
            #expect(points.count == 4 && points.allSatisfy { $0.contains("not ok") })
            // A directive would make a failure count as something else.
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
