import Foundation

/// A `Set-Cookie` header with its attributes in Werkzeug's order.
struct SetCookie {
    var name: String
    var value: String
    var expires: Date?
    var maxAge: Int?
    var isSecure = false
    var isHTTPOnly = false
    /// The SameSite attribute; `nil` omits it, as Flask's `samesite=None` does.
    var sameSite: String?

    var headerValue: String {
        var parts = ["\(name)=\(value)"]
        if let expires { parts.append("Expires=\(httpDate(expires))") }
        if let maxAge { parts.append("Max-Age=\(maxAge)") }
        if isSecure { parts.append("Secure") }
        if isHTTPOnly { parts.append("HttpOnly") }
        parts.append("Path=/")
        if let sameSite { parts.append("SameSite=\(sameSite)") }
        return parts.joined(separator: "; ")
    }
}

/// An IMF-fixdate, such as `Thu, 01 Jan 1970 00:00:00 GMT`.
///
/// https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
func httpDate(_ date: Date) -> String {
    // Not a DateFormatter: it would load ICU's tables to write 29 ASCII characters.
    var seconds = time_t(date.timeIntervalSince1970)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let day = days[Int(parts.tm_wday)]
    let month = months[Int(parts.tm_mon)]
    let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { padded(Int($0), to: 2) }
        .joined(separator: ":")
    return "\(day), \(padded(Int(parts.tm_mday), to: 2)) \(month)"
        + " \(padded(Int(parts.tm_year) + 1900, to: 4)) \(clock) GMT"
}

private func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
