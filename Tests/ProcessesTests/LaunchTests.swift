import Foundation
import Processes
import TestSupport
import Testing

import struct Processes.Pipe

@Suite(.timeLimit(.minutes(1)))
struct LaunchTests {
    @Test func aProgramGetsTheGivenEnvironment() throws {
        let output = try run(["/bin/sh", "-c", "echo $A-${HOME:-none}"], environment: ["A": "b c"])
        #expect(output == "b c-none\n")
    }

    @Test func aProgramIsFoundInThePathAndGetsItsArgumentsUnchanged() throws {
        let words = ["$(id)", "a b", "", "'", "\\", "\n"]
        let output = try run(["printf", "%s|"] + words)
        #expect(output == words.map { $0 + "|" }.joined())
    }

    /// A program handles the signals that this process ignores or blocks.
    @Test func aProgramStartsWithDefaultSignals() throws {
        signal(SIGPIPE, SIG_IGN)
        let output = try run(["/bin/sh", "-c", "grep -E '^Sig(Blk|Ign)' /proc/self/status"])
        let masks = output.split(separator: "\n").map { line in
            line.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) }
        }
        // Signals 32 and 33 belong to the C library.
        #expect(masks.map { $0.map { $0 & 0x7FFF_FFFF } } == [0, 0])
    }

    @Test(arguments: [Launch.Group.own, .ownSession])
    func theGroupIDOfALeaderIsItsProcessID(group: Launch.Group) throws {
        let output = try run(["/bin/sh", "-c", "ps -o pgid= -p $$; echo $$"], group: group)
        let numbers = output.split(whereSeparator: \.isWhitespace)
        #expect(numbers.count == 2)
        #expect(numbers.first == numbers.last)
    }

    @Test func otherPipesAreClosedInAProgram() throws {
        let secret = try Pipe()
        defer { secret.close() }
        var status = stat()
        try #require(fstat(secret.readEnd, &status) == 0)
        let output = try run(["/bin/sh", "-c", "ls -l /proc/self/fd"])
        #expect(output.contains("/dev/null"))
        #expect(!output.contains("pipe:[\(status.st_ino)]"))
    }

    @Test(
        arguments: [
            ("/nonexistent/program", "No such file or directory"),
            ("/etc/passwd", "Permission denied"),
        ]
    )
    func aFailedStartIsReported(program: String, detail: String) {
        let failure = #expect(throws: LaunchFailure.self) {
            try Launch([program], streams: []).start()
        }
        #expect(failure?.description == "\(program): \(detail)")
    }

    @Test(arguments: [20, 80, 200])
    func aPseudoterminalHasTheRequestedWidth(columns: Int) throws {
        let terminal = try Pseudoterminal(columns: columns)
        defer { close(terminal.descriptor) }
        let id = try Launch(
            ["/bin/sh", "-c", "stty size"],
            streams: terminal.streams,
            group: .ownSession
        ).start()
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = read(terminal.descriptor, &bytes, bytes.count)
        waitpid(id, nil, 0)
        #expect(String(decoding: bytes.prefix(max(0, count)), as: UTF8.self) == "50 \(columns)\n")
    }

    /// Runs a program and returns its standard output.
    private func run(
        _ words: [String],
        environment: [String: String]? = nil,
        group: Launch.Group = .shared
    ) throws -> String {
        let (id, output) = try Launch.oneAtATime { () throws(LaunchFailure) in
            let output = try Pipe()
            defer { close(output.writeEnd) }
            let id = try Launch(
                words,
                environment: environment,
                streams: [
                    .file("/dev/null", flags: O_RDONLY), .descriptor(output.writeEnd),
                    .descriptor(STDERR_FILENO),
                ],
                group: group
            ).start()
            return (id, output.readEnd)
        }
        let handle = FileHandle(fileDescriptor: output, closeOnDealloc: true)
        let data = try handle.readToEnd() ?? Data()
        waitpid(id, nil, 0)
        return String(decoding: data, as: UTF8.self)
    }
}
