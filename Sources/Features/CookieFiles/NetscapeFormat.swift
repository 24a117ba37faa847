/// The fields of a line of cookies.txt, in their order.
///
/// https://curl.se/docs/http-cookies.html
package enum NetscapeField: Int, Hashable, Sendable, CaseIterable {
    case domain, includesSubdomains, path, secure, expires, name, value

    /// What a message calls it.
    package var title: String {
        switch self {
        case .domain: "domain"
        case .includesSubdomains: "include subdomains"
        case .path: "path"
        case .secure: "secure"
        case .expires: "expires"
        case .name: "name"
        case .value: "value"
        }
    }
}

enum NetscapeFormat {
    /// Python's http.cookiejar asks for this line.
    static let header = "# Netscape HTTP Cookie File"
    static let head = """
        \(header)
        # Written by crumb: anyone with this file can use these sessions.


        """
    /// A comment to those who do not know it.
    static let httpOnlyPrefix = "#HttpOnly_"
    /// A cookie is 4096 bytes, and its domain and path are no longer than that together.
    static let lineLimit = 16384
}
