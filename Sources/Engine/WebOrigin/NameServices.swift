internal import CNameServices
internal import Synchronization

/// What is asked of others about names, because it is data that changes every few weeks: which are public
/// suffixes, and what a name is in ASCII.
///
/// A program that links the module `SystemNames` has libpsl's and ICU's. Without it, every host is a site
/// of its own (``PublicSuffixList/hostsOnly``), and a host that is not ASCII does not parse.
package struct NameServices: Sendable {
    /// Unicode ToASCII of UTS 46, as the URL standard's domain to ASCII asks for it, not strict.
    package typealias ToASCII = @Sendable (String) throws(HostProblem) -> [UInt8]

    /// ``PublicSuffixList/builtin``.
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

    /// What `SystemNames` calls when it is asked.
    package static func install(_ services: NameServices) {
        linked.withLock { $0 = services }
    }

    /// Has names converted by `toASCII`; to be called before the first name is looked at, or it is too
    /// late.
    package static func convert(with toASCII: @escaping ToASCII) {
        chosenToASCII.withLock { $0 = toASCII }
    }

    /// Those of the program.
    static let current: NameServices = {
        crumb_install_name_services()
        var services = linked.withLock { $0 } ?? none
        if let chosen = chosenToASCII.withLock({ $0 }) { services.toASCII = chosen }
        return services
    }()
}
