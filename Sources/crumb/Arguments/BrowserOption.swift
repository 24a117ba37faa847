internal import ArgumentParser
internal import Fetch

/// `--browser`. The only place, with the presets, where browsers have names.
enum BrowserName: String, ExpressibleByArgument, CaseIterable, Sendable {
    case chrome, spec

    /// Without an option.
    static let usual = BrowserName.chrome

    var policy: BrowserPolicy {
        switch self {
        case .chrome: .chrome
        case .spec: .standard
        }
    }
}
