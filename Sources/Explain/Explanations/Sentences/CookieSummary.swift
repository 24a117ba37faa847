package import BrowserCookies
package import BrowserInfra

extension Cookie {
    /// Returns the attributes in one phrase: `HttpOnly, Secure, expires in 59 s`.
    package func summary(now: Moment) -> String {
        var parts: [String] = []
        parts.append(isHostOnly ? "\(domain) only" : "\(domain) and subdomains")
        if path != "/" { parts.append("path \(path.utf8Decoded)") }
        if isHTTPOnly { parts.append("HttpOnly") }
        if isSecure { parts.append("Secure") }
        parts.append(sameSite.displayName.map { "SameSite=\($0)" } ?? "no SameSite")
        if let partitionKey { parts.append("partitioned under \(partitionKey.topLevelSite)") }
        parts.append(
            expiry.map { "expires \(relativeTime(from: now, to: $0))" } ?? "session cookie"
        )
        return parts.joined(separator: ", ")
    }
}
