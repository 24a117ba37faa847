import Foundation
import TestSupport
import Testing

/// Files that crumb writes are complete or unchanged, and private to the user.
@Suite struct WrittenFileTests {
    /// Commands that write `{file}` and can replace an existing file.
    static let writers: [[String]] = [
        ["fetch", "{api}/get-cookie", "--from", "{api}", "-o", "{file}"],
        ["fetch", "{api}/get-cookie", "--from", "{api}", "--har", "{file}"],
        ["visit", "{api}/get-cookie", "-o", "{file}"],
        ["load", "{api}/get-cookie", "--as", "script", "--from", "{api}", "--har", "{file}"],
        ["cookies", "export", "-o", "{file}"],
        ["run", "{dir}/passes.yaml", "--report-json", "{file}"],
        ["run", "{dir}/passes.yaml", "--report-junit", "{file}"],
        ["run", "{dir}/passes.yaml", "--report-tap", "{file}"],
        ["report", "{dir}/report.json", "--report-junit", "{file}"],
    ]
    /// Commands that append to an existing file.
    static let growing: [[String]] = [
        ["fetch", "{api}/get-cookie", "--from", "{api}", "--record", "{file}"],
        ["visit", "{api}/get-cookie", "--record", "{file}"],
        ["load", "{api}/get-cookie", "--as", "image", "--from", "{api}", "--record", "{file}"],
        ["document-cookie", "--from", "{api}", "--record", "{file}"],
    ]
    /// Commands that never replace a file.
    static let beginning: [[String]] = [["init", "{api}/get-cookie", "-o", "{file}"]]

    @Test(arguments: writers + growing + beginning)
    func newFileIsPrivate(_ writer: [String]) async throws {
        let place = try await Place()
        let result = try await place.run(writer, "umask 000")
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        #expect(try place.mode() == 0o600)
        #expect(try place.content().count > 10)
        #expect(try place.leftovers() == [])
    }

    @Test(arguments: writers + growing, [0o644, 0o600, 0o640])
    func existingFileKeepsItsPermissions(_ writer: [String], mode: Int) async throws {
        let place = try await Place()
        try place.begin("# old\n", mode: mode)
        let result = try await place.run(writer, "umask 022")
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        // Exports and archives become private, whatever the permissions of the file were.
        let isClosed = writer.contains("export") || writer.contains("--har")
        #expect(try place.mode() == (isClosed ? 0o600 : mode))
        #expect(try place.content() != "# old\n")
        #expect(try place.leftovers() == [])
    }

