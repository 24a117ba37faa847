package import WebOrigin

/// Why a request did not reach the user's network or machine.
///
/// The codes are `CorsError` of the DevTools protocol.
package struct LocalNetworkRefusal: Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        /// The page is not a secure context.
        case insecureClient
        /// `Permissions-Policy`, or a frame without `allow`.
        case permissionsPolicy
        case denied
        /// The user would be asked.
        case undecided
        /// `targetAddressSpace`, or the name, promises another space.
        case otherSpace(declared: AddressSpace)
    }

    package var url: WebURL
    /// Where the URL leads.
    package var space: AddressSpace
    package var reason: Reason

    package var code: String {
        switch reason {
        case .insecureClient: "InsecureLocalNetwork"
        case .permissionsPolicy, .denied, .undecided: "LocalNetworkAccessPermissionDenied"
        case .otherSpace: "InvalidLocalNetworkAccess"
        }
    }
}
