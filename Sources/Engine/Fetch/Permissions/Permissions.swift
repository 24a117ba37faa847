internal import Infra
package import WebOrigin

/// What a page may do only if the user lets it, by its name in the Permissions API.
///
/// https://w3c.github.io/permissions/#dfn-powerful-feature
package enum PermissionName: String, Hashable, Sendable, CaseIterable {
    case localNetwork = "local-network"
    case loopbackNetwork = "loopback-network"
    case storageAccess = "storage-access"

    /// Whether a decision holds for the sites of the page and its frame, and not for the page's origin.
    var isOfSites: Bool { self == .storageAccess }
}

/// https://w3c.github.io/permissions/#permission-states
package enum PermissionState: String, Hashable, Sendable, CaseIterable {
    case granted, denied
    /// Not decided yet: the user would be asked.
    case prompt
}

/// One decision.
package struct Permission: Hashable, Sendable {
    package var name: PermissionName
    /// The origin that the address bar shows.
    package var topLevel: Origin
    /// The origin of the frame that may do it; `nil` where the page's own decides.
    package var embedded: Origin?
    package var state: PermissionState

    package init(
        _ name: PermissionName,
        topLevel: Origin,
        embedded: Origin? = nil,
        _ state: PermissionState
    ) {
        self.name = name
        self.topLevel = topLevel
        self.embedded = embedded
        self.state = state
    }
}

/// All decisions of one browser; of two on the same, the later counts.
package struct Permissions: Hashable, Sendable {
    package private(set) var decisions: [Permission] = []

    package init() {}

    package mutating func decide(_ permission: Permission) {
        decisions.append(permission)
    }

    package func state(
        of name: PermissionName,
        topLevel: Origin,
        embedded: Origin? = nil,
        suffixes: PublicSuffixList
    ) -> PermissionState {
        let isSame = { (left: Origin, right: Origin) in
            name.isOfSites
                ? Site(of: left, suffixes: suffixes)
                    .isSameSite(as: Site(of: right, suffixes: suffixes))
                : left.isSameOrigin(as: right)
        }
        let decision = decisions.last { decision in
            guard decision.name == name, isSame(decision.topLevel, topLevel) else { return false }
            switch (decision.embedded, embedded) {
            case (nil, _): return true
            case (let origin?, let asking?): return isSame(origin, asking)
            case (_?, nil): return false
            }
        }
        return decision?.state ?? .prompt
    }
}
