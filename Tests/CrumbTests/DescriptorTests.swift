import Foundation
import TestSupport
import Testing

/// With few descriptors, crumb does less at a time or reports the shortage, and never crashes.
@Suite(.timeLimit(.minutes(4 * Patience.factor))) struct DescriptorTests {
    /// Shell code that closes the descriptors inherited from the test process.
    private static let closing =
        "for fd in $(ls /proc/$$/fd); do if (( fd > 2 && fd < 255 )); then eval \"exec $fd>&-\"; fi; "
        + "done; "

    private func limited(
        to descriptors: String,
        _ arguments: [String],
        home: TemporaryDirectory
    ) async throws -> CommandResult {
        try await TestSupport.run(
            "/bin/bash",
            ["-c", Self.closing + "ulimit \(descriptors) && exec \"$0\" \"$@\""]
                + [try builtExecutable("crumb")] + arguments,
            environment: crumbEnvironment(home: home),
            timeout: .patient(seconds: 120)
        )
    }

    /// Writes scenario files that send requests in parallel and wait for a retry; the first one
    /// also starts a server.
    private func suite(of count: Int, in home: TemporaryDirectory) async throws -> String {
        let flask = try await FlaskServer.shared()
        let folder = home.path(of: "suite")
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        for number in 0..<count {
            let server =
                number == 0
                ? "variables: { port: { free-port: true } }\nservers: [{ run: \"exec python3 -m "
                    + "http.server --bind 127.0.0.1 {{port}}\", ready: \"http://127.0.0.1:{{port}}/\", "
                    + "timeout: 60s }]\n"
                : ""
            try """
            \(server)page: \(flask.baseURL)/
            steps:
              - parallel: [\((0..<10).map { "{ fetch: /echo?\($0) }" }.joined(separator: ", "))]
              - { fetch: /status/500, expect: { status: 500 }, retry: { times: 1, delay: 10ms } }

            """.write(toFile: "\(folder)/\(number).yaml", atomically: true, encoding: .utf8)
        }
        return folder
    }

    /// `-S -n` lowers only the soft limit, which crumb raises.
    @Test(arguments: ["-S -n 48", "-n 64", "-n 48", "-n 40"])
    func suiteRunsWithFewDescriptors(_ descriptors: String) async throws {
        let home = try TemporaryDirectory()
        let folder = try await suite(of: 20, in: home)
        let report = home.path(of: "report.json")
        let result = try await limited(
            to: descriptors,
            ["run", folder, "--jobs", "200", "--report-json", report],
            home: home
        )
        #expect(result.exitCode == 0, "\(result.output.suffix(1000)) \(result.errorOutput)")
        #expect(FileManager.default.fileExists(atPath: report))
    }

    @Test(arguments: ["-n 8", "-n 10", "-n 16", "-n 24"])
    func tooFewDescriptorsAreReportedOnOneLine(_ descriptors: String) async throws {
        let home = try TemporaryDirectory()
        let folder = try await suite(of: 2, in: home)
        let result = try await limited(to: descriptors, ["run", folder], home: home)
        #expect(result.exitCode == 64, "\(result.errorOutput)")
        #expect(result.errorOutput.contains("crumb run needs 3"))
        #expect(result.errorOutput.split(separator: "\n").count == 1)
    }

    /// A fetch needs a dozen descriptors; with fewer, it says so or names what it could not open.
    @Test(arguments: ["fetch", "visit", "doctor"])
    func commandWithoutDescriptorsEndsWithAMessage(_ command: String) async throws {
        let flask = try await FlaskServer.shared()
        for count in 4...14 {
            let home = try TemporaryDirectory()
            let page = command == "visit" ? [] : ["--from", flask.baseURL]
            let result = try await limited(
                to: "-n \(count)",
                [command, "\(flask.baseURL)/echo", "--profile", ":memory:"] + page,
                home: home
            )
            #expect([0, 4, 127].contains(result.exitCode), "\(count): \(result.errorOutput)")
            #expect(!result.errorOutput.contains("Fatal error"))
            if result.exitCode == 4 {
                #expect(result.errorOutput.contains("ulimit -n"), "\(count): \(result.errorOutput)")
            }
        }
    }

    /// A server that crumb starts has the limit that crumb itself was started with.
    @Test func serversInheritTheOriginalLimit() async throws {
        let home = try TemporaryDirectory()
        let file = home.path(of: "s.yaml")
        try """
        servers: [{ run: "ulimit -S -n > \(home.path)/limit; sleep 1000" }]
        page: http://a.test/
        steps: [{ cookies: { count: 1 }, retry: { times: 10, delay: 100ms } }]
        """.write(toFile: file, atomically: true, encoding: .utf8)
        _ = try await limited(to: "-S -n 99", ["run", file], home: home)
        let limit = try String(contentsOfFile: home.path(of: "limit"), encoding: .utf8)
        #expect(limit == "99\n")
    }

    @Test func aThousandParallelRequestsWaitForConnections() async throws {
        let flask = try await FlaskServer.shared()
        let home = try TemporaryDirectory()
        let file = home.path(of: "s.yaml")
        let steps = (0..<1000).map { "      - fetch: /echo?\($0)" }.joined(separator: "\n")
        try "page: \(flask.baseURL)/\nsteps:\n  - parallel:\n\(steps)\n".write(
            toFile: file,
            atomically: true,
            encoding: .utf8
        )
        let result = try await limited(to: "-n 64", ["run", file], home: home)
        #expect(result.exitCode == 0, "\(result.output.suffix(1000))")
    }
}
