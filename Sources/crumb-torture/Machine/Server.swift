internal import Glibc

/// `fixtures/hostile/serve.py`, until it goes out of scope.
final class Server: Sendable {
    let baseURL: String
    let port: String
    private let id: pid_t
    private let input: Int32

    init(_ place: Workplace) throws(SpawnFailure) {
        let (theirs, lines) = (try Spawned.pipe(), try Spawned.pipe())
        defer { for end in [theirs.reading, lines.reading, lines.writing] { close(end) } }
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        posix_spawn_file_actions_adddup2(&files, theirs.reading, 0)
        posix_spawn_file_actions_adddup2(&files, lines.writing, 1)
        posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0)
        let script = "\(place.fixtures)/hostile/serve.py"
        let words = [strdup("python3"), strdup(script), nil]
        let variables =
            Child.environment(home: place.directory)
            .map { strdup("\($0)=\($1)") } + [nil]
        defer { for text in words + variables { free(text) } }
        var id: pid_t = 0
        let error = posix_spawnp(&id, "python3", &files, nil, words, variables)
        guard error == 0 else {
            throw SpawnFailure(description: "python3: \(String(cString: strerror(error)))")
        }
        self.id = id
        input = theirs.writing
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while line.last != 0x0A {
            // The last holder of the other end is gone when it has ended.
            var state = pollfd(fd: lines.reading, events: Int16(POLLIN), revents: 0)
            guard poll(&state, 1, 20_000) == 1, read(lines.reading, &byte, 1) == 1 else {
                kill(id, SIGKILL)
                throw SpawnFailure(description: "the hostile server does not start")
            }
            line.append(byte)
        }
        let text = String(decoding: line.dropLast(), as: UTF8.self)
        baseURL = String(text.drop { $0 != "h" })
        port = text.split(separator: ":").last.map(String.init) ?? ""
    }

    deinit {
        // It ends with its standard input.
        close(input)
        var status: Int32 = 0
        waitpid(id, &status, 0)
    }
}
