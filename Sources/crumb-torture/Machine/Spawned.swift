internal import Glibc
internal import Synchronization

/// What could not be started.
struct SpawnFailure: Error, CustomStringConvertible {
    var description: String
}

/// A process that was started, and this side of its streams.
struct Spawned {
    struct Stream: Hashable {
        var descriptor: Int32
        var isError: Bool
    }

    let id: pid_t
    let streams: [Stream]

    /// One start at a time: a child of another thread would get the ends of a pipe that are not
    /// marked close-on-exec yet.
    static func start(
        _ words: [String],
        environment: [String: String],
        on kind: Child.Streams
    ) throws(SpawnFailure) -> Spawned {
        try starting.withLock { (_) throws(SpawnFailure) in
            try Spawned(words, environment: environment, on: kind)
        }
    }

    private static let starting = Mutex(())

    private init(
        _ words: [String],
        environment: [String: String],
        on kind: Child.Streams
    ) throws(SpawnFailure) {
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        var theirs: [Int32] = []
        defer { for descriptor in theirs { Glibc.close(descriptor) } }
        switch kind {
        case .pipes:
            let (output, errors) = (try Self.pipe(), try Self.pipe())
            theirs = [output.writing, errors.writing]
            for end in [output.reading, errors.reading] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
            streams = [
                Stream(descriptor: output.reading, isError: false),
                Stream(descriptor: errors.reading, isError: true),
            ]
            posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
            posix_spawn_file_actions_adddup2(&files, output.writing, 1)
            posix_spawn_file_actions_adddup2(&files, errors.writing, 2)
        case .terminal:
            let terminal = try Self.terminal()
            streams = [Stream(descriptor: terminal.descriptor, isError: false)]
            posix_spawn_file_actions_addopen(&files, 0, terminal.name, O_RDWR, 0)
            posix_spawn_file_actions_adddup2(&files, 0, 1)
            posix_spawn_file_actions_adddup2(&files, 0, 2)
        }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        var usual = sigset_t()
        sigemptyset(&usual)
        sigaddset(&usual, SIGPIPE)
        sigaddset(&usual, SIGINT)
        posix_spawnattr_setsigdefault(&attributes, &usual)
        // POSIX_SPAWN_SETSID: a session of its own, so that Ctrl-C here is not theirs.
        posix_spawnattr_setflags(
            &attributes,
            Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | 0x80)
        )
        let arguments = words.map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var id: pid_t = 0
        let error = posix_spawnp(&id, words[0], &files, &attributes, arguments, variables)
        guard error == 0 else {
            for stream in streams { Glibc.close(stream.descriptor) }
            throw SpawnFailure(description: "\(words[0]): \(String(cString: strerror(error)))")
        }
        self.id = id
    }

    /// How it ended; `nil` while it runs.
    func status(_ peakKilobytes: inout Int) -> Int32? {
        var status: Int32 = 0
        var usage = rusage()
        guard wait4(id, &status, WNOHANG, &usage) == id else { return nil }
        peakKilobytes = usage.ru_maxrss
        return status
    }

    func close() {
        for stream in streams { Glibc.close(stream.descriptor) }
    }

    /// Both ends are closed in any process that is started.
    static func pipe() throws(SpawnFailure) -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [-1, -1]
        guard Glibc.pipe(&ends) == 0 else {
            throw SpawnFailure(description: "pipe: \(String(cString: strerror(errno)))")
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    /// This side of a new terminal, and the name of the other.
    private static func terminal() throws(SpawnFailure) -> (descriptor: Int32, name: String) {
        let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)
        var (lock, number): (Int32, UInt32) = (0, 0)
        // TIOCSPTLCK and TIOCGPTN, macros that Swift cannot import.
        guard terminal >= 0, ioctl(terminal, 0x4004_5431, &lock) == 0,
            ioctl(terminal, 0x8004_5430, &number) == 0
        else { throw SpawnFailure(description: "no terminal: \(String(cString: strerror(errno)))") }
        var size = winsize(ws_row: 50, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(terminal, UInt(TIOCSWINSZ), &size)
        // Bytes as they were written.
        var settings = termios()
        tcgetattr(terminal, &settings)
        settings.c_oflag &= ~tcflag_t(OPOST)
        settings.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(terminal, TCSANOW, &settings)
        return (terminal, "/dev/pts/\(number)")
    }
}
