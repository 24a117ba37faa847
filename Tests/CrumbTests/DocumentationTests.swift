import Foundation
import TestSupport
import Testing

/// Every command in README.md and `docs` is run, and prints what the page shows.
///
/// `CRUMB_REWRITE_GOLDEN=1 swift test --filter DocumentationTests` rewrites the outputs, except
/// those that still match a shortened one (`…`); then read the diff. docs/README.md has the rules.
@Suite struct DocumentationTests {
    static let pages: [String] = {
        let names =
            (try? FileManager.default.contentsOfDirectory(
                atPath: packageURL.appending(path: "docs").path(percentEncoded: false)
            )) ?? []
        return ["README.md"] + names.filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
    }()

    @Test(arguments: pages)
    func commandsPrintWhatThePageShows(_ name: String) async throws {
        let file = packageURL.appending(path: name)
        let page = Documentation(try String(contentsOf: file, encoding: .utf8))
        #expect(page.commandsOutsideConsoles.isEmpty)
        guard !page.commands.isEmpty else { return }
        let tls = try await TestCertificates()
        try await withFlaskServer(tls: tls) { secure in
            let servers = try await Servers(tls: secure.port)
            let machine = try DocumentedMachine(servers: servers.hosts, authority: tls.authority)
            var outputs: [[String]] = []
            for command in page.commands {
                let printed = try await machine.output(of: command.text)
                let isAsWritten = Documentation.matches(printed, command.output)
                outputs.append(isAsWritten ? command.output : printed)
                if !isAsWritten, !isRewriting {
                    Issue.record(
                        "\(name): $ \(command.text)\nprints\n\(printed.joined(separator: "\n"))"
                    )
                }
            }
            try await servers.stop()
            if isRewriting {
                try page.replacing(outputs).write(to: file, atomically: true, encoding: .utf8)
            }
        }
    }

    /// docs/reasons.md is what its script generates from the current reasons.
    @Test func pageOfReasonsIsUpToDate() async throws {
        let script = packageURL.appending(path: ".ci/make-reasons-page")
        let result = try await run(
            "python3",
            [script.path(percentEncoded: false), try builtExecutable("crumb")]
        )
        #expect(result.exitCode == 0 && result.errorOutput == "", "\(result.errorOutput)")
        let file = packageURL.appending(path: "docs/reasons.md")
        if isRewriting {
            try result.output.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == result.output)
    }

    /// The figures in docs/judged.md match the recordings and the results of web-platform-tests.
    @Test func figuresAreUpToDate() throws {
        let page = try String(
            contentsOf: packageURL.appending(path: "docs/judged.md"),
            encoding: .utf8
        )
        func lines(_ path: String) throws -> [Substring] {
            try String(contentsOf: packageURL.appending(path: path), encoding: .utf8)
                .split(separator: "\n")
        }
        let folder = "fixtures/browsers/"
        let differences = try lines(folder + "known-differences.txt")
        for (title, browser) in [
            ("Chromium 156", "chromium"),
            ("Chromium 156, third-party cookies blocked", "chromium-third-party-blocked"),
            ("Firefox 153 ESR", "firefox"), ("WebKitGTK 2.50 (", "webkit"),
        ] {
            let row = try #require(
                page.split(separator: "\n").first {
                    $0.hasPrefix("| \(title)" + (title.hasSuffix("(") ? "" : " |"))
                }
            )
            let figures = row.split(separator: "|").map { $0.filter(\.isNumber) }.suffix(2)
            let cases = try lines("\(folder)\(browser).jsonl").count
            let different = differences.count { $0.hasPrefix("\(browser) ") }
            #expect(figures == ["\(cases)", "\(different)"], "\(title)")
        }
        let table = try JSONSerialization.jsonObject(
            with: Data(
                contentsOf: packageURL.appending(path: "Tests/wpt/expectations.json")
            )
        )
        let tiers = try #require((table as? [String: Any])?["tiers"] as? [String: [[Any]]])
        for (name, files) in tiers {
            let sums = [1, 2].map { column in
                files.reduce(0) { $0 + ($1[column] as? Int ?? 0) }
            }
            #expect(
                page.contains("| \(files.count) | \(sums[0]) | \(sums[1]) |"),
                "tier \(name): \(files.count) files, \(sums)"
            )
        }
    }

    private var isRewriting: Bool {
        ProcessInfo.processInfo.environment["CRUMB_REWRITE_GOLDEN"] == "1"
    }

    /// The servers behind the hosts in the pages.
    private struct Servers {
        let pages: ServerProcess
        let chat: ServerProcess
        let streams: ServerProcess
        let frameworks: ServerProcess
        private(set) var hosts: [(host: String, port: UInt16)]

        init(tls: UInt16) async throws {
            func path(_ name: String) -> String { fixtureURL(name).path(percentEncoded: false) }
            pages = try await ServerProcess(FlaskServer.python, [path("page/serve.py")])
            chat = try await chatServer()
            streams = try await ServerProcess("python3", [path("connections/serve.py")])
            frameworks = try await ServerProcess("python3", [path("docs/serve.py")])
            let api = try await FlaskServer.shared().port
            hosts = [
                ("127.0.0.1:5000", api), ("localhost:5000", api), ("api.test:443", tls),
                ("shop.test:443", tls), ("api.shop.test:443", tls),
                ("127.0.0.1:5500", pages.port), ("localhost:5500", pages.port),
                ("127.0.0.1:8765", chat.port), ("127.0.0.1:8766", streams.port),
            ]
            // One server plays these hosts, distinguished by the request's Host header.
            for port in [3000, 3001, 8000, 8001, 8002, 8080, 8088] {
                hosts.append(("localhost:\(port)", frameworks.port))
            }
        }

        func stop() async throws {
            for server in [pages, chat, streams, frameworks] { try await server.stop() }
        }
    }

    /// Without this test, a suite that finds no pages, or no commands in them, would pass.
    @Test func documentationHasCommands() throws {
        let count = try Self.pages.reduce(0) { sum, name in
            let text = try String(contentsOf: packageURL.appending(path: name), encoding: .utf8)
            return sum + Documentation(text).commands.count
        }
        #expect(count >= 60)
    }

    @Test(arguments: [
        (["a", "b"], ["a", "b"], true), (["a", "b", "c"], ["a", "…", "c"], true),
        (["a"], ["a", "…"], true), (["a", "b"], ["a"], false), (["a"], ["b"], false),
        (["a", "b"], ["…", "a"], false), ([], ["…"], true), (["a"], [], false),
    ])
    func ellipsisMatchesAnyLines(_ printed: [String], _ written: [String], _ fits: Bool) {
        #expect(Documentation.matches(printed, written) == fits)
    }
}
