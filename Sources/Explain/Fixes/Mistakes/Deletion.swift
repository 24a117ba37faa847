internal import Cookies
internal import Infra

extension SetCookieVerdict {
    /// Whether the line is there to delete a cookie, whatever became of it: it expires at once.
    var isDeletion: Bool {
        if effect == .deleted || refusals.contains(.expired) { return true }
        let line = SetCookieLine(self.line)
        if let text = line["Max-Age"], let seconds = Int64(text) { return seconds <= 0 }
        guard let cookie, let expiry = cookie.expiry else {
            // A line that made no cookie: epoch is what every framework deletes with.
            return line["Expires"]?.contains("1970") == true || line["Expires"] == "0"
        }
        return expiry <= cookie.creation
    }
}
