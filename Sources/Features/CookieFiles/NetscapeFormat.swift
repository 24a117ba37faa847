/// The fields of a line of cookies.txt, in order.
///
/// https://curl.se/docs/http-cookies.html
package enum NetscapeField: Int, Hashable, Sendable, CaseIterable {
    case domain, includesSubdomains, path, secure, expires, name, value

    /// The field's name in messages.
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
    /// The first line, which Python's http.cookiejar requires.
    static let header = "# Netscape HTTP Cookie File"
    static let head = """
        \(header)
        # Written by crumb: anyone with this file can use these sessions.


        """
    /// The prefix of HttpOnly cookies. Programs that do not support it take the line for a comment.
    static let httpOnlyPrefix = "#HttpOnly_"
    /// The maximum length of a line in bytes. A cookie has at most 4096, and its domain and path
    /// together no more than that.
    static let lineLimit = 16384
}
