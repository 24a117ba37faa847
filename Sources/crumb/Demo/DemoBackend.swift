internal import Glibc

/// The small HTTP server that `crumb demo` talks to: a program of its own, beside crumb.
///
/// It ends when its standard input is closed, so that it never outlives crumb, however crumb ends.
struct DemoBackend: ~Copyable {
    /// `http://127.0.0.1:PORT`.
    let baseURL: String
    private let process: pid_t
    private let input: Int32

    init() throws(CommandFailure) {
        let program = try Self.program()
        var inputPipe: [Int32] = [0, 0]
        var outputPipe: [Int32] = [0, 0]
        guard Self.makePipe(&inputPipe), Self.makePipe(&outputPipe) else {
            throw CommandFailure(
                .networkFailed,
                "cannot start the demo's backend: \(String(cString: strerror(errno)))"
            )
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, inputPipe[0], STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, outputPipe[1], STDOUT_FILENO)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var noSignals = sigset_t()
        sigemptyset(&noSignals)
        posix_spawnattr_setsigmask(&attributes, &noSignals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

        var process: pid_t = 0
        var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(program), nil]
        defer { free(arguments[0]) }
        let status = posix_spawn(&process, program, &actions, &attributes, &arguments, environ)
        close(inputPipe[0])
        close(outputPipe[1])
        defer { close(outputPipe[0]) }
        guard status == 0 else {
            close(inputPipe[1])
            throw CommandFailure(
                .networkFailed,
                "cannot start \(program): \(String(cString: strerror(status)))"
            )
        }
        guard let baseURL = Self.readBaseURL(from: outputPipe[0]) else {
            close(inputPipe[1])
            waitpid(process, nil, 0)
            throw CommandFailure(
                .networkFailed,
                "\(program) did not say on which port it listens; build it again"
            )
        }
        self.baseURL = baseURL
        self.process = process
        input = inputPipe[1]
    }

    deinit {
        // End of file on its standard input is its signal to stop.
        close(input)
        waitpid(process, nil, 0)
    }

    /// Both ends are closed in every child, so that none of them keeps the backend alive.
    private static func makePipe(_ ends: inout [Int32]) -> Bool {
        guard pipe(&ends) == 0 else { return false }
        return ends.allSatisfy { fcntl($0, F_SETFD, FD_CLOEXEC) == 0 }
    }

    /// Beside crumb, as the build and the install instructions put it.
    private static func program() throws(CommandFailure) -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let count = readlink("/proc/self/exe", &buffer, Int(PATH_MAX))
        guard count > 0 else {
            throw CommandFailure(.usage, "crumb cannot tell where it is installed")
        }
        let own = String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
        let directory = own.lastIndex(of: "/").map { own[..<$0] } ?? "."
        let program = "\(directory)/crumb-demo-backend"
        guard access(program, X_OK) == 0 else {
            throw CommandFailure(
                .usage,
                "the demo needs crumb-demo-backend beside crumb, and \(program) is not there: "
                    + "install both files into one folder"
            )
        }
        return program
    }

    /// Its first line is `listening on http://127.0.0.1:PORT`.
    private static func readBaseURL(from descriptor: Int32) -> String? {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while line.count < 200, read(descriptor, &byte, 1) == 1, byte != 0x0A { line.append(byte) }
        let prefix = "listening on "
        let text = String(decoding: line, as: UTF8.self)
        return text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : nil
    }
}
