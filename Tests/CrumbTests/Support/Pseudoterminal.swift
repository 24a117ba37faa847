import Foundation
import Synchronization
import TestSupport

/// What a command did on a terminal: both streams, as they would have been seen.
struct TerminalResult: Sendable {
    var exitCode: Int32
    var output: String
}

/// Runs a command on a terminal of its own, so many columns wide, in no environment but the given.
///
/// `typing`: in turn, what the output has to contain and the keys that are then typed.
func runOnTerminal(
    _ words: [String],
    columns: Int,
    environment: [String: String],
    typing: [(cue: String, keys: String)] = [],
    timeout: Duration = .patient(seconds: 60)
) async throws -> TerminalResult {
    let (terminal, process) = try start(words, columns: columns, environment: environment)
    defer { close(terminal) }
    let guardian = Task {
        try await Task.sleep(for: timeout)
        kill(process, SIGKILL)
    }
    let output = await onThreadOfItsOwn { readAll(of: terminal, typing: typing) }
    let exitCode = await onThreadOfItsOwn {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }
    guardian.cancel()
    if case .success = await guardian.result {
        throw TerminalFailure(what: "killed: \(words)\n\(output)")
    }
    return TerminalResult(exitCode: exitCode, output: output)
}

/// The side of the terminal that a person would sit at, and the command on the other.
private func start(
    _ words: [String],
    columns: Int,
    environment: [String: String]
) throws -> (terminal: Int32, process: pid_t) {
    // Not posix_openpt, which Glibc's module does not have.
    let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var (lock, number): (Int32, UInt32) = (0, 0)
    guard terminal >= 0, ioctl(terminal, setPTYLock, &lock) == 0,
        ioctl(terminal, getPTYNumber, &number) == 0
    else { throw TerminalFailure(what: String(cString: strerror(errno))) }
    let name = "/dev/pts/\(number)"
    var size = winsize(ws_row: 50, ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(terminal, UInt(TIOCSWINSZ), &size)
    // No echo, and line feeds as they were written.
    var settings = termios()
    tcgetattr(terminal, &settings)
    settings.c_oflag &= ~tcflag_t(OPOST)
    settings.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(terminal, TCSANOW, &settings)

    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    posix_spawn_file_actions_addopen(&files, 0, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&files, 0, 1)
    posix_spawn_file_actions_adddup2(&files, 0, 2)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var noSignals = sigset_t()
    sigemptyset(&noSignals)
    posix_spawnattr_setsigmask(&attributes, &noSignals)
    // A session of its own: the terminal that it opens is then the one whose Ctrl-C it gets.
    let newSession: Int32 = 0x80
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | newSession))

    let arguments = words.map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var process: pid_t = 0
    let error = posix_spawnp(&process, words[0], &files, &attributes, arguments, variables)
    guard error == 0 else {
        close(terminal)
        throw TerminalFailure(what: "\(words[0]): \(String(cString: strerror(error)))")
    }
    return (terminal, process)
}

/// Until the last process that has it open is gone.
private func readAll(of terminal: Int32, typing: [(cue: String, keys: String)]) -> String {
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    var pending = typing[...]
    while true {
        let count = read(terminal, &buffer, buffer.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return String(decoding: output, as: UTF8.self) }
        output += buffer[..<count]
        if let next = pending.first, String(decoding: output, as: UTF8.self).contains(next.cue) {
            _ = write(terminal, next.keys, next.keys.utf8.count)
            pending.removeFirst()
        }
    }
}

struct TerminalFailure: Error {
    var what: String
}

/// `TIOCSPTLCK` and `TIOCGPTN`, macros that Swift cannot import.
private let setPTYLock: UInt = 0x4004_5431
private let getPTYNumber: UInt = 0x8004_5430
