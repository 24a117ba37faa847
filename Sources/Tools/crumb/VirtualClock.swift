internal import BrowserInfra
internal import Glibc

/// The clock that every algorithm is given: the machine's, moved by `--now`.
struct VirtualClock: Sendable {
    private let offsetMicroseconds: Int64

    /// `option`: `+61s`, `-1d`, or an ISO 8601 moment at which the command starts.
    ///
    /// `usual`: the same, for commands without the option; `+61s` counts from there.
    init(_ option: String?, usual: String? = nil) throws(UsageError) {
        guard let option else {
            if let usual { self = try VirtualClock(usual) } else { offsetMicroseconds = 0 }
            return
        }
        if let seconds = Self.seconds(option) {
            let usual = try VirtualClock(usual)
            offsetMicroseconds =
                Moment(secondsSinceEpoch: seconds)
                .advanced(byMicroseconds: usual.offsetMicroseconds).microsecondsSinceEpoch
        } else if let moment = Moment(iso8601: option) {
            offsetMicroseconds = moment.microseconds(since: Self.wallClock())
        } else {
            throw UsageError(
                "--now \(option) is not a time: write +61s, -1d (units s, m, h, d, w) or "
                    + "2026-01-01T00:00:00Z"
            )
        }
    }

    func now() -> Moment {
        Self.wallClock().advanced(byMicroseconds: offsetMicroseconds)
    }

    static func wallClock() -> Moment {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Moment(
            microsecondsSinceEpoch: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
        )
    }

    private static func seconds(_ text: String) -> Int64? {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
        guard let sign = text.first, sign == "+" || sign == "-", let unit = text.last,
            let factor = units[unit], let count = Int64(text.dropFirst().dropLast()), count >= 0
        else { return nil }
        let (product, overflow) = count.multipliedReportingOverflow(by: factor)
        guard !overflow else { return nil }
        return sign == "-" ? -product : product
    }
}
