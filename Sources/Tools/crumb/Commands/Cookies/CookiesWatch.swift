internal import ArgumentParser
internal import Cookies
internal import Glibc
internal import Infra
internal import JSON
internal import ProfileStore
internal import Redaction
internal import Report

struct CookiesWatch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Follow the jar while other commands run; Ctrl-C ends it.",
        discussion: """
            First what there is, then a line for each cookie that is stored (+), changed (~), \
            deleted or expired (-). With --json, one object a line.

            Examples:
              crumb cookies watch
              crumb cookies watch --url http://127.0.0.1:5000 --json | jq .event
            """
    )

    @OptionGroup(title: "Which cookies") var filterOptions: CookieFilterOptions
    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    /// Often enough to look live, seldom enough to cost nothing: a look is one read of four bytes.
    private static let interval = Duration.milliseconds(100)

    mutating func run() async throws {
        let filter = try filterOptions.chosen()
        let session = try Session(global)
        guard let path = session.store?.path else {
            throw UsageError("--profile :memory: keeps nothing that could be watched")
        }
        var file = WatchedFile(path: path)
        _ = file.hasChanged()
        // Expired ones stay in it until their end has been told.
        var known = try await session.storedCookies().filter(filter.accepts)
        try show(known.map { JarEvent(.present, $0) }, session)
        while global.output.isOutputRead {
            try await Task.sleep(for: Self.interval)
            let now = session.clock.now()
            var current = known.filter { !$0.isExpired(at: now) }
            if file.hasChanged() {
                // A store remembers what it has read, so each look has its own.
                current = try await Session(global).storedCookies().filter(filter.accepts)
            }
            let events = JarEvent.events(from: known, to: current, at: now)
            known = current
            try show(events, session)
        }
    }

    private func show(_ events: [JarEvent], _ session: Session) throws(CommandFailure) {
        let now = session.clock.now()
        global.output.learn(events)
        for event in events {
            if global.json {
                try global.output.print(json: event, style: \.lineText) { $0.json(at: now) }
            } else {
                try global.output.print(event) { $0.layout(at: now) }
            }
        }
    }
}

/// Tells cheaply whether a profile's file has been written since the last look.
///
/// SQLite counts the transactions in bytes 24 to 27 of the file. (Closing the file here would drop
/// this process's own SQLite locks on it, but between two looks there are none.)
///
/// https://www.sqlite.org/fileformat2.html#file_change_counter
private struct WatchedFile {
    private struct State: Equatable {
        var inode: UInt
        var counter: UInt32
    }

    let path: String
    private var last: State?

    init(path: String) {
        self.path = path
    }

    mutating func hasChanged() -> Bool {
        let state = Self.state(of: path)
        defer { last = state }
        return state != last
    }

    private static func state(of path: String) -> State? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        var counter: UInt32 = 0
        guard fstat(descriptor, &status) == 0, pread(descriptor, &counter, 4, 24) == 4 else {
            return nil
        }
        return State(inode: UInt(status.st_ino), counter: counter)
    }
}
