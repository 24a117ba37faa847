package import WebOrigin

/// Which addresses may be connected to, whoever says where: a URL, a redirect, a name's record.
///
/// For who has requests made by somebody that is not to be trusted with the network: a language model
/// that reads what servers send.
package struct ReachableAddresses: Hashable, Sendable {
    /// Hosts that may be anywhere but on the link.
    private let hosts: Set<String>

    /// `hosts`: as URLs have them, without a port.
    package init(allowing hosts: Set<String>) {
        self.hosts = hosts
    }

    /// Why `address` must not be connected to for `host`; `nil` where it may.
    package func refusal(of address: Host, for host: Host?) -> String? {
        let kind = Self.kind(of: address)
        let name = host?.serialized ?? ""
        switch kind {
        case .local: return nil
        case .elsewhere where hosts.contains(name): return nil
        case .link:
            return "\(address.serialized) is a link-local address, which is never connected to"
        case .elsewhere:
            return "\(Self.place(name, address.serialized)) is neither this machine nor a private "
                + "address: allow it with --allow-host \(name)"
        }
    }

    /// Where the address is not known, because a proxy looks it up.
    package func refusal(ofUnresolved host: Host?) -> String? {
        guard let host else { return nil }
        switch host {
        case .ipv4, .ipv6: return refusal(of: host, for: host)
        default: break
        }
        if host.isLoopback || hosts.contains(host.serialized) { return nil }
        return "a proxy decides where \(host.serialized) is: allow it with --allow-host "
            + host.serialized
    }

    private static func place(_ name: String, _ address: String) -> String {
        name == address ? name : "\(name) (\(address))"
    }

    private enum Kind {
        /// This machine, or a network that is not everybody's.
        case local
        /// What answers there may be the machine's own keeper: a cloud's metadata.
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
        // The system takes it for this machine.
        case (0, 0): address == 0 ? .local : .elsewhere
        default: .elsewhere
        }
    }

    /// https://www.rfc-editor.org/rfc/rfc4291#section-2.4, https://www.rfc-editor.org/rfc/rfc4193
    private static func kind(of pieces: [UInt16]) -> Kind {
        if let inner = embedded(in: pieces) {
            let kind = kind(of: inner.address)
            // A gateway to this machine's addresses, or to private ones, is somebody else's machine.
            return kind == .local && !inner.isMapped ? .elsewhere : kind
        }
        switch pieces[0] {
        case 0xFE80...0xFEBF: return .link
        // The addresses at which clouds answer for their machines.
        case 0xFD00 where pieces[1] == 0x0EC2 && pieces[2..<7].allSatisfy({ $0 == 0 }):
            return .link
        case 0xFC00...0xFDFF: return .local
        default: break
        }
        let isZero = pieces.prefix(7).allSatisfy { $0 == 0 }
        return isZero && pieces[7] <= 1 ? .local : .elsewhere
    }

    /// The IPv4 address that one of IPv6 leads to: mapped, translated (RFC 6052), tunnelled (RFC 3056).
    private static func embedded(in pieces: [UInt16]) -> (address: UInt32, isMapped: Bool)? {
        func address(_ high: UInt16, _ low: UInt16) -> UInt32 { UInt32(high) << 16 | UInt32(low) }
        let last = address(pieces[6], pieces[7])
        if pieces.prefix(5).allSatisfy({ $0 == 0 }), pieces[5] == 0xFFFF { return (last, true) }
        // Compatible ones: ::a.b.c.d, but for :: and ::1.
        if pieces.prefix(6).allSatisfy({ $0 == 0 }), last > 1 { return (last, false) }
        if pieces[0] == 0x64, pieces[1] == 0xFF9B { return (last, false) }
        if pieces[0] == 0x2002 { return (address(pieces[1], pieces[2]), false) }
        return nil
    }
}
