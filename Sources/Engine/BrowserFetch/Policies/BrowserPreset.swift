package import BrowserInfra

/// The browsers that crumb supports, in the order in which they are shown. This is the only list of
/// them.
///
/// A new browser needs a case here, with its properties, and a file that defines its policy and
/// sources.
package enum BrowserPreset: String, CaseIterable, Sendable {
    case chrome, firefox, safari
    /// The behavior specified by the standards.
    case spec

    package var policy: BrowserPolicy {
        switch self {
        case .chrome: .chrome
        case .firefox: .firefox
        case .safari: .safari
        case .spec: .standard
        }
    }

    /// The sources of the preset's choices, for each part of the policy, by the name of the axis.
    var sources: [[String: PolicySource]] {
        switch self {
        case .chrome: BrowserPolicy.chromeSources
        case .firefox: BrowserPolicy.firefoxSources
        case .safari: BrowserPolicy.safariSources
        case .spec: []
        }
    }

    /// The browsers that visitors of a site use.
    package static let inUse = allCases.filter { $0 != .spec }
}

extension BrowserPolicy {
    /// Every named policy.
    package static let presets = BrowserPreset.allCases.map(\.policy)

    /// Returns the preset with that name; reports contain no other names.
    package static func named(_ name: String) -> BrowserPolicy {
        // Not through `presets`, which would create all of them to find one.
        (BrowserPreset(rawValue: name) ?? .spec).policy
    }

    /// The sources of the choices in which this preset deviates from the standard, by the name of
    /// the axis.
    ///
    /// A test ensures that a preset has a source for each axis in which it deviates from the
    /// standard, and for no other.
    package var sources: [String: PolicySource] {
        (BrowserPreset(rawValue: name)?.sources ?? []).reduce(into: [:]) { sources, part in
            sources.merge(part) { first, _ in first }
        }
    }
}
