package import Cookies
package import Infra

extension Cookie {
    /// Its attributes in one phrase: `HttpOnly, Secure, expires in 59 s`.
    package func summary(now: Moment) -> String {
        var parts: [String] = []
        parts.append(isHostOnly ? "\(domain) only" : "\(domain) and subdomains")
        if path != "/" { parts.append("path \(path.utf8Decoded)") }
        if isHTTPOnly { parts.append("HttpOnly") }
        if isSecure { parts.append("Secure") }
        parts.append(sameSite.displayName.map { "SameSite=\($0)" } ?? "no SameSite")
        if let partitionKey { parts.append("partitioned under \(partitionKey.topLevelSite)") }
        parts.append(expiry.map { "expires \(relativeTime(from: now, to: $0))" } ?? "session")
        return parts.joined(separator: ", ")
    }
}

/// `in 59 s`, `in 12 min`, `in 400 days`, `3 min ago`.
package func relativeTime(from now: Moment, to moment: Moment) -> String {
    let seconds = moment.microseconds(since: now) / 1_000_000
    let distance = abs(seconds)
    let amount =
        switch distance {
        case ..<120: "\(distance) s"
        case ..<7200: "\(distance / 60) min"
        case ..<172_800: "\(distance / 3600) h"
        default: "\(distance / 86_400) days"
        }
    return seconds < 0 ? "\(amount) ago" : "in \(amount)"
}
