internal import BrowserCookies
internal import BrowserInfra

/// Writes cookies.txt as curl does, which wget and Python read as well.
///
/// https://curl.se/docs/http-cookies.html
enum NetscapeWriter {
    static func write(_ cookies: [Cookie]) -> ExportedCookies {
        var losses = CookieLosses()
        var lines: [[UInt8]] = []
        for cookie in cookies {
            if let reason = obstacle(to: cookie) {
                losses.replaceText(cookie, because: reason)
                continue
            }
            if cookie.sameSite != .unspecified { losses.lose(.sameSite, of: cookie) }
            if cookie.partitionKey != nil { losses.lose(.partitionKey, of: cookie) }
            if cookie.priority != .medium { losses.lose(.priority, of: cookie) }
            lines.append(line(cookie))
        }
        // The newest first, as curl does.
        let bytes = Array(NetscapeFormat.head.utf8) + lines.reversed().joined()
        return ExportedCookies(bytes: bytes, count: lines.count, losses: losses.inOrder)
    }

    private static func obstacle(to cookie: Cookie) -> ExportLoss.Obstacle? {
        // curl would take the value for the name.
        if cookie.name.isEmpty { return .noName }
        let hasTab = [cookie.name, cookie.value, cookie.path].contains { $0.bytes.contains(0x09) }
        return hasTab ? .tab : nil
    }

    private static func line(_ cookie: Cookie) -> [UInt8] {
        func truth(_ flag: Bool) -> [UInt8] { Array((flag ? "TRUE" : "FALSE").utf8) }
        // curl has IPv6 addresses without brackets, and a dot before domains with subdomains.
        let host = cookie.domain.filter { $0 != "[" && $0 != "]" }
        let domain =
            (cookie.isHTTPOnly ? NetscapeFormat.httpOnlyPrefix : "")
            + (cookie.isHostOnly ? "" : ".") + host
        // In whole seconds; 0 would be a session cookie.
        let expires = cookie.expiry.map { max(1, $0.secondsSinceEpoch) } ?? 0
        let fields: [[UInt8]] = [
            Array(domain.utf8),
            truth(!cookie.isHostOnly),
            cookie.path.bytes,
            truth(cookie.isSecure),
            Array(String(expires).utf8),
            cookie.name.bytes,
            cookie.value.bytes,
        ]
        return Array(fields.joined(separator: [0x09])) + [0x0A]
    }
}
