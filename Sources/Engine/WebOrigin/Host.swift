/// A network address, or the name of one, in a URL.
///
/// https://url.spec.whatwg.org/#concept-host
package enum Host: Hashable, Sendable {
    /// A name in lower-case ASCII (Punycode).
    case domain(String)
    case ipv4(UInt32)
    /// Eight 16-bit pieces.
    case ipv6([UInt16])
    case opaque(String)
    case empty

    /// The host serializer.
    ///
    /// https://url.spec.whatwg.org/#concept-host-serializer
    package var serialized: String {
        switch self {
        case .domain(let name), .opaque(let name): name
        case .ipv4(let address): IPv4.serialize(address)
        case .ipv6(let pieces): "[" + IPv6.serialize(pieces) + "]"
        case .empty: ""
        }
    }

    /// Whether it is an IPv4 or IPv6 address.
    ///
    /// https://url.spec.whatwg.org/#ip-address
    package var isIPAddress: Bool {
        switch self {
        case .ipv4, .ipv6: true
        case .domain, .opaque, .empty: false
        }
    }
}
