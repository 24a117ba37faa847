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
        abstract: "Follow the jar while other commands run; Ctrl-C ends it.",
        discussion: """
            First the current jar, then a line for each cookie that is stored (+), changed (~), \
            deleted or expired (-), or refused (✗) with the reason. With --json, one object per line.

            Examples:
              crumb cookies watch
              crumb cookies watch --url http://127.0.0.1:5000 \\
                  --json | jq .event
            """
    )

    @OptionGroup(title: "Which cookies") var filterOptions: CookieFilterOptions
    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    /// Often enough to look live, seldom enough to cost nothing: a look is one read of four bytes.
    private static let interval = Duration.milliseconds(100)

    mutating func run() async throws {
        let filter = try filterOptions.chosen()
        let session = try Session(global)
        guard let path = session.profile?.path else {
            throw UsageError("--profile :memory: keeps nothing that could be watched")
        }
        var file = WatchedFile(path: path)
        _ = file.hasChanged()
        // Expired ones stay in it until their end has been told.
        var known = try session.storedCookies().filter(filter.accepts)
        try show(known.map { JarEvent(.present, $0) }, session)
        var lastLogged = try logged(after: 0, session).first?.number ?? 0
        while global.output.isOutputRead {
            await pause(for: Self.interval)
            let now = session.clock.now()
            var current = known.filter { !$0.isExpired(at: now) }
            if file.hasChanged() {
                // A profile remembers what it has read, so each look has its own.
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

    /// What the browser's pages asked since, the newest first.
    private func logged(after number: Int64, _ session: Session) throws -> [LogEntry] {
        guard let profile = session.profile else { return [] }
        return try Session.guarded { () throws(ProfileError) in try profile.log(after: number) }
            .filter { $0.browser == session.policy.name }
    }

    /// The cookies that were not stored.
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
