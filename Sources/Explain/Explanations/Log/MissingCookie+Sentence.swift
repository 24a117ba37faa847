internal import BrowserFetch
package import BrowserInfra

extension MissingCookie {
    /// The context of the question, which determines what could have removed the cookie without a
    /// request.
    package enum Audience: Hashable, Sendable {
        case commandLine, scenario

        fileprivate func remover(ofSession isSession: Bool) -> String {
            switch (self, isSession) {
            case (.commandLine, true):
                "crumb close ends session cookies, and crumb cookies delete removes any."
            case (.commandLine, false): "a crumb command deleted it."
            case (.scenario, true):
                "close-browser ends session cookies, and script may have deleted any cookie."
            case (.scenario, false): "a script deleted it."
            }
        }
    }

    /// Returns what happened to the cookie, when, and in which request; the sentence continues after the
    /// cookie's name.
    package func sentence(at now: Moment, for audience: Audience = .commandLine) -> String {
        let request = "\(entry.method) \(entry.url)\(entry.page.map { " from \($0)" } ?? "")"
        let distance = relativeTime(from: now, to: entry.began)
        let when = distance == "now" ? "just now" : distance
        switch fate {
        case .refused: return "was rejected \(when), when \(request) tried to set it."
        case .ignored:
            return "arrived \(when) in the response to \(request), which was sent without "
                + "credentials: such a response cannot set cookies."
        case .expired(let expiry):
            return "expired \(relativeTime(from: now, to: expiry)); it was stored \(when) by "
                + "\(request)."
        case .deleted where isClearedBySiteData:
            return "was cleared \(when) by \(request): Clear-Site-Data."
        case .deleted: return "was deleted \(when) by \(request)."
        case .evicted:
            return "was evicted \(when), when \(request) stored another cookie: browsers keep a "
                + "limited number per site."
        case .gone(let wasSession):
            return "was stored \(when) by \(request) and is gone: "
                + audience.remover(ofSession: wasSession)
        }
    }

    private var isClearedBySiteData: Bool {
        entry.cookies.contains {
            $0.name == name && $0.domain == domain && $0.codes == [LoggedCookie.clearedBySiteData]
        }
    }
}
