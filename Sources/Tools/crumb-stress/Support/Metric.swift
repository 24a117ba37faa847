internal import BrowserInfra

/// A row of the results: the test, its count, its cost, and its failures.
struct Metric {
    var what: String
    var count: Int
    /// The peak memory of a crumb process; `nil` when there was none.
    var peakKilobytes: Int?
    var seconds: Double
    /// An addition to the verdict when everything passed.
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

/// A number with one decimal.
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

/// A function that returns the seconds since this call.
func stopwatch() -> () -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    return {
        let passed = clock.now - start
        return Double(passed.components.seconds) + Double(passed.components.attoseconds) / 1e18
    }
}
