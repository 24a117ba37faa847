internal import CPublicSuffix
internal import WebOrigin

/// A list that libpsl reads.
///
/// Where the list has `*.kobe.jp`, libpsl takes `kobe.jp` for a suffix too, as Chromium does.
struct LibPSLRules: SuffixRules {
    enum Source: Sendable {
        case builtin
        case loaded(LoadedList)
        case postponed(LazyList)
    }

    private let source: Source
    private let chosen: PublicSuffixList.Edition

    init(source: Source, edition: PublicSuffixList.Edition) {
        self.source = source
        chosen = edition
    }

    var edition: PublicSuffixList.Edition {
        if case .postponed(let postponed) = source, postponed.hasFailed { return .builtin }
        return chosen
    }

    var problem: PublicSuffixListError? {
        guard case .postponed(let postponed) = source else { return nil }
        return postponed.problem
    }

    func publicSuffix(of name: String) -> String? {
        tail(of: name) { list, name in psl_unregistrable_domain(list, name) }
    }

    func registrableDomain(of name: String) -> String? {
        tail(of: name) { list, name in psl_registrable_domain(list, name) }
    }

    func section(of suffix: String) -> PublicSuffixList.Section {
        suffix.withCString { suffix in
            if psl_is_public_suffix2(list, suffix, PSL_TYPE_PRIVATE | PSL_TYPE_NO_STAR_RULE) != 0 {
                return .company
            }
            return psl_is_public_suffix2(list, suffix, PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE) != 0
                ? .registry : .none
        }
    }

    /// Puts a question to libpsl, whose answer is a tail of the name that it is given.
    private func tail(
        of name: String,
        _ question: (OpaquePointer?, UnsafePointer<CChar>) -> UnsafePointer<CChar>?
    ) -> String? {
        name.withCString { name in question(list, name).map { String(cString: $0) } }
    }

    private var list: OpaquePointer? {
        switch source {
        case .builtin: psl_builtin()
        case .loaded(let loaded): loaded.list
        case .postponed(let postponed): postponed.list ?? psl_builtin()
        }
    }
}
