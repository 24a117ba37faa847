/// The differences between browsers in requests from the internet to the user's network and
/// machine.
package struct LocalNetworkPolicy: Hashable, Sendable {
    package var localNetworkChecks: LocalNetworkChecks
    package var addressBlocks: AddressBlocks
    /// Whether WebSockets are also checked.
    package var checksWebSockets: Bool
    package var insecureClients: InsecureClients
    package var permissionOwner: PermissionOwner
    package var framePermissions: FramePermissions
    /// Whether `local-network-access` is another name for both permissions in policies.
    package var knowsCombinedName: Bool
    package var treatAsPublicAddress: Obedience
    package var targetAddressSpace: Obedience
    package var localMixedContent: LocalMixedContent

    /// Which requests need the user's permission.
    package enum LocalNetworkChecks: Hashable, Sendable {
        case none
        /// Those of a public page to any other space.
        case ofPublicPages
        /// Those to any space that is less public (the draft).
        case ofLessPublicTargets
    }

    /// What happens to the requests of a page that is not a secure context.
    package enum InsecureClients: Hashable, Sendable {
        /// They are blocked, whatever the user decides (the draft).
        case refused
        /// They are treated like others.
        case asked
    }

    /// The page to which the permission is granted.
    package enum PermissionOwner: Hashable, Sendable {
        /// The page in the address bar (the draft).
        case topLevel
        /// That page, or the frame that makes the request.
        case topLevelOrFrame
    }

    /// What determines whether a frame may request the permission.
    package enum FramePermissions: Hashable, Sendable {
        /// The `allow` attribute and the `Permissions-Policy` headers (the draft).
        case byHeadersAndAttribute
        /// Only the attribute, which is applied to the frame's URL, even if the frame is sandboxed.
        case byAttribute
    }

    package enum Obedience: Hashable, Sendable {
        case obeyed, ignored
    }

    /// Whether a secure page may use http for requests that are known to lead to the user's
    /// network.
    package enum LocalMixedContent: Hashable, Sendable {
        case allowed
        /// No, as with any mixed content.
        case blocked
    }
}
