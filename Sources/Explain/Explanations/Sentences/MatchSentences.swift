package import BrowserCookies
internal import BrowserInfra
package import WebOrigin

extension Cookie {
    /// Returns the rules that allow the cookie in a request to `url`, one after the other.
    package func matchSentence(url: WebURL, sameSite context: SameSiteContext) -> String {
        let host = url.host?.serialized ?? ""
        var rules: [String] = []
        rules.append(isHostOnly ? "it belongs to \(host)" : "Domain=\(domain) covers \(host)")
        rules.append("Path=\(path.utf8Decoded) covers \(url.serializedPath)")
        if isSecure {
            rules.append(
                url.scheme == "https"
                    ? "the request uses https" : "this machine counts as secure"
            )
        }
        rules.append(sameSitePhrase(context))
        if let partitionKey { rules.append("the tab shows \(partitionKey.topLevelSite)") }
        return rules.dropLast().joined(separator: ", ") + ", and " + (rules.last ?? "")
    }

    private func sameSitePhrase(_ context: SameSiteContext) -> String {
        let request =
            switch context.level {
            case .strict: "same-site"
            case .lax: "a top-level navigation"
            case .laxMethodUnsafe: "a top-level POST"
            case .crossSite: "cross-site"
            }
        let permission =
            sameSite.displayName.map { "SameSite=\($0) allows" }
            ?? "this browser allows without SameSite"
        return "the request is \(request), which \(permission)"
    }
}
