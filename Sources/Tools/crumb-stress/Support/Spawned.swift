internal import Glibc
internal import Processes

/// A started process, and this side of its streams.
struct Spawned {
    struct Stream: Hashable {
        var descriptor: Int32
        var isError: Bool
    }

    let id: pid_t
    let streams: [Stream]

    static func start(
        _ words: [String],
        environment: [String: String],
        on kind: Child.Streams
    ) throws(LaunchFailure) -> Spawned {
        try Launch.oneAtATime { () throws(LaunchFailure) in
            switch kind {
            case .pipes:
                let (output, errors) = (try Pipe(), try Pipe())
                defer { for end in [output.writeEnd, errors.writeEnd] { Glibc.close(end) } }
                return try Spawned(
                    Launch(
                        words,
                        environment: environment,
                        streams: [
                            .file("/dev/null", flags: O_RDONLY), .descriptor(output.writeEnd),
                            .descriptor(errors.writeEnd),
                        ],
                        group: .ownSession
                    ),
                    streams: [
                        Stream(descriptor: output.readEnd, isError: false),
                        Stream(descriptor: errors.readEnd, isError: true),
                    ]
                )
            case .terminal:
                let terminal = try Pseudoterminal(columns: 80)
                return try Spawned(
                    Launch(
                        words,
                        environment: environment,
                        streams: terminal.streams,
                        group: .ownSession
                    ),
                    streams: [Stream(descriptor: terminal.descriptor, isError: false)]
                )
            }
        }
    }

    private init(_ launch: Launch, streams: [Stream]) throws(LaunchFailure) {
        self.streams = streams
        for stream in streams { _ = fcntl(stream.descriptor, F_SETFL, O_NONBLOCK) }
        do throws(LaunchFailure) {
            id = try launch.start()
        } catch {
            for stream in streams { Glibc.close(stream.descriptor) }
            throw error
        }
    }

    /// Its exit status; `nil` while it is running.
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
}
