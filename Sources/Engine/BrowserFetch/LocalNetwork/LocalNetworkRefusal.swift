package import WebOrigin

/// The reason why a request may not access the user's network or machine.
///
/// The codes are `CorsError` of the DevTools protocol.
package struct LocalNetworkRefusal: Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        /// The page is not a secure context.
        case insecureClient
        /// `Permissions-Policy`, or the lack of `allow` on a frame.
        case permissionsPolicy
        case denied
        /// The user would have to be asked.
        case undecided
        /// `targetAddressSpace`, or the name, declares another space.
        case otherSpace(declared: AddressSpace)
    }

    package var url: WebURL
    /// The address space of the URL.
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
