import BrowserInfra
import Foundation

/// Expands `{{date+N}}` and `{{date+N|FORMAT}}` to the date N seconds after `now`.
func expandingDates(in text: String, now: Moment) -> String {
    text.replacing(/\{\{date(?<offset>[+-]\d+)?(?:\|(?<format>\w+))?\}\}/) { match in
        let offset = match.output.offset.flatMap { Int64($0) } ?? 0
        return servedDate(now.advanced(bySeconds: offset), format: match.output.format ?? "imf")
    }
}

private func servedDate(_ moment: Moment, format: Substring) -> String {
    let seconds = moment.secondsSinceEpoch
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let fields = calendar.dateComponents(
        [.weekday, .day, .month, .year, .hour, .minute, .second],
        from: Date(timeIntervalSince1970: TimeInterval(seconds))
    )
    func padded(_ number: Int?) -> String { String(format: "%02d", number ?? 0) }
    let longWeekday = weekdays[(fields.weekday ?? 1) - 1]
    let weekday = longWeekday.prefix(3)
    let month = months[(fields.month ?? 1) - 1]
    let day = padded(fields.day)
    let year = fields.year ?? 0
    let clock = "\(padded(fields.hour)):\(padded(fields.minute)):\(padded(fields.second))"
    switch format {
    case "rfc850": return "\(longWeekday), \(day)-\(month)-\(padded(year % 100)) \(clock) GMT"
    case "dashed": return "\(weekday), \(day)-\(month)-\(year) \(clock) GMT"
    case "asctime":
        return "\(weekday) \(month) \(String(format: "%2d", fields.day ?? 0)) \(clock) \(year)"
    case "iso": return "\(year)-\(padded(fields.month))-\(day)T\(clock)Z"
    case "bare": return "\(day) \(month) \(year) \(clock)"
    case "nozone": return "\(weekday), \(day) \(month) \(year) \(clock)"
    case "pst": return "\(weekday), \(day) \(month) \(year) \(clock) PST"
    case "timefirst": return "\(clock) \(day) \(month) \(year)"
    case "epoch": return String(seconds)
    default: return "\(weekday), \(day) \(month) \(year) \(clock) GMT"
    }
}

private let weekdays = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
]

private let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
]
