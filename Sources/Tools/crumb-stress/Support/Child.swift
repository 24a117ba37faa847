internal import Glibc
internal import Processes

/// A finished process, and the resources it used.
struct Child {
    /// The exit code; 128 + the signal's number for a process ended by a signal, as in a shell.
    var exitCode: Int32
    var output: [UInt8]
    var errorOutput: [UInt8]
    /// The peak memory.
    var peakKilobytes: Int
    var seconds: Double
    /// The time from the signal that it was sent to its end.
    var secondsAfterSignal: Double?
    /// Whether it was killed because it did not end.
    var isOverdue: Bool

    var text: String { String(decoding: output, as: UTF8.self) }
    var errorText: String { String(decoding: errorOutput, as: UTF8.self) }

    enum Streams {
        /// Separate pipes for standard output and error.
        case pipes
        /// A terminal of 80 columns for both, and for input.
        case terminal
    }

    /// A signal for the process alone, or Ctrl-C on the terminal, for all processes that run on it.
    struct Signal {
        var number: Int32
        var after: Double
    }

    /// The maximum output, more than any command prints; the rest is read and discarded.
    private static let outputLimit = 16 << 20

    static func environment(home: String) -> [String: String] {
        ["PATH": getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin", "HOME": home]
            .merging(["CRUMB_HOME": home]) { $1 }
    }

    /// Runs the process, and kills it after `timeout` seconds.
    static func run(
        _ words: [String],
        environment: [String: String],
        on streams: Streams = .pipes,
        signal: Signal? = nil,
        timeout: Double = 30
    ) throws(LaunchFailure) -> Child {
        let passed = stopwatch()
        let spawned = try Spawned.start(words, environment: environment, on: streams)
        var child = Child(
            exitCode: -1,
            output: [],
            errorOutput: [],
            peakKilobytes: 0,
            seconds: 0,
            isOverdue: false
        )
        var open = spawned.streams
        var signalled: Double?
        var status: Int32?
        while status == nil {
            if let signal, signalled == nil, passed() >= signal.after {
                kill(spawned.id, signal.number)
                signalled = passed()
            }
            if passed() > timeout, !child.isOverdue {
                child.isOverdue = true
                kill(spawned.id, SIGKILL)
            }
            child.read(&open, waiting: signal == nil ? 20 : 2)
            status = spawned.status(&child.peakKilobytes)
        }
        child.seconds = passed()
        child.secondsAfterSignal = signalled.map { child.seconds - $0 }
        // The rest of its output; its child processes may hold the pipes open longer.
        child.read(&open, waiting: 0)
        spawned.close()
        child.exitCode = exitCode(of: status ?? 0)
        return child
    }

    private static func exitCode(of status: Int32) -> Int32 {
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }

    /// Reads the available output, waiting up to the given number of milliseconds for it.
    private mutating func read(_ open: inout [Spawned.Stream], waiting milliseconds: Int32) {
        guard !open.isEmpty else {
            usleep(500)
            return
        }
        var states = open.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
        guard poll(&states, nfds_t(states.count), milliseconds) > 0 else { return }
        for (stream, state) in zip(open, states) where state.revents != 0 {
            if !readAll(of: stream) { open.removeAll { $0 == stream } }
        }
    }

    /// Reads the available output of a stream; returns false at its end.
    private mutating func readAll(of stream: Spawned.Stream) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = Glibc.read(stream.descriptor, &buffer, buffer.count)
            if count < 0 { return errno == EAGAIN || errno == EINTR }
            guard count > 0 else { return false }
            if stream.isError {
                if errorOutput.count < Self.outputLimit { errorOutput += buffer[..<count] }
            } else if output.count < Self.outputLimit {
                output += buffer[..<count]
            }
        }
    }
}
