package import BrowserInfra

/// Returns a relative time: `in 59 s`, `in 12 min`, `in 400 days`, `3 min ago`.
package func relativeTime(from now: Moment, to moment: Moment) -> String {
    // Rounded, so that a minute that has only just begun is not shown as 59 seconds.
    let seconds = (Double(moment.microseconds(since: now)) / 1_000_000).rounded()
    let distance = Int64(abs(seconds))
    if distance == 0 { return "now" }
    let amount =
        switch distance {
        case ..<120: "\(distance) s"
        case ..<7200: "\(distance / 60) min"
        case ..<172_800: "\(distance / 3600) h"
        default: "\(distance / 86_400) days"
        }
    return seconds < 0 ? "\(amount) ago" : "in \(amount)"
}

extension Moment {
    /// The moment for people: `2026-01-01 00:00:00Z`.
    package var dateAndTime: String {
        let text = iso8601
        guard text.hasSuffix("Z"), text.utf8.count >= 24 else { return text }
        return text.prefix(10) + " " + text.dropFirst(11).prefix(8) + "Z"
    }
}

/// Returns a number with its noun: `1 cookie`, `2 cookies`.
package func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
}

/// Returns a list in words: `a`, `a and b`, `a, b and c`.
package func enumerated(_ phrases: [String], _ conjunction: String = "and") -> String {
    guard let last = phrases.last, phrases.count > 1 else { return phrases.first ?? "" }
    // `joined()` on a slice looks up types at run time, which costs more than the rest of this function.
    var text = phrases[0]
    for phrase in phrases[1..<(phrases.count - 1)] { text += ", " + phrase }
    return text + " \(conjunction) " + last
}