    @Test(arguments: writers + growing + beginning)
    func fullDiskLeavesTheOldFileUnchanged(_ writer: [String]) async throws {
        let place = try await Place()
        let old = String(repeating: "# what was there before\n", count: 200)
        let isNew = Self.beginning.contains(writer)
        if !isNew { try place.begin(old, mode: 0o644) }
        // A limit on the size of files stands for a full disk: the new contents exceed it.
        let memory = writer.contains("export") ? [] : ["--profile", ":memory:"]
        let limit = writer.contains("export") ? "ulimit -f 64" : "ulimit -f 0"
        if writer.contains("export") { try await place.fillJar() }
        let result = try await place.run(writer + memory, limit)
        #expect(result.exitCode == 6, "\(result.errorOutput)")
        #expect(result.errorOutput.contains("File too large"))
        #expect(
            result.errorOutput.split(separator: "\n").count {
                $0.hasPrefix("crumb: ") && $0.contains("cannot ")
            } == 1,
            "\(result.errorOutput)"
        )
        if isNew {
            #expect(throws: (any Error).self) { try place.content() }
        } else {
            #expect(try place.content() == old)
        }
        #expect(try place.leftovers() == [])
    }

    @Test(arguments: writers + growing)
    func linksStayLinksAndPipesAndDevicesAreWrittenTo(_ writer: [String]) async throws {
        let place = try await Place()
        let target = place.directory.path(of: "target")
        for isDangling in [true, false] {
            try? FileManager.default.removeItem(atPath: place.file)
            try? FileManager.default.removeItem(atPath: target)
            if !isDangling { try Data("# old\n".utf8).write(to: URL(filePath: target)) }
            try FileManager.default.createSymbolicLink(
                atPath: place.file,
                withDestinationPath: isDangling ? "target" : target
            )
            let result = try await place.run(writer)
            #expect(result.exitCode == 0, "\(result.errorOutput)")
            #expect(
                try FileManager.default.destinationOfSymbolicLink(atPath: place.file).hasSuffix(
                    "target"
                )
            )
            #expect(try String(contentsOfFile: target, encoding: .utf8).count > 10)
        }
        let pipe = try await place.run(
            writer,
            "rm \"$FILE\"; mkfifo \"$FILE\"; cat \"$FILE\" > \"$CRUMB_HOME/read\" & READER=$!",
            after: "STATUS=$?; wait $READER; exit $STATUS"
        )
        #expect(pipe.exitCode == 0, "\(pipe.errorOutput)")
        #expect(
            try place.home.url.appending(path: "read").resourceValues(forKeys: [.fileSizeKey])
                .fileSize ?? 0 > 10
        )
        for device in ["/dev/null", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"] {
            let result = try await place.run(writer, file: device)
            #expect(result.exitCode == 0, "\(device): \(result.errorOutput)")
            #expect(
                result.stdout.isEmpty == (device == "/dev/null" && !writer.hasOutput),
                "\(device)"
            )
        }
        let full = try await place.run(writer, file: "/dev/full")
        #expect(full.exitCode == 6, "\(full.errorOutput)")
    }

    /// With `>> log` and `-o /dev/stdout`, the previous contents of the log stay.
    @Test func standardOutputByNameIsNotReplaced() async throws {
        let place = try await Place()
        try place.begin("first\n", mode: 0o644)
        let result = try await place.run(
            Self.writers[0],
            redirection: ">> \"$FILE\"",
            file: "/dev/stdout"
        )
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        #expect(try place.content().hasPrefix("first\n"))
        #expect(try place.content().count > 10)
    }

    @Test func initReplacesNothing() async throws {
        let place = try await Place()
        try place.begin("mine\n", mode: 0o644)
        let result = try await place.run(Self.beginning[0])
        #expect(result.exitCode == 64)
        #expect(result.errorOutput.contains("File exists"))
        #expect(try place.content() == "mine\n")
    }

    /// With several commands at once, every step is complete and there is one header.
    @Test func recordersTakeTurns() async throws {
        let place = try await Place()
        let count = 8
        try await withThrowingTaskGroup(of: Int32.self) { group in
            for _ in 0..<count {
                group.addTask {
                    try await place.run(Self.growing[0] + ["--profile", ":memory:"]).exitCode
                }
            }
            for try await code in group { #expect(code == 0) }
        }
        let text = try place.content()
        #expect(text.components(separatedBy: "steps:\n").count == 2)
        #expect(text.components(separatedBy: "  - fetch:").count == count + 1)
    }
}

/// A home, a folder, and the path of a file to write.
private struct Place: Sendable {
    let api: String
    let home: TemporaryDirectory
    let directory: TemporaryDirectory
    let folder: TemporaryDirectory

    var file: String { folder.path(of: "written") }

    init() async throws {
        api = try await FlaskServer.shared().baseURL
        (home, directory) = try await PrintingCommand.prepared()
        folder = directory
    }

    func begin(_ text: String, mode: Int) throws {
        try Data(text.utf8).write(to: URL(filePath: file))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
    }

    func fillJar() async throws {
        for index in 0..<3 {
            let lines = (0..<50).map {
                "c\($0)=\(String(repeating: "x", count: 1000)); Max-Age=600"
            }
            let words = ["cookies", "set", "--url", "http://h\(index).test/", "-q"] + lines
            _ = try await runCrumb(words, home: home)
        }
    }

    func mode() throws -> Int? {
        let attributes = try FileManager.default.attributesOfItem(atPath: file)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue
    }

    func content() throws -> String { try String(contentsOfFile: file, encoding: .utf8) }

    /// The temporary files that were left behind.
    func leftovers() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
            $0.hasSuffix(".tmp")
        }
    }

    func run(
        _ writer: [String],
        _ before: String = ":",
        redirection: String = "",
        after: String = "exit $?",
        file: String? = nil
    ) async throws -> CommandResult {
        let words = writer.map {
            $0.replacing("{api}", with: api).replacing("{file}", with: file ?? self.file)
                .replacing("{dir}/", with: directory.path(of: ""))
        }
        var environment = crumbEnvironment(home: home)
        environment["FILE"] = self.file
        return try await TestSupport.run(
            "sh",
            ["-c", "\(before)\n\"$0\" \"$@\" \(redirection)\n\(after)", builtExecutable("crumb")]
                + words,
            environment: environment
        )
    }
}

extension [String] {
    /// Whether the command also prints on standard output.
    fileprivate var hasOutput: Bool {
        ["run", "report", "document-cookie"].contains(self[0])
            || ["fetch", "visit", "load"].contains(self[0]) && !contains("-o")
    }
}
