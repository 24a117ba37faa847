/// The Public Suffix List, ICANN and private sections, as browsers use it for cookies and sites.
///
/// https://publicsuffix.org/list/ and https://url.spec.whatwg.org/#host-registrable-domain
package struct PublicSuffixList: Sendable {
    /// The program's own list: see ``NameServices``.
    package static let builtin = NameServices.current.suffixes

    /// No list at all, and so the careful answer: every host is a suffix, and a site of its own.
    package static let hostsOnly = PublicSuffixList(rules: HostsOnlyRules())

    /// Who knows the suffixes.
    package let rules: any SuffixRules

    /// Who is to be told what the list decides, if anybody.
    package var witness: SuffixWitness?

    private let knownDomains = RegistrableDomains()

    package init(rules: any SuffixRules) {
        self.rules = rules
    }

    /// Where the list is from, and from when.
    package var edition: Edition { rules.edition }

    /// Why a file that should have been the list is not: known after the first question.
    package var problem: PublicSuffixListError? { rules.problem }

    /// Obtains the public suffix; `nil` for an address.
    ///
    /// https://url.spec.whatwg.org/#host-public-suffix
    package func publicSuffix(of host: Host) -> String? {
        // 1. Only a domain has one.
        guard case .domain(let domain) = host else { return nil }
        // 2. to 5. Run the list's algorithm; a trailing dot is carried over. A dot before the suffix is
        //    none of it.
        let suffix = asked(about: domain, rules.publicSuffix(of:))
        return suffix.map { String($0.drop { $0 == "." }) }
    }

    /// Obtains the registrable domain; `nil` for an address and for a public suffix.
    ///
    /// https://url.spec.whatwg.org/#host-registrable-domain
    package func registrableDomain(of host: Host) -> String? {
        // 1. Only a domain has one. One that begins with a dot has none, by the list's own tests.
        guard case .domain(let domain) = host, !domain.hasPrefix(".") else { return nil }
        // A single label, such as localhost, is a suffix itself, whatever the list says.
        guard domain.utf8.contains(UInt8(ascii: ".")) else { return nil }
        // 2. to 5. Run the list's algorithm; a trailing dot is carried over.
        return knownDomains.domain(of: domain) { asked(about: $0, rules.registrableDomain(of:)) }
    }

    /// Who says that names below a suffix are strangers to each other.
    package enum Section: Hashable, Sendable {
        /// A registry, such as com or co.uk.
        case registry
        /// A company that gives names away, such as github.io.
        case company
        /// Nobody: every name without a dot counts as a suffix.
        case none
    }

    package func section(of suffix: String) -> Section { rules.section(of: suffix) }

    private func asked(about domain: String, _ question: (String) -> String?) -> String? {
        let hasTrailingDot = domain.hasSuffix(".")
        let name = hasTrailingDot ? domain.dropLast() : domain[...]
        let answer = question(String(name.lastLabels(Self.labelsOfLongestName)))
        return answer.map { hasTrailingDot ? $0 + "." : $0 }
    }

    /// More labels than a name in the DNS can have, and far more than a rule has.
    ///
    /// A list looks at each label's tail in turn, which a hostile host of a million labels would make
    /// quadratic.
    private static let labelsOfLongestName = 127
}

/// A public suffix list, wherever it comes from.
///
/// The names that it is asked about are lower-case ASCII, without a dot at the end, of at most 127 labels.
package protocol SuffixRules: Sendable {
    /// The longest suffix of the name that is public; where no rule matches, the last label.
    func publicSuffix(of name: String) -> String?
    /// The public suffix and the label before it; `nil` for a name that is a public suffix.
    func registrableDomain(of name: String) -> String?
    /// In which section of the list a public suffix is.
    func section(of suffix: String) -> PublicSuffixList.Section
    /// Which list it is.
    var edition: PublicSuffixList.Edition { get }
    /// What became known to be wrong with it.
    var problem: PublicSuffixListError? { get }
}

extension SuffixRules {
    package var problem: PublicSuffixListError? { nil }
}

private struct HostsOnlyRules: SuffixRules {
    func publicSuffix(of name: String) -> String? { name }
    func registrableDomain(of name: String) -> String? { nil }
    func section(of suffix: String) -> PublicSuffixList.Section { .none }
    var edition: PublicSuffixList.Edition { .init(place: .none, date: nil) }
}

extension Substring {
    /// The last `count` labels, or all.
    fileprivate func lastLabels(_ count: Int) -> Substring {
        var dots = 0
        var index = utf8.endIndex
        while index > utf8.startIndex {
            let before = utf8.index(before: index)
            if utf8[before] == UInt8(ascii: ".") {
                dots += 1
                if dots == count { return self[index...] }
            }
            index = before
        }
        return self
    }
}
