internal import CPublicSuffix
internal import Infra

#if canImport(Glibc)
    internal import Glibc
#endif

/// The Public Suffix List, ICANN and private sections, as browsers use it for cookies and sites.
///
/// Where the list has `*.kobe.jp`, libpsl takes `kobe.jp` for a suffix too, as Chromium does.
///
/// https://publicsuffix.org/list/ and https://url.spec.whatwg.org/#host-registrable-domain
package struct PublicSuffixList: Sendable {
    /// The list that libpsl was built with; nothing is read until the first question.
    package static let builtin = PublicSuffixList(source: .builtin, edition: .builtin)

    private enum Source: Sendable {
        case builtin
        case loaded(LoadedList)
        case postponed(PostponedList)
    }

    private let source: Source

    private let chosen: Edition

    /// Where the list is from, and from when.
    package var edition: Edition {
        if case .postponed(let postponed) = source, postponed.hasFailed { return .builtin }
        return chosen
    }

    /// Who is to be told what the list decides, if anybody.
    package var witness: SuffixWitness?

    private init(source: Source, edition: Edition) {
        self.source = source
        chosen = edition
    }

    /// The list in `bytes` of a file: the text of publicsuffix.org, or libpsl's DAFSA of it. `path` is
    /// what errors call it.
    package init(parsing bytes: [UInt8], ofFile path: String) throws(PublicSuffixListError) {
        let edition = Edition(ofFile: path, head: bytes.prefix(4096))
        self.init(source: .loaded(try LoadedList(parsing: bytes, path: path)), edition: edition)
    }

    /// The newest of libpsl's own list, the one that the system keeps beside it, and those of
    /// `files` that exist. A file is read at the first question that needs it.
    package static func newest(of files: [String]) -> PublicSuffixList {
        var newest = Edition.builtin
        var problem: PublicSuffixListError?
        for path in files + systemFiles {
            do throws(PublicSuffixListError) {
                let edition = try Edition(ofFile: path)
                if edition.date ?? .distantPast > newest.date ?? .distantPast { newest = edition }
            } catch {
                if !error.isMissingFile { problem = problem ?? error }
            }
        }
        guard case .file(let path) = newest.place else {
            let list = problem.map { PostponedList(failing: $0) }
            return PublicSuffixList(source: list.map(Source.postponed) ?? .builtin, edition: newest)
        }
        let list = PostponedList(path: path, problem: problem)
        return PublicSuffixList(source: .postponed(list), edition: newest)
    }

    /// Why a file that should have been the list is not: known after the first question.
    package var problem: PublicSuffixListError? {
        guard case .postponed(let postponed) = source else { return nil }
        return postponed.problem
    }

    /// Where the system's package of the list is, which is renewed more often than libpsl.
    private static var systemFiles: [String] {
        psl_dist_filename().map { [String(cString: $0)] }?.filter { !$0.isEmpty } ?? []
    }

    /// Obtains the public suffix; `nil` for an address.
    ///
    /// https://url.spec.whatwg.org/#host-public-suffix
    package func publicSuffix(of host: Host) -> String? {
        // 1. Only a domain has one.
        guard case .domain(let domain) = host else { return nil }
        // 2. to 5. Run the list's algorithm; a trailing dot is carried over. libpsl ignores a dot
        //    before the suffix, which is none of it.
        let suffix = asked(about: domain) { list, name in psl_unregistrable_domain(list, name) }
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
        return asked(about: domain) { list, name in psl_registrable_domain(list, name) }
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

    package func section(of suffix: String) -> Section {
        suffix.withCString { suffix in
            if psl_is_public_suffix2(list, suffix, PSL_TYPE_PRIVATE | PSL_TYPE_NO_STAR_RULE) != 0 {
                return .company
            }
            return psl_is_public_suffix2(list, suffix, PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE) != 0
                ? .registry : .none
        }
    }

    /// Puts a question to libpsl, whose answer is a tail of the name that it is given.
    private func asked(
        about domain: String,
        _ question: (OpaquePointer?, UnsafePointer<CChar>) -> UnsafePointer<CChar>?
    ) -> String? {
        let hasTrailingDot = domain.hasSuffix(".")
        let name = hasTrailingDot ? domain.dropLast() : domain[...]
        let answer = String(name.lastLabels(Self.labelsOfLongestName)).withCString { name in
            question(list, name).map { String(cString: $0) }
        }
        return answer.map { hasTrailingDot ? $0 + "." : $0 }
    }

    /// More labels than a name in the DNS can have, and far more than a rule has.
    ///
    /// libpsl looks at
    /// each label's tail in turn, which a hostile host of a million labels would make quadratic.
    private static let labelsOfLongestName = 127

    private var list: OpaquePointer? {
        switch source {
        case .builtin: psl_builtin()
        case .loaded(let loaded): loaded.list
        case .postponed(let postponed): postponed.list ?? psl_builtin()
        }
    }
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
