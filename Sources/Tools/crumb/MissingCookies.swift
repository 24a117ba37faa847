internal import Cookies
internal import Fetch
internal import Infra
internal import JSON
internal import Profile
internal import Report
internal import RequestLog

extension Session {
    /// What the log says of the cookies that are wanted and not in the jar, the latest first.
    func missingCookies(where isWanted: (LoggedCookie) -> Bool) throws -> [MissingCookie] {
        guard let profile else { return [] }
        let log = try Self.guarded { () throws(ProfileError) in try profile.log() }
        return MissingCookie.all(
            in: log.filter { $0.browser == policy.name },
            besides: try storedCookies(),
            at: clock.now(),
            where: isWanted
        )
    }

    /// The report of a request in the log; `nil` where it was too long to be kept.
    func loggedReport(_ entry: LogEntry) throws -> LoggedReport? {
        guard let profile else { return nil }
        let logged = try Self.guarded { () throws(ProfileError) in
            try profile.logEntry(entry.number)
        }
        return logged.flatMap { LoggedReport($0) }
    }
}
