import Foundation
import TestSupport
import Testing

/// Every file that crumb reads has a limit, whatever kind of file it is, and the error names it.
@Suite(.timeLimit(.minutes(3 * Patience.factor))) struct FileBoundTests {
    /// Command lines, with FILE for the path, and their exit codes for unusable input.
    static let readers: [([String], Int32)] = [
        (["run", "FILE"], 2), (["report", "FILE", "--json"], 2), (["explain", "FILE"], 2),
        (["cookies", "import", "FILE"], 2),
        (["fetch", "http://127.0.0.1:1/", "--from", "http://a.test/", "-d", "@FILE"], 64),
        (["fetch", "http://127.0.0.1:1/", "--from", "http://a.test/", "-F", "a=@FILE"], 64),
        (
            [
                "fetch", "http://127.0.0.1:1/", "--from", "http://a.test/", "--data-urlencode",
                "@FILE",
            ], 64
        ),
        (["fetch", "--as-curl", "FILE"], 2), (["fetch", "--as-script", "FILE"], 2),
        (["origin", "http://a.test", "http://b.test", "--public-suffix-list", "FILE"], 2),
    ]

    private func refusal(
        of arguments: [String],
        reading path: String,
        exitCode: Int32
    ) async throws -> String {
        let words = arguments.map { $0.replacing("FILE", with: path) }
        let result = try await runCrumb(words, timeout: .patient(seconds: 100))
        #expect(result.exitCode == exitCode, "\(words) \(result.errorOutput)")
        #expect(result.errorOutput.split(separator: "\n").count <= 2, "\(result.errorOutput)")
        return result.errorOutput
    }

    @Test(arguments: readers)
    func largeFileIsRejectedBeforeItIsRead(_ arguments: [String], _ code: Int32) async throws {
        let directory = try TemporaryDirectory()
        let path = directory.path(of: "large.yaml")
        // A sparse file has the size without taking up space.
        #expect(FileManager.default.createFile(atPath: path, contents: Data("a".utf8)))
        let file = try #require(FileHandle(forWritingAtPath: path))
        try file.truncate(atOffset: 2 << 30)
        let text = try await refusal(of: arguments, reading: path, exitCode: code)
        let bound = /it is larger than \d+ MiB, the maximum for (a|an|the) \w+/
        #expect(text.contains(bound), "\(text)")
    }

    @Test(arguments: readers)
    func directoryIsRejected(_ arguments: [String], _ code: Int32) async throws {
        // `run` accepts directories.
        guard arguments[0] != "run" else { return }
        let directory = try TemporaryDirectory()
        let text = try await refusal(of: arguments, reading: directory.path, exitCode: code)
        #expect(text.lowercased().contains("is a directory"), "\(text)")
    }

    /// The device is endless. The two commands that accept large files are tested elsewhere, with
    /// less memory.
    @Test(arguments: readers.filter { !["report", "explain"].contains($0.0[0]) })
    func endlessDeviceIsRejected(_ arguments: [String], _ code: Int32) async throws {
        let text = try await refusal(of: arguments, reading: "/dev/zero", exitCode: code)
        #expect(text.contains("it is larger than"), "\(text)")
    }

    @Test func pipeWithoutAWriterTimesOut() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.path(of: "pipe.yaml")
        #expect(mkfifo(path, 0o600) == 0)
        let text = try await refusal(of: ["run", "FILE"], reading: path, exitCode: 2)
        #expect(text.contains("it is a pipe, and nothing was written to it for 10 s"), "\(text)")
    }

    @Test func pipeWithAWriterIsRead() async throws {
        let result = try await run(
            "/bin/bash",
            [
                "-c",
                "\"$0\" origin http://a.x.test http://b.x.test --json --public-suffix-list "
                    + "<(sleep 0.2; echo x.test)",
                try builtExecutable("crumb"),
            ],
            environment: crumbEnvironment(home: TemporaryDirectory())
        )
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        #expect(result.output.contains("\"sameSite\": false"))
    }

    @Test func recordingDoesNotReadADevice() async throws {
        let server = try await FlaskServer.shared()
        let result = try await runCrumb([
            "fetch", "\(server.baseURL)/echo", "--from", server.baseURL, "--record", "/dev/zero",
        ])
        #expect(result.exitCode == 0, "\(result.errorOutput)")
    }

    /// `crumb run` would not read a larger file either.
    @Test func oversizedRecordingIsLeftUnchanged() async throws {
        let server = try await FlaskServer.shared()
        let home = try TemporaryDirectory()
        let file = home.path(of: "large.yaml")
        let contents = Data(repeating: UInt8(ascii: "#"), count: 4 << 20 | 1)
        try contents.write(to: URL(filePath: file))
        let result = try await runCrumb([
            "fetch", "\(server.baseURL)/echo", "--from", server.baseURL, "--record", file,
        ])
        #expect(result.exitCode == 6)
        #expect(result.errorOutput.contains("larger than 4 MiB"), "\(result.errorOutput)")
        #expect(try Data(contentsOf: URL(filePath: file)) == contents)
    }
}
