/// The Public Suffix List, ICANN and private sections, as browsers use it for cookies and sites.
///
/// https://publicsuffix.org/list/ and https://url.spec.whatwg.org/#host-registrable-domain
package struct PublicSuffixList: Sendable {
    /// The list of the running program: see ``NameServices``.
    package static let builtin = NameServices.current.suffixes

    /// No list, with the safest result: every host is a public suffix, and a site of its own.
    package static let hostsOnly = PublicSuffixList(rules: HostsOnlyRules())

    /// The rules of the list.
    package let rules: any SuffixRules

    /// Records what the list decides, if anything needs that.
    package var witness: SuffixWitness?

    private let knownDomains = RegistrableDomains()

    package init(rules: any SuffixRules) {
        self.rules = rules
    }

    /// The source and the date of the list.
    package var edition: Edition { rules.edition }

    /// The error if a file could not be read as the list; only known after the first lookup.
    package var problem: PublicSuffixListError? { rules.problem }

    /// Obtains the public suffix; `nil` for an IP address.
    ///
    /// https://url.spec.whatwg.org/#host-public-suffix
    package func publicSuffix(of host: Host) -> String? {
        // 1. Only domains have one.
        guard case .domain(let domain) = host else { return nil }
        // 2. to 5. Run the list's algorithm; a trailing dot is kept. A dot before the suffix is not
        //    part of it.
        let suffix = asked(about: domain, rules.publicSuffix(of:))
        return suffix.map { String($0.drop { $0 == "." }) }
    }

    /// Obtains the registrable domain; `nil` for an IP address and for a public suffix.
    ///
    /// https://url.spec.whatwg.org/#host-registrable-domain
    package func registrableDomain(of host: Host) -> String? {
        // 1. Only domains have one. A domain with a leading dot has none, according to the list's
        //    tests.
        guard case .domain(let domain) = host, !domain.hasPrefix(".") else { return nil }
        // A single label, such as localhost, is itself a suffix, whatever the list says.
        guard domain.utf8.contains(UInt8(ascii: ".")) else { return nil }
        // 2. to 5. Run the list's algorithm; a trailing dot is kept.
        return knownDomains.domain(of: domain) { asked(about: $0, rules.registrableDomain(of:)) }
    }

    /// The section of a suffix: the kind of organization that declared the names below it
    /// unrelated.
    package enum Section: Hashable, Sendable {
        /// A registry, such as com or co.uk.
        case registry
        /// A company that hands out names, such as github.io.
        case company
        /// None: by default, every name without a dot is a suffix.
        case none
    }

    package func section(of suffix: String) -> Section { rules.section(of: suffix) }

    private func asked(about domain: String, _ question: (String) -> String?) -> String? {
        let hasTrailingDot = domain.hasSuffix(".")
        let name = hasTrailingDot ? domain.dropLast() : domain[...]
        let answer = question(String(name.lastLabels(Self.labelsOfLongestName)))
        return answer.map { hasTrailingDot ? $0 + "." : $0 }
    }

    /// The maximum number of labels of a DNS name, far more than any rule has.
    ///
    /// A list examines the suffix that starts at each label, which would make a malicious host with
    /// a million labels quadratic.
    private static let labelsOfLongestName = 127
}

/// The rules of a public suffix list from any source.
///
/// The names that are looked up are lower-case ASCII, without a trailing dot, and have at most 127
/// labels.
package protocol SuffixRules: Sendable {
    /// Returns the longest public suffix of the name or, if no rule matches, the last label.
    func publicSuffix(of name: String) -> String?
    /// Returns the public suffix and the label before it; `nil` if the name itself is a public
    /// suffix.
    func registrableDomain(of name: String) -> String?
    /// Returns the section of the list that contains a public suffix.
    func section(of suffix: String) -> PublicSuffixList.Section
    /// The source and the date of the list.
    var edition: PublicSuffixList.Edition { get }
    /// The error that was found when the list was read.
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
    /// Returns the last `count` labels, or all if there are fewer.
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
