internal import BrowserInfra
internal import WebOrigin

/// The problem with a `Domain` that does not match the host that sets it.
package struct DomainFault {
    private let attribute: String
    private let host: String

    package init(_ attribute: String, host: String) {
        self.attribute = attribute
        self.host = host
    }

    package var sentence: String {
        if attribute.contains("://") || attribute.contains("/") {
            return "Domain=\(attribute) is a URL; a Domain is only a host name."
        }
        if let colon = attribute.lastIndex(of: ":"), !attribute.hasSuffix("]"),
            attribute[attribute.index(after: colon)...].allSatisfy(\.isNumber)
        {
            return
                "Domain=\(attribute) has a port, which a Domain cannot have: cookies ignore ports."
        }
        if host.hasPrefix("[") || host.split(separator: ".").allSatisfy({ UInt8($0) != nil }) {
            return "\(host) is an IP address, and its cookies cannot have another Domain."
        }
        return "Domain=\(attribute) does not match \(host): a server may only set cookies for its "
            + "own host or a parent domain."
    }
}
