import Foundation
import TestSupport
import Testing

/// Every command of README.md and `docs` is run, and prints what the page says.
///
/// `CRUMB_REWRITE_GOLDEN=1 swift test --filter DocumentationTests` writes the outputs anew, but for
/// those that still fit a shortened one (`…`); then read the difference. docs/README.md has the rules.
@Suite struct DocumentationTests {
    static let pages: [String] = {
        let names =
            (try? FileManager.default.contentsOfDirectory(
                atPath: packageURL.appending(path: "docs").path(percentEncoded: false)
            )) ?? []
        return ["README.md"] + names.filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
    }()

    @Test(arguments: pages)
    func itsCommandsPrintWhatItSays(_ name: String) async throws {
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

    private var isRewriting: Bool {
        ProcessInfo.processInfo.environment["CRUMB_REWRITE_GOLDEN"] == "1"
    }

    /// What the hosts of the pages are.
    private struct Servers {
        let pages: ServerProcess
        let chat: ServerProcess
        let streams: ServerProcess
        let hosts: [(host: String, port: UInt16)]

        init(tls: UInt16) async throws {
            func path(_ name: String) -> String { fixtureURL(name).path(percentEncoded: false) }
            pages = try await ServerProcess(FlaskServer.python, [path("page/serve.py")])
            chat = try await ServerProcess("python3", [path("connections/chat.py")])
            streams = try await ServerProcess("python3", [path("connections/serve.py")])
            let api = try await FlaskServer.shared().port
            hosts = [
                ("127.0.0.1:5000", api), ("localhost:5000", api), ("api.test:443", tls),
                ("shop.test:443", tls), ("api.shop.test:443", tls),
                ("127.0.0.1:5500", pages.port), ("localhost:5500", pages.port),
                ("127.0.0.1:8765", chat.port), ("127.0.0.1:8766", streams.port),
            ]
        }

        func stop() async throws {
            for server in [pages, chat, streams] { try await server.stop() }
        }
    }

    /// A suite that lost its pages, or pages that lost their commands, would pass.
    @Test func thereAreCommands() throws {
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
    func anEllipsisStandsForAnyLines(_ printed: [String], _ written: [String], _ fits: Bool) {
        #expect(Documentation.matches(printed, written) == fits)
    }
}
