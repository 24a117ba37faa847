package import WebOrigin

/// The addresses to which connections are allowed, regardless of their source: a URL, a redirect, a
/// DNS record.
///
/// This is for callers that make requests on behalf of something that must not be trusted with the
/// network: a language model that reads what servers send.
package struct ReachableAddresses: Hashable, Sendable {
    /// Hosts that may have any address except a link-local one.
    private let hosts: Set<String>

    /// `hosts` are in the form in which they appear in URLs, without a port.
    package init(allowing hosts: Set<String>) {
        self.hosts = hosts
    }

    /// Returns why `address` must not be connected to for `host`; `nil` if it may be.
    package func refusal(of address: Host, for host: Host?) -> String? {
        let kind = Self.kind(of: address)
        let name = host?.serialized ?? ""
        switch kind {
        case .local: return nil
        case .elsewhere where hosts.contains(name): return nil
        case .link:
            return "\(address.serialized) is a link-local address; these are always blocked"
        case .elsewhere:
            return "\(Self.place(name, address.serialized)) is neither this machine nor a private "
                + "address: allow it with --allow-host \(name)"
        }
    }

    /// Returns the refusal of a host whose address is not known, because a proxy resolves it.
    package func refusal(ofUnresolved host: Host?) -> String? {
        guard let host else { return nil }
        switch host {
        case .ipv4, .ipv6: return refusal(of: host, for: host)
        default: break
        }
        if host.isLoopback || hosts.contains(host.serialized) { return nil }
        return "the proxy resolves \(host.serialized), so its address is unknown: "
            + "allow it with --allow-host "
            + host.serialized
    }

    private static func place(_ name: String, _ address: String) -> String {
        name == address ? name : "\(name) (\(address))"
    }

    private enum Kind {
        /// This machine, or a private network.
        case local
        /// A link-local address, where the host of a virtual machine may respond: a cloud's
        /// metadata service.
        case link
        case elsewhere
    }

    private static func kind(of address: Host) -> Kind {
        switch address {
        case .ipv4(let number): kind(of: number)
        case .ipv6(let pieces): kind(of: pieces)
        case .domain, .opaque, .empty: .elsewhere
        }
    }

    /// https://www.rfc-editor.org/rfc/rfc1918, https://www.rfc-editor.org/rfc/rfc3927
    private static func kind(of address: UInt32) -> Kind {
        switch (address >> 24, address >> 16 & 0xFF) {
        case (169, 254): .link
        case (127, _), (10, _), (172, 16...31), (192, 168): .local
        // The system treats it as this machine.
        case (0, 0): address == 0 ? .local : .elsewhere
        default: .elsewhere
        }
    }

    /// https://www.rfc-editor.org/rfc/rfc4291#section-2.4, https://www.rfc-editor.org/rfc/rfc4193
    private static func kind(of pieces: [UInt16]) -> Kind {
        if let inner = embedded(in: pieces) {
            let kind = kind(of: inner.address)
            // A gateway to addresses of this machine or private ones is a different machine.
            return kind == .local && !inner.isMapped ? .elsewhere : kind
        }
        switch pieces[0] {
        case 0xFE80...0xFEBF: return .link
        // The addresses of the metadata services of clouds.
        case 0xFD00 where pieces[1] == 0x0EC2 && pieces[2..<7].allSatisfy({ $0 == 0 }):
            return .link
        case 0xFC00...0xFDFF: return .local
        default: break
        }
        let isZero = pieces.prefix(7).allSatisfy { $0 == 0 }
        return isZero && pieces[7] <= 1 ? .local : .elsewhere
    }

    /// Returns the IPv4 address to which an IPv6 address leads: mapped, translated (RFC 6052),
    /// tunneled (RFC 3056).
    private static func embedded(in pieces: [UInt16]) -> (address: UInt32, isMapped: Bool)? {
        func address(_ high: UInt16, _ low: UInt16) -> UInt32 { UInt32(high) << 16 | UInt32(low) }
        let last = address(pieces[6], pieces[7])
        if pieces.prefix(5).allSatisfy({ $0 == 0 }), pieces[5] == 0xFFFF { return (last, true) }
        // Compatible addresses: ::a.b.c.d, except for :: and ::1.
        if pieces.prefix(6).allSatisfy({ $0 == 0 }), last > 1 { return (last, false) }
        if pieces[0] == 0x64, pieces[1] == 0xFF9B { return (last, false) }
        if pieces[0] == 0x2002 { return (address(pieces[1], pieces[2]), false) }
        return nil
    }
}
