internal import BrowserCookies
package import BrowserFetch
internal import WebOrigin

extension ScriptCookie {
    /// Returns the reasons why script at `page` cannot find `name`; empty if it can.
    package func sentences(of name: String, at page: Page) -> [String] {
        switch self {
        case .value: return []
        case .unreadable: return ["document.cookie throws a SecurityError: the origin is opaque."]
        case .missing(let verdicts) where verdicts.isEmpty:
            return ["document.cookie on \(page.url.href) has no \(name): no such cookie is stored."]
        case .missing(let verdicts):
            let host = page.url.host?.serialized ?? ""
            let hosts = HostPair(page: page.top.url.host?.serialized ?? "", target: host)
            return verdicts.flatMap { verdict in
                verdict.exclusions.map {
                    "Script on \(page.url.href) cannot read \(name): \($0.sentence(hosts)) [\($0.code)]"
                }
            }
        }
    }
}
