internal import CNameServices
internal import Synchronization

/// Services for host names that depend on data which changes every few weeks: the public suffixes,
/// and the conversion to ASCII.
///
/// A program that links the module `SystemNames` uses libpsl and ICU. Without it, every host is a
/// site of its own (``PublicSuffixList/hostsOnly``), and a host that is not ASCII cannot be parsed.
package struct NameServices: Sendable {
    /// ToASCII of UTS 46 (Unicode), as used by the URL standard's "domain to ASCII", not strict.
    package typealias ToASCII = @Sendable (String) throws(HostProblem) -> [UInt8]

    /// The list that is used as ``PublicSuffixList/builtin``.
    package var suffixes: PublicSuffixList
    package var toASCII: ToASCII

    package init(suffixes: PublicSuffixList, toASCII: @escaping ToASCII) {
        self.suffixes = suffixes
        self.toASCII = toASCII
    }

    private static let none = NameServices(
        suffixes: .hostsOnly,
        toASCII: { (_: String) throws(HostProblem) in throw .idnaLibraryMissing }
    )

    private static let linked = Mutex<NameServices?>(nil)
    private static let chosenToASCII = Mutex<ToASCII?>(nil)

    /// Sets the services; called by `SystemNames` when the engine requests them.
    package static func install(_ services: NameServices) {
        linked.withLock { $0 = services }
    }

    /// Replaces the conversion to ASCII; must be called before the first name is parsed.
    package static func convert(with toASCII: @escaping ToASCII) {
        chosenToASCII.withLock { $0 = toASCII }
    }

    /// The services of the running program.
    static let current: NameServices = {
        crumb_install_name_services()
        var services = linked.withLock { $0 } ?? none
        if let chosen = chosenToASCII.withLock({ $0 }) { services.toASCII = chosen }
        return services
    }()
}
