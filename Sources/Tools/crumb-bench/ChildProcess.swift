internal import Glibc

/// The system's statistics on a finished process.
struct Usage {
    /// User and system time, in milliseconds.
    var processor: Double
    /// The time from start to end, in milliseconds: other load on the machine affects it.
    var elapsed: Double
    /// The maximum resident set size, in MiB.
    var peak: Double
    /// The number of page faults.
    var faults: Double
    /// The output on stdout.
    var output: String
}

struct ChildFailure: Error, CustomStringConvertible {
    var description: String
}

/// Starts programs and measures them.
struct ChildProcess {
    /// The command line. The program is looked up in `PATH` if it contains no slash.
    var words: [String]
    var environment: [String: String] = [:]

    init(_ words: [String], environment: [String: String] = [:]) {
        self.words = words
        self.environment = environment
    }

    /// Runs the process to its end, through ``spawner``.
    ///
    /// The time is the system's own figure for the finished process and its waited-for children, so
    /// other load on the machine has little effect.
    func run() throws -> Usage {
        let path = "/tmp/crumb-bench-output.\(getpid())"
        let usagePath = path + ".usage"
        defer {
            unlink(path)
            unlink(usagePath)
        }
        let spawner = "\(try Bench.ownDirectory())/crumb-bench-spawn"
        let start = Self.now()
        let child = try ChildProcess([spawner, usagePath] + words, environment: environment)
            .start(outputPath: path)
        waitpid(child, nil, 0)
        let elapsed = Self.now() - start
        let output = contents(of: path)
        let figures = contents(of: usagePath).split(whereSeparator: \.isWhitespace)
            .compactMap { Double($0) }
        guard figures.count == 4, figures[3] == 0 else {
            throw ChildFailure(
                description: "\(words.joined(separator: " ")) failed: \(output.suffix(400))"
            )
        }
        return Usage(
            processor: figures[0] / 1000,
            elapsed: elapsed,
            peak: figures[1] / 1024,
            faults: figures[2],
            output: output
        )
    }

    /// Milliseconds of a monotonic clock.
    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1_000_000
    }

    /// Starts the process as the leader of its own group, with stdout and stderr going to the file.
    func start(outputPath: String) throws(ChildFailure) -> pid_t {
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(
            &files,
            1,
            outputPath,
            O_WRONLY | O_CREAT | O_TRUNC | O_APPEND,
            0o600
        )
        posix_spawn_file_actions_adddup2(&files, 1, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        var variables = ["PATH": variable("PATH") ?? "/usr/bin:/bin", "HOME": "/nonexistent"]
        variables.merge(environment) { $1 }
        let arguments = words.map { strdup($0) } + [nil]
        let settings = variables.map { strdup("\($0)=\($1)") } + [nil]
        defer { for text in arguments + settings { free(text) } }
        var child: pid_t = 0
        let error = posix_spawnp(&child, words[0], &files, &attributes, arguments, settings)
        guard error == 0 else {
            throw ChildFailure(description: "\(words[0]): \(String(cString: strerror(error)))")
        }
        return child
    }
}

func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
}

/// Whether `PATH` contains such a program.
func isInstalled(_ program: String) -> Bool {
    (variable("PATH") ?? "").split(separator: ":").contains {
        access("\($0)/\(program)", X_OK) == 0
    }
}

func contents(of path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
        bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
}

func write(_ text: String, to path: String) throws(ChildFailure) {
    var text = text
    let isWritten = text.withUTF8 { bytes in
        guard let file = fopen(path, "w") else { return false }
        let count = fwrite(bytes.baseAddress, 1, bytes.count, file)
        return fclose(file) == 0 && count == bytes.count
    }
    if !isWritten { throw ChildFailure(description: "cannot write \(path)") }
}

extension [Double] {
    var median: Double {
        let sorted = sorted()
        guard let middle = sorted.indices.dropFirst(count / 2).first else { return .nan }
        return count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
