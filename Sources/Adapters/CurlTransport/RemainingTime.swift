internal import BrowserFetch

/// What is left of the maximum time for one exchange.
struct RemainingTime {
    /// Seconds in all; 0 stands for no limit.
    let total: Double
    private let end: ContinuousClock.Instant

    init(of settings: CurlTransportSettings, since start: ContinuousClock.Instant) {
        total = settings.maxTime
        end = start + .seconds(settings.maxTime)
    }

    /// `nil` where there is no limit.
    var deadline: ContinuousClock.Instant? { total > 0 ? end : nil }

    var isUp: Bool { total > 0 && ContinuousClock.now >= end }

    /// For libcurl, to which 0 is no limit.
    var milliseconds: Int {
        guard total > 0 else { return 0 }
        let rest = ContinuousClock.now.duration(to: end) / .milliseconds(1)
        return max(1, Int(rest.rounded(.up)))
    }

    func error(detail: String) -> TransportError {
        .timeout(detail: "no complete response within \(seconds(total)): \(detail)")
    }
}

/// `30 s`, `0.2 s`.
func seconds(_ number: Double) -> String {
    Int(exactly: number).map { "\($0) s" } ?? "\(number) s"
}
