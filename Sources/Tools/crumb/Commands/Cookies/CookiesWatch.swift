internal import ArgumentParser
internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import Glibc
internal import Profile
internal import Redaction
internal import Report

struct CookiesWatch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Watch the jar while other commands run, until Ctrl-C.",
        discussion: """
            Prints the current jar, then a line for each cookie that is stored (+), changed (~), \
            deleted or expired (-), or rejected (✗), with the reason. With --json, one object per \
            line.

            Examples:
              crumb cookies watch
              crumb cookies watch --url http://127.0.0.1:5000 \\
                  --json | jq .event
            """
    )

    @OptionGroup(title: "Selection") var filterOptions: CookieFilterOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    /// The polling interval: short enough to look live, long enough to cost nothing: a poll reads
    /// four bytes.
    private static let interval = Duration.milliseconds(100)

    mutating func run() async throws {
        let filter = try filterOptions.chosen()
        let session = try Session(global)
        guard let path = session.profile?.path else {
            throw UsageError("--profile :memory: stores nothing to watch")
        }
        var file = WatchedFile(path: path)
        _ = file.hasChanged()
        // Expired ones are kept until their expiry has been shown.
        var known = try session.storedCookies().filter(filter.accepts)
        try show(known.map { JarEvent(.present, $0) }, session)
        var lastLogged = try logged(after: 0, session).first?.number ?? 0
        while global.output.isOutputRead {
            await pause(for: Self.interval)
            let now = session.clock.now()
            var current = known.filter { !$0.isExpired(at: now) }
            if file.hasChanged() {
                // A profile caches what it has read, so each poll opens its own.
                current = try Session(global).storedCookies().filter(filter.accepts)
                let entries = try logged(after: lastLogged, session)
                lastLogged = entries.first?.number ?? lastLogged
                try show(entries.reversed(), filter, session)
            }
            let events = JarEvent.events(from: known, to: current, at: now)
            known = current
            try show(events, session)
        }
    }

    /// The requests of the browser's pages since then, newest first.
    private func logged(after number: Int64, _ session: Session) throws -> [LogEntry] {
        guard let profile = session.profile else { return [] }
        return try Session.guarded { () throws(ProfileError) in try profile.log(after: number) }
            .filter { $0.browser == session.policy.name }
    }

    /// Shows the cookies that were not stored.
    private func show(
        _ entries: [LogEntry],
        _ filter: CookieFilter,
        _ session: Session
    ) throws(CommandFailure) {
        for entry in entries {
            for refusal in RejectedCookie.all(in: entry) where filter.accepts(refusal.cookie) {
                if global.json {
                    try global.output.print(json: refusal.json, style: \.lineText) { $0 }
                } else {
                    try global.output.print(refusal.layout)
                }
            }
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
