package import BrowserCookies
internal import BrowserInfra
package import WebOrigin

extension Cookie {
    /// Which rules let it go along with a request to `url`, one after the other.
    package func matchSentence(url: WebURL, sameSite context: SameSiteContext) -> String {
        let host = url.host?.serialized ?? ""
        var rules: [String] = []
        rules.append(isHostOnly ? "it is \(host)'s own" : "\(host) is covered by Domain=\(domain)")
        rules.append("Path=\(path.utf8Decoded) covers \(url.serializedPath)")
        if isSecure {
            rules.append(
                url.scheme == "https"
                    ? "the request uses https" : "this machine counts as secure"
            )
        }
        rules.append(sameSitePhrase(context))
        if let partitionKey { rules.append("the tab shows \(partitionKey.topLevelSite)") }
        return rules.joined(separator: ", ")
    }

    private func sameSitePhrase(_ context: SameSiteContext) -> String {
        let attribute = sameSite.displayName.map { "SameSite=\($0)" } ?? "no SameSite"
        return switch context.level {
        case .strict: "\(attribute) and the request is same-site"
        case .lax: "\(attribute) and the request is a top-level navigation"
        case .laxMethodUnsafe: "\(attribute) and the request is a top-level POST"
        case .crossSite: "\(attribute) and the request is cross-site"
        }
    }
}
