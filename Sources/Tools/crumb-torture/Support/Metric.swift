internal import BrowserInfra

/// A row: what was done, how often, at what cost, and what was not as promised.
struct Metric {
    var what: String
    var count: Int
    /// The most that one crumb process had in memory; `nil` where there was none.
    var peakKilobytes: Int?
    var seconds: Double
    /// What the verdict adds where all is well.
    var remark = ""
    var failures: [String] = []

    static let title =
        padded("what", to: 44) + "  how many   peak MB        s  verdict"

    var row: String {
        let peak = peakKilobytes.map { decimal(Double($0) / 1024) } ?? "-"
        let verdict = failures.isEmpty ? "ok" : "\(failures.count) BROKEN"
        return padded(what, to: 44) + leftPadded("\(count)", to: 10) + leftPadded(peak, to: 10)
            + leftPadded(decimal(seconds), to: 9) + "  "
            + (failures.isEmpty && !remark.isEmpty ? "\(verdict), \(remark)" : verdict)
    }
}

/// One decimal.
func decimal(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
}

private func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
}

private func leftPadded(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count)) + text
}

/// Seconds since some moment in the past.
func stopwatch() -> () -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    return {
        let passed = clock.now - start
        return Double(passed.components.seconds) + Double(passed.components.attoseconds) / 1e18
    }
}
