internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations
internal import Profile
internal import Report
internal import RequestLog
internal import Terminal

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

    /// More than these are only counted: a long log knows many cookies that nobody asks about.
    private static let missingLimit = 5

    /// What became of cookies that `host` could be sent and the jar does not have, but for `names`, and the fix that was
    /// tried for the last of them; empty where the log knows of none.
    func missingText(
        for host: String,
        besides names: [String] = [],
        heading: String = "Not in the jar, according to the log:",
        withFix hasFix: Bool = true
    ) throws -> Layout {
        var layout = Layout()
        let missing = try missingCookies { $0.reaches(host) && !names.contains($0.name) }
        guard let latest = missing.first else { return layout }
        layout.text(StyledText(""))
        layout.text(StyledText(heading, .strong))
        for cookie in missing.prefix(Self.missingLimit) {
            layout.text(cookie.text(at: clock.now()), hanging: 2)
        }
        if missing.count > Self.missingLimit {
            layout.text(StyledText("and \(missing.count - Self.missingLimit) more", .faint))
        }
        guard hasFix, case .refused = latest.fate, let logged = try loggedReport(latest.entry)
        else { return layout }
        LoggedReportView(logged.json).appendAdvice(to: &layout)
        return layout
    }

    /// Of these cookies, those that the log knows to have been withheld, or that a line was rejected for;
    /// each with what happened last.
    func troubled(_ cookies: [Cookie]) throws -> [(cookie: Cookie, trouble: LoggedCookie)] {
        guard let profile else { return [] }
        let log = try Self.guarded { () throws(ProfileError) in try profile.log() }
        var troubles: [[String]: LoggedCookie] = [:]
        for entry in log where entry.browser == policy.name {
            for cookie in entry.cookies where [.withheld, .refused].contains(cookie.event) {
                let key = [cookie.loggedName, cookie.domain, cookie.path]
                if troubles[key] == nil { troubles[key] = cookie }
            }
        }
        return cookies.compactMap { cookie in
            troubles[[cookie.loggedName, cookie.domain, cookie.path.utf8Decoded]].map {
                (cookie, $0)
            }
        }
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
