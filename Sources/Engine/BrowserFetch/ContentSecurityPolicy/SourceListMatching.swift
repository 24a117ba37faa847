internal import BrowserInfra
internal import WebOrigin

/// Determines whether a directive's source list allows a URL.
///
/// https://www.w3.org/TR/CSP3/#match-url-to-source-list
struct SourceListMatching {
    /// The URL of the page that has the policy.
    let selfURL: WebURL
    let url: WebURL
    /// After a redirect, paths are ignored.
    let isRedirected: Bool
    let policy: FetchPolicy

    func matches(_ sources: [String]) -> Bool {
        sources.contains(where: matches)
    }

    /// https://www.w3.org/TR/CSP3/#match-url-to-source-expression
    private func matches(_ source: String) -> Bool {
        let lower = source.asciiLowercased
        switch lower {
        case "'none'": return false
        case "'self'": return matchesSelf
        case "*":
            return ["http", "https", "ws", "wss"].contains(url.scheme)
                || url.scheme == selfURL.scheme
        case _ where lower.hasPrefix("'"): return false
        case _ where lower.hasSuffix(":") && !lower.dropLast().contains(":"):
            return schemeMatches(String(lower.dropLast()))
        default: return matchesHost(source)
        }
    }

    private var matchesSelf: Bool {
        if url.origin.isSameOrigin(as: selfURL.origin) { return true }
        guard url.host == selfURL.host else { return false }
        let hasSamePort =
            url.portOrDefault == selfURL.portOrDefault || (url.port == nil && selfURL.port == nil)
        return hasSamePort
            && mayUpgrade(selfURL.scheme, port: selfURL.port != nil)
            && (["https", "wss"].contains(url.scheme)
                || (selfURL.scheme == "http" && ["http", "ws"].contains(url.scheme)))
    }

    /// https://www.w3.org/TR/CSP3/#match-schemes
    private func schemeMatches(_ scheme: String) -> Bool {
        switch (scheme, url.scheme) {
        case (let left, let right) where left == right: true
        case ("http", "https"), ("ws", "wss"): true
        case ("ws", "http"), ("ws", "https"), ("wss", "https"): policy.socketSources == .matchHTTP
        default: false
        }
    }

    private func matchesHost(_ source: String) -> Bool {
        var rest = source[...]
        if let mark = rest.firstRange(of: "://") {
            guard schemeMatches(String(rest[..<mark.lowerBound]).asciiLowercased) else {
                return false
            }
            rest = rest[mark.upperBound...]
        } else if !schemeMatches(selfURL.scheme), !isWebSocketOf(selfURL.scheme) {
            return false
        }
        let scheme =
            source.contains("://")
            ? String(source.prefix { $0 != ":" }).asciiLowercased : selfURL.scheme
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        let path = rest[slash...]
        var host = rest[..<slash]
        var port: Substring?
        if !host.hasSuffix("]"), let colon = host.lastIndex(of: ":") {
            port = host[host.index(after: colon)...]
            host = host[..<colon]
        }
        return hostMatches(String(host).asciiLowercased) && portMatches(port)
            && mayUpgrade(scheme, port: port != nil && port != "*" && port != "80")
            && (isRedirected || pathMatches(String(path)))
    }

    /// Whether a secure URL matches an insecure source, given whether the source has an explicit
    /// port.
    private func mayUpgrade(_ scheme: String, port hasPort: Bool) -> Bool {
        let isUpgrade =
            ["http", "ws"].contains(scheme) && ["https", "wss"].contains(url.scheme)
        return !isUpgrade || !hasPort || policy.sourceUpgrade == .anyPort
    }

    private func isWebSocketOf(_ scheme: String) -> Bool {
        scheme == "http" && url.scheme == "ws" || scheme != "ws" && url.scheme == "wss"
    }

    /// https://www.w3.org/TR/CSP3/#match-hosts
    private func hostMatches(_ pattern: String) -> Bool {
        let host = url.host?.serialized ?? ""
        if pattern == "*" { return policy.wildcardHost == .any }
        if pattern.hasPrefix("*.") { return host.hasSuffix(pattern.dropFirst()) }
        return host == pattern
    }

    /// https://www.w3.org/TR/CSP3/#match-ports
    private func portMatches(_ port: Substring?) -> Bool {
        guard let port else { return url.port == nil }
        if port == "*" { return true }
        guard let number = UInt16(port) else { return false }
        return number == url.portOrDefault || (number == 80 && url.portOrDefault == 443)
    }

    /// https://www.w3.org/TR/CSP3/#match-paths
    private func pathMatches(_ path: String) -> Bool {
        if path.isEmpty || path == "/" { return true }
        let asked = url.serializedPath
        return path.hasSuffix("/") ? asked.hasPrefix(path) : asked == path
    }
}
