package import BrowserFetch
internal import WebOrigin

extension AddressSpace {
    /// The address space as a place, for sentences.
    package var place: String {
        switch self {
        case .loopback: "this machine"
        case .local: "the local network"
        case .public, .unknown: "the internet"
        }
    }
}

extension LocalNetworkRefusal {
    package var sentence: String {
        let host = url.host?.serialized ?? ""
        let permission = space.permission?.rawValue ?? ""
        switch reason {
        case .undecided:
            return "\(host) is on \(space.place), and the page comes from the internet: the "
                + "browser asks the user for permission (\(permission)). No one has answered, "
                + "which counts as no here. Nothing was sent."
        case .denied:
            return "\(host) is on \(space.place), and the user has denied this page's requests "
                + "there (permission \(permission)). Nothing was sent."
        case .permissionsPolicy:
            return "\(host) is on \(space.place), and this page may not ask the user for requests "
                + "there: a frame of another origin needs allow=\"\(permission)\", and no "
                + "Permissions-Policy may forbid it. Nothing was sent."
        case .insecureClient:
            return
                "\(host) is on \(space.place), and the page comes from the internet over http: "
                + "only a secure page can be allowed to do that. Nothing was sent."
        case .otherSpace(let declared):
            return
                "The request was supposed to go to \(declared.place) (targetAddressSpace, or the "
                + "name), "
                + "and \(host) is on \(space.place). Nothing was sent."
        }
    }
}
