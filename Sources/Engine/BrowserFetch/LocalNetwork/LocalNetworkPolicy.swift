/// What browsers decide differently about requests from the internet to the user's network and machine.
package struct LocalNetworkPolicy: Hashable, Sendable {
    package var localNetworkChecks: LocalNetworkChecks
    package var addressBlocks: AddressBlocks
    /// Whether WebSockets are checked, too.
    package var checksWebSockets: Bool
    package var insecureClients: InsecureClients
    package var permissionOwner: PermissionOwner
    package var framePermissions: FramePermissions
    /// Whether `local-network-access` is one more name for both permissions, in policies.
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

    /// What becomes of the requests of a page that is not a secure context.
    package enum InsecureClients: Hashable, Sendable {
        /// They are refused, whatever the user says (the draft).
        case refused
        /// As others.
        case asked
    }

    /// To whom the permission is given.
    package enum PermissionOwner: Hashable, Sendable {
        /// The page in the address bar (the draft).
        case topLevel
        /// That, or the frame which asks, itself.
        case topLevelOrFrame
    }

    /// What decides whether a frame may ask.
    package enum FramePermissions: Hashable, Sendable {
        /// The attribute `allow`, and the headers `Permissions-Policy` (the draft).
        case byHeadersAndAttribute
        /// The attribute alone, which looks at the frame's URL and not at whether it is sandboxed.
        case byAttribute
    }

    package enum Obedience: Hashable, Sendable {
        case obeyed, ignored
    }

    /// Whether a secure page may ask over http what is known to be on the user's network.
    package enum LocalMixedContent: Hashable, Sendable {
        case allowed
        /// As any mixed content.
        case blocked
    }
}
