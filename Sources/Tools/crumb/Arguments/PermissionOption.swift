internal import ArgumentParser
internal import BrowserFetch

/// A page's permission and its user's decision: `loopback-network=granted`.
enum PermissionOption {
    /// The names of permissions that a user decides on.
    static let names: [PermissionName] = [.loopbackNetwork, .localNetwork, .storageAccess]

    static func parse(
        _ text: String
    ) throws(UsageError) -> (name: PermissionName, state: PermissionState) {
        let words = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard words.count == 2 else {
            throw UsageError(
                "--permission \(text) has no decision: write --permission \(text)=granted"
            )
        }
        return (try name(String(words[0])), try state(String(words[1])))
    }

    static func name(_ text: String) throws(UsageError) -> PermissionName {
        guard let name = names.first(where: { $0.rawValue == text }) else {
            let known = names.map(\.rawValue).joined(separator: ", ")
            throw UsageError("\(text) is not a permission that crumb supports: use one of \(known)")
        }
        return name
    }

    static func state(_ text: String) throws(UsageError) -> PermissionState {
        guard let state = PermissionState(rawValue: text) else {
            throw UsageError("\(text) is not a decision: write granted, denied or prompt")
        }
        return state
    }
}

enum EmbedderPolicyOption: String, ExpressibleByArgument, CaseIterable, Sendable {
    case requireCORP = "require-corp"
    case credentialless

    var value: EmbedderPolicy {
        switch self {
        case .requireCORP: .requireCORP
        case .credentialless: .credentialless
        }
    }
}
