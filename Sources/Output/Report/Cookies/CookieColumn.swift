internal import BrowserCookies
internal import BrowserInfra
internal import Explanations
internal import Terminal

/// A column of DevTools' Application > Cookies, and three that it has not.
package enum CookieColumn: String, CaseIterable, Hashable, Sendable {
    case name, value, domain, path, expires, size
    case httpOnly = "http-only"
    case secure
    case sameSite = "same-site"
    case partitionKey = "partition-key"
    case priority
    case crossSite = "cross-site"
    case created
    case lastAccess = "last-access"

    /// What is shown when nobody chooses.
    package static let devTools: [CookieColumn] = [
        .name, .value, .domain, .path, .expires, .size, .httpOnly, .secure, .sameSite,
        .partitionKey, .priority,
    ]

    /// `isWide`: as DevTools writes it, however long.
    func title(isWide: Bool) -> String {
        switch self {
        case .name: "Name"
        case .value: "Value"
        case .domain: "Domain"
        case .path: "Path"
        case .expires: isWide ? "Expires / Max-Age" : "Expires"
        case .size: "Size"
        case .httpOnly: "HttpOnly"
        case .secure: "Secure"
        case .sameSite: "SameSite"
        case .partitionKey: "Partition Key"
        case .priority: "Priority"
        case .crossSite: "Cross Site"
        case .created: "Created"
        case .lastAccess: isWide ? "Last Accessed" : "Accessed"
        }
    }

    /// In which order columns leave a terminal that is too narrow; the name never does.
    static let foldingOrder: [CookieColumn] = [
        .lastAccess, .created, .crossSite, .priority, .partitionKey, .size, .path, .secure,
        .httpOnly, .sameSite, .domain, .value, .expires,
    ]

    /// To how many columns its texts may be cut; `nil` where every character counts.
    var minimumWidth: Int? {
        switch self {
        case .value: 12
        case .name, .domain, .partitionKey: 20
        case .path: 12
        case .expires, .size, .httpOnly, .secure, .sameSite, .priority, .crossSite, .created,
            .lastAccess:
            nil
        }
    }

    /// How wide its texts are where there is room.
    var maximumWidth: Int { self == .value ? 60 : 50 }

    var isNumber: Bool { self == .size }
}

extension Cookie {
    /// An expiry nearer than this is marked.
    private static let nearMicroseconds: Int64 = 300 * 1_000_000

    func isNearExpiry(at now: Moment) -> Bool {
        expiry.map { $0.microseconds(since: now) < Self.nearMicroseconds } ?? false
    }

    /// `isWide`: whether there is room for both a date and how far away it is.
    func cell(_ column: CookieColumn, now: Moment, isWide: Bool) -> StyledText {
        switch column {
        case .name: StyledText(escaping: name.utf8Decoded, .strong)
        case .value: StyledText(escaping: value.utf8Decoded)
        case .domain: StyledText(escaping: isHostOnly ? domain : ".\(domain)")
        case .path: StyledText(escaping: path.utf8Decoded)
        case .expires: expiryCell(now: now, isWide: isWide)
        case .size: StyledText(String(size))
        case .httpOnly: StyledText(isHTTPOnly ? "✓" : "")
        case .secure: StyledText(isSecure ? "✓" : "")
        case .sameSite: StyledText(sameSite.displayName ?? "")
        case .partitionKey: StyledText(escaping: partitionKey?.topLevelSite ?? "")
        case .priority: StyledText(priority.displayName)
        case .crossSite: StyledText(partitionKey?.hasCrossSiteAncestor == true ? "✓" : "")
        case .created: StyledText(timeText(creation, now: now, isWide: isWide))
        case .lastAccess: StyledText(timeText(lastAccess, now: now, isWide: isWide))
        }
    }

    private func expiryCell(now: Moment, isWide: Bool) -> StyledText {
        guard let expiry else { return StyledText("Session") }
        let text = timeText(expiry, now: now, isWide: isWide)
        return isNearExpiry(at: now) ? StyledText("\(text) !", .caution) : StyledText(text)
    }

    /// What a folded column still has to say: only what is not the usual.
    func remark(_ column: CookieColumn, now: Moment) -> String? {
        switch column {
        case .name: nil
        case .size: nil
        case .value: value.isEmpty ? nil : "value \(value.utf8Decoded.truncated(to: 24))"
        case .domain: isHostOnly ? domain : ".\(domain)"
        case .path: path == "/" ? nil : "path \(path.utf8Decoded)"
        case .expires:
            expiry.map { "expires \(relativeTime(from: now, to: $0))" } ?? "session cookie"
        case .httpOnly: isHTTPOnly ? "HttpOnly" : nil
        case .secure: isSecure ? "Secure" : nil
        case .sameSite: sameSite.displayName.map { "SameSite=\($0)" }
        case .partitionKey: partitionKey.map { "partition \($0.topLevelSite)" }
        case .priority: priority == .medium ? nil : "priority \(priority.displayName)"
        case .crossSite: partitionKey?.hasCrossSiteAncestor == true ? "cross-site" : nil
        case .created: "created \(relativeTime(from: now, to: creation))"
        case .lastAccess: "accessed \(relativeTime(from: now, to: lastAccess))"
        }
    }
}

/// Near moments are relative, as one thinks of them, far ones a date; with room, both.
private func timeText(_ moment: Moment, now: Moment, isWide: Bool) -> String {
    let relative = relativeTime(from: now, to: moment)
    if isWide { return "\(moment.dateAndTime), \(relative)" }
    let isNear = abs(Double(moment.microseconds(since: now))) < 2 * 86_400 * 1_000_000
    return isNear ? relative : String(moment.iso8601.prefix(10))
}
