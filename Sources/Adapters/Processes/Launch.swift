package import Glibc
internal import Synchronization

/// A program to start, and what it gets of this process: what is named here, and nothing else.
///
/// Its signals are as in a shell, whatever this process ignores and this thread has blocked.
package struct Launch {
    /// Where one of its streams comes from.
    package enum Stream: Hashable, Sendable {
        /// This process's descriptor; or the program's own, of a stream before this one.
        case descriptor(Int32)
        /// Opened by the program.
        case file(String, flags: Int32)
    }

    package enum Group: Hashable, Sendable {
        case shared
        /// It leads one, so that all that it starts can be ended with it.
        case own
        /// It leads a session: the first terminal that it opens is the one whose Ctrl-C it gets.
        case ownSession
    }

    private let words: [String]
    private let environment: [String: String]?
    private let streams: [Stream]
    private let group: Group

    /// `words`: the program, looked up in `PATH` if it is no path, and its arguments;
    /// `environment`: this process's if it is `nil`; `streams`: 0, 1 and 2, and those that are
    /// missing are this process's.
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

    /// Makes pipes and starts programs one at a time: a program that another thread starts in
    /// between would get the ends of a pipe that are not marked close-on-exec yet.
    package static func oneAtATime<Started, Failure: Error>(
        _ start: () throws(Failure) -> Started
    ) throws(Failure) -> Started {
        try starting.withLock { _ throws(Failure) in try start() }
    }

    private static let starting = Mutex(())

    /// Returns the process's number.
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
        // POSIX_SPAWN_SETSID, which Glibc's module does not have.
        case .ownSession: flags |= 0x80
        }
        posix_spawnattr_setflags(&attributes, Int16(flags))
    }
}

/// What the system would not do.
package struct LaunchFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package var what: String
    /// The system's own words.
    package var detail: String

    package init(_ what: String, _ error: Int32) {
        self.what = what
        detail = String(cString: strerror(error))
    }

    package var description: String { "\(what): \(detail)" }
}
