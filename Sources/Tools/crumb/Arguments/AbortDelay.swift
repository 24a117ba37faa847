/// The time after which a page aborts a request: `200ms`, `5s`, `1.5s`; a bare number is in
/// seconds.
struct AbortDelay: Sendable {
    var milliseconds: Int64

    init(_ text: String) throws(UsageError) {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let factors: [String: Double] = ["ms": 1, "s": 1000, "m": 60_000, "": 1000]
        let unit = String(text.dropFirst(digits.count))
        // A day is longer than any browser waits.
        guard let number = Double(digits), let factor = factors[unit],
            (1...86_400_000).contains(number * factor)
        else {
            throw UsageError("--abort-after is a time such as 200ms or 5s, not \(text)")
        }
        milliseconds = Int64(number * factor)
    }
}
