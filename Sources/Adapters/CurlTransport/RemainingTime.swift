internal import BrowserFetch

/// The rest of the maximum time for one exchange.
struct RemainingTime {
    /// The maximum time in seconds; 0 means no limit.
    let total: Double
    private let end: ContinuousClock.Instant

    init(of settings: CurlTransportSettings, since start: ContinuousClock.Instant) {
        total = settings.maxTime
        end = start + .seconds(settings.maxTime)
    }

    /// `nil` if there is no limit.
    var deadline: ContinuousClock.Instant? { total > 0 ? end : nil }

    var isUp: Bool { total > 0 && ContinuousClock.now >= end }

    /// The remaining time for libcurl, to which 0 means no limit.
    var milliseconds: Int {
        guard total > 0 else { return 0 }
        let rest = ContinuousClock.now.duration(to: end) / .milliseconds(1)
        return max(1, Int(rest.rounded(.up)))
    }

    func error(detail: String) -> TransportError {
        .timeout(detail: "no complete response within \(seconds(total)): \(detail)")
    }
}

/// Returns a number of seconds as text: `30 s`, `0.2 s`.
func seconds(_ number: Double) -> String {
    Int(exactly: number).map { "\($0) s" } ?? "\(number) s"
}
