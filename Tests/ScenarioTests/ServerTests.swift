import Foundation
import Processes
import TestSupport
import Testing

/// The servers that a scenario starts are always stopped, and no other servers are.
@Suite struct ServerTests {
    /// Writes a scenario whose server writes its process group into a file, by which the tests find
    /// it.
    private func serverFile(_ directory: TemporaryDirectory, then steps: String) throws -> String {
        try directory.write(
            "server.yaml",
            """
            variables: { port: { free-port: true } }
            servers:
              - run: >-
                  sleep 1000 & echo $$ > \(directory.path)/group; echo hello from the server;
                  \(python) -u -m http.server --bind 127.0.0.1 {{port}}
                ready: "http://127.0.0.1:{{port}}/"
                timeout: 30s
            page: "http://127.0.0.1:{{port}}/"
            steps:
            \(steps)
            """
        )
    }

    /// Whether any process of the group is running; zombies do not count.
    private func isRunning(_ directory: TemporaryDirectory) throws -> Bool {
        let text = try String(contentsOfFile: directory.path(of: "group"), encoding: .utf8)
        let group = try #require(Int(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        return try FileManager.default.contentsOfDirectory(atPath: "/proc").contains { name in
            guard Int(name) != nil,
                let stat = try? String(contentsOfFile: "/proc/\(name)/stat", encoding: .utf8),
                let end = stat.lastIndex(of: ")")
            else { return false }
            let fields = stat[end...].split(separator: " ")
            return fields.count > 3 && Int(fields[3]) == group && fields[1] != "Z"
        }
    }

    @Test(arguments: [(200, Int32(0)), (500, Int32(1))])
    func aServerIsStoppedWithAllItsProcesses(status: Int, exitCode: Int32) async throws {
        let directory = try TemporaryDirectory()
        let file = try serverFile(
            directory,
            then: "  - { fetch: /, expect: { status: \(status) } }"
        )
        let result = try await crumb("run", file)
        #expect(result.exitCode == exitCode, "\(result.output)")
        #expect(result.output.contains("hello from the server") == (exitCode != 0))
        #expect(try !isRunning(directory))
    }

    @Test(arguments: [
        (SIGINT, Int32(130)), (SIGTERM, Int32(143)), (SIGHUP, Int32(129)), (SIGQUIT, Int32(131)),
    ])
    func anInterruptionLeavesNoServerBehind(signal: Int32, exitCode: Int32) async throws {
        let directory = try TemporaryDirectory()
        let steps = "  - { cookies: { count: 1 }, retry: { times: 100000, delay: 50ms } }"
        let file = try serverFile(directory, then: steps)
        let process = try RunningProcess(
            builtExecutable("crumb"),
            ["run", file],
            environment: crumbEnvironment(home: directory)
        )
        let guardian = Task {
            try await Task.sleep(for: .patient(seconds: 60))
            process.kill()
        }
        while !FileManager.default.fileExists(atPath: directory.path(of: "group")) {
            try await Task.sleep(for: .milliseconds(20))
        }
        #expect(try isRunning(directory))
        process.send(signal)
        #expect(await process.exitCode() == exitCode)
        guardian.cancel()
        #expect(try !isRunning(directory))
    }

    /// Processes in their own sessions, with and without a living parent, and one that has cleared
    /// its environment.
    @Test(arguments: [
        "setsid sleep 1000 &", "setsid sh -c 'sleep 1000 & wait' &",
        "setsid setsid -f sleep 1000;", "(setsid sleep 1000 &);",
        "setsid env -i sleep 1000 & wait &",
    ])
    func processesInTheirOwnSessionAreStoppedToo(_ command: String) async throws {
        for signal in [nil, SIGTERM] {
            let directory = try TemporaryDirectory()
            // The processes are found again by their working directory.
            let file = try directory.write(
                "server.yaml",
                """
                variables: { port: { free-port: true } }
                servers:
                  - run: >-
                      cd \(directory.path); \(command) touch ready;
                      exec \(python) -u -m http.server --bind 127.0.0.1 {{port}}
                    ready: "http://127.0.0.1:{{port}}/"
                    timeout: 30s
                page: "http://127.0.0.1:{{port}}/"
                steps:
                  - { cookies: { count: \(signal == nil ? 0 : 1) }, retry: { times: 9999, delay: 50ms } }
                """
            )
            let process = try RunningProcess(
                builtExecutable("crumb"),
                ["run", file],
                environment: crumbEnvironment(home: TemporaryDirectory())
            )
            let guardian = Task {
                try await Task.sleep(for: .patient(seconds: 60))
                process.kill()
            }
            if let signal {
                while !FileManager.default.fileExists(atPath: directory.path(of: "ready")) {
                    try await Task.sleep(for: .milliseconds(20))
                }
                process.send(signal)
            }
            #expect(await process.exitCode() == (signal == nil ? 0 : 143))
            guardian.cancel()
            #expect(runningIn(directory.path) == [])
        }
    }

    /// The names of the processes whose working directory is `folder`, except zombies.
    private func runningIn(_ folder: String) -> [String] {
        let files = FileManager.default
        let real = URL(filePath: folder).resolvingSymlinksInPath().path(percentEncoded: false)
        let all = (try? files.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.filter { Int($0) != nil }.compactMap { id in
            guard let at = try? files.destinationOfSymbolicLink(atPath: "/proc/\(id)/cwd"),
                at == real || at + "/" == real
            else { return nil }
            return try? String(contentsOfFile: "/proc/\(id)/comm", encoding: .utf8)
        }
    }

    @Test func aServerThatCrashesIsReportedWithItsOutput() async throws {
        let result = try await run(
            scenario: """
                variables: { port: { free-port: true } }
                servers:
                  - run: "echo out of cheese >&2; exit 7"
                    ready: "http://127.0.0.1:{{port}}/"
                steps: [ { cookies: { count: 0 } } ]
                """
        )
        #expect(result.exitCode == 4)
        #expect(result.output.contains("the server exited before it responded"))
        #expect(result.output.contains("with status 7"))
        #expect(result.output.contains("out of cheese"))
    }

    @Test func aServerThatCrashesDuringTheRunIsReportedAsTheCause() async throws {
        let directory = try TemporaryDirectory()
        let server = try directory.write(
            "server.py",
            """
            import http.server, os, sys

            class Handler(http.server.BaseHTTPRequestHandler):
                def do_GET(self):
                    if self.path == "/die":
                        os._exit(9)
                    self.send_response(204)
                    self.end_headers()

            http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
            """
        )
        let result = try await run(
            scenario: """
                variables: { port: { free-port: true } }
                servers:
                  - run: "exec \(python) \(server) {{port}}"
                    ready: "http://127.0.0.1:{{port}}/"
                page: "http://127.0.0.1:{{port}}/"
                steps: [ { fetch: / }, { fetch: /die }, { fetch: / } ]
                """
        )
        #expect(result.exitCode == 4, "\(result.output)")
        #expect(result.output.contains("failed in step 2 of 3"))
        #expect(result.output.contains("the server exited on its own, with status 9"))
    }

    @Test func aServerThatDoesNotRespondTimesOut() async throws {
        let result = try await run(
            scenario: """
                variables: { port: { free-port: true } }
                servers:
                  - { run: sleep 100, ready: "http://127.0.0.1:{{port}}/", timeout: 200ms }
                steps: [ { cookies: { count: 0 } } ]
                """
        )
        #expect(result.exitCode == 4)
        #expect(result.output.contains("did not respond at"))
        #expect(result.output.contains("within 0.2 s"))
    }

    @Test func anotherServerOnThePortIsNotMistakenForTheServer() async throws {
        try await withFlaskServer { flask in
            let result = try await run(
                scenario: """
                    servers: [ { run: sleep 100, ready: "\(flask.baseURL)/" } ]
                    steps: [ { cookies: { count: 0 } } ]
                    """
            )
            #expect(result.exitCode == 4)
            #expect(
                result.output.contains("something already responds at \(flask.baseURL)/ before")
            )
        }
    }

    /// With `--jobs 4`, each file reaches its own server and no other file's.
    @Test func everyFileHasItsOwnServer() async throws {
        let directory = try TemporaryDirectory()
        for number in 0..<8 {
            _ = try directory.write(
                "\(number).yaml",
                """
                variables: { port: { free-port: true } }
                servers:
                  - run: mkdir -p \(directory.path)/\(number) && cd \(directory.path)/\(number) &&
                      echo '{"n":\(number)}' > who.json &&
                      exec \(python) -u -m http.server --bind 127.0.0.1 {{port}}
                    ready: "http://127.0.0.1:{{port}}/"
                    timeout: 60s
                page: "http://127.0.0.1:{{port}}/"
                steps: [ { fetch: /who.json, repeat: 5, expect: { json: { n: \(number) } } } ]
                """
            )
        }
        let result = try await crumb("run", "--jobs", "4", directory.path)
        #expect(result.exitCode == 0, "\(result.output)")
    }

    /// Servers that need the same port take turns, and no file reaches another file's server.
    @Test func serversOnTheSamePortTakeTurns() async throws {
        let directory = try TemporaryDirectory()
        for number in 0..<4 {
            _ = try directory.write(
                "\(number).yaml",
                """
                servers:
                  - run: mkdir -p \(directory.path)/\(number) && cd \(directory.path)/\(number) &&
                      echo '{"n":\(number)}' > who.json &&
                      exec \(python) -u -m http.server --bind 127.0.0.1 {{port}}
                    ready: "http://127.0.0.1:{{port}}/"
                    timeout: 60s
                page: "http://127.0.0.1:{{port}}/"
                steps: [ { fetch: /who.json, expect: { json: { n: \(number) } } } ]
                """
            )
        }
        let port = try #require(ReservedPort())
        let result = try await crumb(
            ["run", "--jobs", "2", "--variable", "port=\(port.number)"]
                + (0..<4).map { directory.path(of: "\($0).yaml") }
        )
        withExtendedLifetime(port) {}
        #expect(result.exitCode == 0, "\(result.output)")
    }
}
