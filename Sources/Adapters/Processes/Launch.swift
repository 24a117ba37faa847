package import Glibc
internal import Synchronization

/// A program to start, which inherits from this process only what is specified here.
///
/// Signals have their default handling, as in a shell, whatever this process ignores and this
/// thread has blocked.
package struct Launch {
    /// The source of one of the program's streams.
    package enum Stream: Hashable, Sendable {
        /// A descriptor of this process, or one of the program's own streams that precedes this
        /// one.
        case descriptor(Int32)
        /// Opened by the program.
        case file(String, flags: Int32)
    }

    package enum Group: Hashable, Sendable {
        case shared
        /// The program leads a group, so that everything that it starts can be ended with it.
        case own
        /// The program leads a session: the first terminal that it opens becomes its controlling
        /// terminal, whose Ctrl-C it receives.
        case ownSession
    }

    private let words: [String]
    private let environment: [String: String]?
    private let streams: [Stream]
    private let group: Group

    /// `words` are the program, looked up in `PATH` unless it is a path, and its arguments;
    /// `environment` is this process's if `nil`; `streams` are 0, 1 and 2, of which missing ones
    /// are inherited from this process.
    package init(
        _ words: [String],
        environment: [String: String]? = nil,
        streams: [Stream],
        group: Group = .shared
    ) {
        self.words = words
        self.environment = environment
        self.streams = streams
        self.group = group
    }

    /// Serializes creating pipes and starting programs: a program that another thread starts in
    /// between would inherit the ends of a pipe that are not marked close-on-exec yet.
    package static func oneAtATime<Started, Failure: Error>(
        _ start: () throws(Failure) -> Started
    ) throws(Failure) -> Started {
        try starting.withLock { _ throws(Failure) in try start() }
    }

    private static let starting = Mutex(())

    /// Starts the program, and returns its process ID.
    package func start() throws(LaunchFailure) -> pid_t {
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        for (stream, number) in zip(streams, Int32(0)...) {
            switch stream {
            case .descriptor(let descriptor):
                posix_spawn_file_actions_adddup2(&files, descriptor, number)
            case .file(let path, let flags):
                posix_spawn_file_actions_addopen(&files, number, path, flags, 0)
            }
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        set(&attributes)

        let program = words.first ?? ""
        let arguments = words.map { strdup($0) } + [nil]
        let variables = environment.map { $0.map { strdup("\($0)=\($1)") } + [nil] }
        defer { for text in arguments + (variables ?? []) { free(text) } }
        var id: pid_t = 0
        let error =
            if let variables {
                posix_spawnp(&id, program, &files, &attributes, arguments, variables)
            } else {
                posix_spawnp(&id, program, &files, &attributes, arguments, environ)
            }
        guard error == 0 else { throw LaunchFailure(program, error) }
        return id
    }

    private func set(_ attributes: inout posix_spawnattr_t) {
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        var flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        switch group {
        case .shared: break
        case .own: flags |= POSIX_SPAWN_SETPGROUP
        // POSIX_SPAWN_SETSID, which is missing from Glibc's module.
        case .ownSession: flags |= 0x80
        }
        posix_spawnattr_setflags(&attributes, Int16(flags))
    }
}

/// A failed system call.
package struct LaunchFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package var what: String
    /// The system's own message.
    package var detail: String

    package init(_ what: String, _ error: Int32) {
        self.what = what
        detail = String(cString: strerror(error))
    }

    package var description: String { "\(what): \(detail)" }
}
