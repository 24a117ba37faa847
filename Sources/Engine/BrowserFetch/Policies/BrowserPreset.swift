package import BrowserInfra

/// The browsers that crumb knows by name: the one list of them, in the order in which they are shown.
///
/// To add one is a case here, with what it has, and the file that defines its policy and sources.
package enum BrowserPreset: String, CaseIterable, Sendable {
    case chrome, firefox, safari
    /// What the standards say.
    case spec

    package var policy: BrowserPolicy {
        switch self {
        case .chrome: .chrome
        case .firefox: .firefox
        case .safari: .safari
        case .spec: .standard
        }
    }

    /// Of each part of the policy, where its choices are known from, by the name of the axis.
    var sources: [[String: PolicySource]] {
        switch self {
        case .chrome: BrowserPolicy.chromeSources
        case .firefox: BrowserPolicy.firefoxSources
        case .safari: BrowserPolicy.safariSources
        case .spec: []
        }
    }

    /// Those that a site's visitors have.
    package static let inUse = allCases.filter { $0 != .spec }
}

extension BrowserPolicy {
    /// Every policy that has a name.
    package static let presets = BrowserPreset.allCases.map(\.policy)

    /// The preset of that name; a report has no other.
    package static func named(_ name: String) -> BrowserPolicy {
        // Not by way of `presets`, which would make them all to find one.
        (BrowserPreset(rawValue: name) ?? .spec).policy
    }

    /// Where the choices in which this preset leaves the standard are known from, by the name of the
    /// axis.
    ///
    /// A test holds these to the presets: a preset has a source for each axis in which it leaves the
    /// standard, and for no other.
    package var sources: [String: PolicySource] {
        (BrowserPreset(rawValue: name)?.sources ?? []).reduce(into: [:]) { sources, part in
            sources.merge(part) { first, _ in first }
        }
    }
}
