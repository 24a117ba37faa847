import Foundation
import TestSupport
import Testing

/// Output is either written or reported as lost.
@Suite struct UnwritableOutputTests {
    @Test func everyCommandIsTested() async throws {
        let names = Set(PrintingCommand.all.map(\.command))
        #expect(try await Set(EveryCommand.names()) == names)
    }

    /// How standard output is lost, as a shell redirection.
    enum Loss: String, CaseIterable, Sendable {
        case fullDevice = "> /dev/full"
        case closed = ">&-"
        case closedWithInput = "<&- >&-"
        case readOnly = "1< /dev/null"
        /// A file that may not grow beyond 0 bytes.
        case fileLimit = "> \"$CRUMB_HOME/limited\""

        var before: String { self == .fileLimit ? "ulimit -f 0; " : "" }
    }

    @Test(arguments: Loss.allCases)
    func lostOutputIsReportedOnOneLineWithExitCode6(_ loss: Loss) async throws {
        let api = try await FlaskServer.shared().baseURL
        for command in PrintingCommand.all {
            let (home, directory) = try await PrintingCommand.prepared()
            // The limit would also apply to the file of the profile, which another test covers.
            let words =
                command.words(api: api, directory: directory)
                + (loss == .fileLimit ? ["--profile", ":memory:"] : [])
            if loss == .fileLimit, command.needsProfile { continue }
            let result = try await shell(
                "\(loss.before)exec \"$0\" \"$@\" \(loss.rawValue)",
                words,
                home,
                input: command.input
            )
            #expect(result.exitCode == 6, "\(words): \(result.errorOutput)")
            let lines = result.errorOutput.split(separator: "\n")
                .filter { $0.hasPrefix("crumb: cannot write") }
            #expect(lines.count == 1, "\(words): \(result.errorOutput)")
            withExtendedLifetime((home, directory)) {}
        }
    }

    @Test func readerThatIsGoneIsNotAnError() async throws {
        let api = try await FlaskServer.shared().baseURL
        for command in PrintingCommand.all {
            let (home, directory) = try await PrintingCommand.prepared()
            let words = command.words(api: api, directory: directory)
            // The other end is closed before anything is written.
            let script = """
                mkfifo "$CRUMB_HOME/pipe"; exec 3<> "$CRUMB_HOME/pipe"; exec 4> "$CRUMB_HOME/pipe"
                exec 3<&-; exec "$0" "$@" >&4
                """
            let result = try await shell(script, words, home, input: command.input)
            #expect(result.exitCode == 0, "\(words): \(result.errorOutput)")
            #expect(!result.errorOutput.contains("cannot write"), "\(words)")
            withExtendedLifetime((home, directory)) {}
        }
    }

    /// Whichever descriptors are closed at the start, the report is written; the exit code is that
    /// of the run, unless its output is lost.
    @Test(
        arguments: [
            ("0<&-", 0), ("2>&-", 0), ("0<&- 2>&-", 0), ("1>&-", 6), ("0<&- 1>&-", 6),
            ("0<&- 1>&- 2>&-", 6),
        ]
    )
    func reportsAreWrittenDespiteClosedDescriptors(closed: String, exitCode: Int32)
        async throws
    {
        let (home, directory) = try await PrintingCommand.prepared()
        for command in [
            ["run", directory.path(of: "passes.yaml"), "--report-json", home.path(of: "r.json")],
            [
                "run", "-q", directory.path(of: "passes.yaml"), "--report-json",
                home.path(of: "r.json"),
            ],
        ] {
            let result = try await shell("exec \"$0\" \"$@\" \(closed)", command, home)
            let expected = command.contains("-q") ? 0 : exitCode
            #expect(result.exitCode == expected, "\(command) \(closed)")
            let report = try Data(contentsOf: home.url.appending(path: "r.json"))
            #expect(try JSONSerialization.jsonObject(with: report) is [String: Any])
            try FileManager.default.removeItem(at: home.url.appending(path: "r.json"))
        }
        withExtendedLifetime(directory) {}
    }

    /// The shared pipe is non-blocking, and may be full when crumb writes to it.
    @Test func nonBlockingPipeGetsAllOutput() async throws {
        let home = try TemporaryDirectory()
        let api = try await FlaskServer.shared().baseURL
        let script = """
            import os, subprocess, sys, time
            read, write = os.pipe()
            os.set_blocking(write, False)
            child = subprocess.Popen(sys.argv[1:], stdout=write)
            os.close(write)
            count = 0
            while data := os.read(read, 65536):
                count += len(data)
            print(count, child.wait())
            """
        let result = try await run(
            "python3",
            [
                "-c", script, builtExecutable("crumb"), "fetch", "\(api)/large?bytes=3000000",
                "--from", api, "-q",
            ],
            environment: crumbEnvironment(home: home)
        )
        #expect(result.output == "3000000 0\n", "\(result.errorOutput)")
    }

    private func shell(
        _ script: String,
        _ words: [String],
        _ home: TemporaryDirectory,
        input: String = ""
    ) async throws -> CommandResult {
        try await run(
            "sh",
            ["-c", script, builtExecutable("crumb")] + words,
            environment: crumbEnvironment(home: home),
            stdin: Data(input.utf8)
        )
    }
}

extension PrintingCommand {
    fileprivate var needsProfile: Bool {
        ["cookies show", "cookies edit", "cookies watch", "cookies export", "log list", "log show"]
            .contains(
                command
            )
            || words.contains("-o")
            || words.contains("--report-tap") || command == "document-cookie"
    }
}
