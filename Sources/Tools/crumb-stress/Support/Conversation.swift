internal import Glibc
internal import Processes

/// A program on a terminal, and a simulated user.
final class Conversation {
    private let spawned: Spawned
    private var bytes: [UInt8] = []

    init(_ words: [String], environment: [String: String]) throws(LaunchFailure) {
        spawned = try Spawned.start(words, environment: environment, on: .terminal)
    }

    deinit {
        kill(spawned.id, SIGKILL)
        spawned.close()
        var status: Int32 = 0
        waitpid(spawned.id, &status, 0)
    }

    /// Presses these keys. Returns whether `cue` appears after them within the given number of
    /// seconds.
    func type(_ keys: String, until cue: String, seconds: Double = 10) -> Bool {
        let passed = stopwatch()
        let start = bytes.count
        var rest = Array(keys.utf8)[...]
        while passed() < seconds {
            if !rest.isEmpty {
                let descriptor = spawned.streams[0].descriptor
                let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
                if count > 0 { rest = rest.dropFirst(count) }
            }
            guard readMore() else { return false }
            if String(decoding: bytes[start...], as: UTF8.self).contains(cue) { return true }
        }
        return false
    }

    /// Reads more output; returns false at its end.
    private func readMore() -> Bool {
        let descriptor = spawned.streams[0].descriptor
        var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&state, 1, 20) > 0 else { return true }
        var buffer = [UInt8](repeating: 0, count: 65536)
        let count = read(descriptor, &buffer, buffer.count)
        if count > 0 { bytes += buffer[..<count] }
        return count > 0 || count < 0 && (errno == EAGAIN || errno == EINTR)
    }
}
