internal import BrowserInfra
package import WebOrigin

/// The reach of an IP address: every machine, the machines of one network, or a single machine.
///
/// https://wicg.github.io/local-network-access/#ip-address-space
package enum AddressSpace: String, Hashable, Sendable, CaseIterable {
    case loopback, local, `public`, unknown

    /// Creates the space with that name in a script; `private` is the old name of `local`.
    package init?(name: String) {
        guard let space = AddressSpace(rawValue: name == "private" ? "local" : name) else {
            return nil
        }
        self = space
    }

    /// The names that ``init(name:)`` accepts.
    package static let scriptNames = ["loopback", "local", "private", "public", "unknown"]

    /// The permission that a page needs to access the space; `nil` if it needs none.
    package var permission: PermissionName? {
        switch self {
        case .loopback: .loopbackNetwork
        case .local: .localNetwork
        case .public, .unknown: nil
        }
    }
}

/// The address blocks that browsers classify differently.
///
/// https://wicg.github.io/local-network-access/#non-public-ip-address-blocks
package struct AddressBlocks: Hashable, Sendable {
    /// 198.18.0.0/15.
    package var benchmarking: AddressSpace
    /// 2001:db8::/32 and 3fff::/20.
    package var documentation: AddressSpace
    /// fec0::/10.
    package var siteLocal: AddressSpace

    /// The classification of the draft.
    package static let standard = AddressBlocks(
        benchmarking: .loopback,
        documentation: .local,
        siteLocal: .local
    )

    /// Returns the space of an IP address or of a name for loopback; `nil` for any other name.
    package func space(of host: Host) -> AddressSpace? {
        switch host {
        case .ipv4(let address): space(of: address)
        case .ipv6(let pieces): space(of: pieces)
        case .domain: host.isLoopback ? .loopback : nil
        case .opaque, .empty: nil
        }
    }

    private func space(of address: UInt32) -> AddressSpace {
        switch (address >> 24, address >> 16 & 0xFF) {
        case (127, _): .loopback
        case (0, _): address == 0 ? .loopback : .local
        case (10, _), (172, 16...31), (192, 168), (169, 254), (100, 64...127): .local
        case (198, 18...19): benchmarking
        default: .public
        }
    }

    private func space(of pieces: [UInt16]) -> AddressSpace {
        // An IPv4-mapped address is in the space of the IPv4 address.
        if pieces.prefix(5).allSatisfy({ $0 == 0 }), pieces[5] == 0xFFFF {
            return space(of: UInt32(pieces[6]) << 16 | UInt32(pieces[7]))
        }
        if pieces.prefix(7).allSatisfy({ $0 == 0 }), pieces[7] <= 1 { return .loopback }
        return switch pieces[0] {
        case 0xFC00...0xFDFF, 0xFE80...0xFEBF: .local
        case 0xFEC0...0xFEFF: siteLocal
        case 0x2001 where pieces[1] == 0x0DB8: documentation
        case 0x3FFF where pieces[1] < 0x1000: documentation
        default: .public
        }
    }
}

/// The address spaces that a connection must not lead to.
package struct ConnectionRules: Hashable, Sendable {
    package var blocks: AddressBlocks
    package var refused: Set<AddressSpace>

    package init(blocks: AddressBlocks = .standard, refused: Set<AddressSpace> = []) {
        self.blocks = blocks
        self.refused = refused
    }
}

extension Host {
    /// Whether the name is resolved by multicast DNS.
    ///
    /// https://www.rfc-editor.org/rfc/rfc6762#section-3
    var isMulticastName: Bool {
        guard case .domain(let name) = self else { return false }
        let labels = name.split(separator: ".")
        return labels.last == "local"
    }
}
