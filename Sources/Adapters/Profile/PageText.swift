internal import BrowserFetch
internal import WebOrigin

/// A page that made requests, as stored in the profile: the URLs of its frames, outermost first and
/// its own last, and whether it was sandboxed.
enum SeenPageText {
    private static let sandboxed = "sandboxed"

    /// Without queries and fragments, which would make many pages out of one; `nil` if it is not a
    /// web page.
    static func text(_ page: Page) -> String? {
        var words = (page.ancestors + [page]).map { plain($0.url) }
        guard page.url.isHTTP || page.url.scheme == "file" else { return nil }
        let isSandboxed = page.origin.isOpaque && page.url.isHTTP
        if isSandboxed { words.append(sandboxed) }
        // The usual case. The first `joined()` in a process looks up its types at run time, which takes
        // a quarter of a million instructions.
        return words.count == 1 ? words[0] : words.joined(separator: " ")
    }

    static func page(_ text: String) -> Page? {
        var words = text.split(separator: " ").map { String($0) }
        let isSandboxed = words.last == sandboxed
        if isSandboxed { words.removeLast() }
        var pages: [Page] = []
        for word in words {
            guard let url = try? WebURL(parsing: word) else { return nil }
            let isLast = pages.count == words.count - 1
            pages.append(
                Page(url: url, inFramesOf: pages, isSandboxed: isLast && isSandboxed)
            )
        }
        return pages.last
    }

    private static func plain(_ url: WebURL) -> String {
        let text = url.strippingCredentialsAndFragment().href
        return String(text.prefix { $0 != "?" })
    }
}

/// The page that the tab shows: its referrer policy and URL, followed by one line for each of the
/// other policies that apply to its requests.
enum CurrentPageText {
    private enum Name: String {
        case csp, cspReportOnly = "csp-report-only", coep, permissions, space
    }

    static func text(_ page: Page) -> String {
        let policies = page.policies
        var lines = ["\(page.referrerPolicy.rawValue) \(page.url.href)"]
        func add(_ name: Name, _ value: String) { lines.append("\(name.rawValue) \(value)") }
        for policy in policies.contentSecurityPolicies { add(.csp, policy.text) }
        for policy in policies.reportOnlyPolicies { add(.cspReportOnly, policy.text) }
        if policies.embedderPolicy != .unsafeNone { add(.coep, policies.embedderPolicy.rawValue) }
        if !policies.permissionsPolicy.isEmpty { add(.permissions, policies.permissionsPolicy) }
        if let space = page.addressSpace { add(.space, space.rawValue) }
        return lines.joined(separator: "\n")
    }

    static func page(_ text: String) -> Page? {
        let lines = text.split(separator: "\n")
        let parts = lines.first?.split(separator: " ", maxSplits: 1) ?? []
        guard parts.count == 2, let policy = ReferrerPolicy(rawValue: String(parts[0])),
            let url = try? WebURL(parsing: String(parts[1]))
        else { return nil }
        var page = Page(url: url, origin: url.origin, referrerPolicy: policy)
        for line in lines.dropFirst() {
            let words = line.split(separator: " ", maxSplits: 1).map(String.init)
            guard words.count == 2, let name = Name(rawValue: words[0]) else { continue }
            let value = words[1]
            switch name {
            case .csp:
                page.policies.contentSecurityPolicies.append(ContentSecurityPolicy(parsing: value))
            case .cspReportOnly:
                page.policies.reportOnlyPolicies.append(ContentSecurityPolicy(parsing: value))
            case .coep:
                page.policies.embedderPolicy = EmbedderPolicy(rawValue: value) ?? .unsafeNone
            case .permissions: page.policies.permissionsPolicy = value
            case .space: page.addressSpace = AddressSpace(rawValue: value)
            }
        }
        page.applySandboxOfPolicies()
        return page
    }
}
