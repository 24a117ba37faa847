internal import CPublicSuffix
package import Infra

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
    package static let builtin = PublicSuffixList(source: .builtin)

    private enum Source: Sendable {
        case builtin
        case loaded(LoadedList)
    }

    private let source: Source

    private init(source: Source) {
        self.source = source
    }

    /// A list in the format of publicsuffix.org; `nil` where it has no rules.
    package init?(parsing bytes: [UInt8]) {
        var bytes = bytes
        let loaded = bytes.withUnsafeMutableBytes { buffer -> LoadedList? in
            guard let file = fmemopen(buffer.baseAddress, buffer.count, "r") else { return nil }
            defer { fclose(file) }
            return psl_load_fp(file).map(LoadedList.init)
        }
        guard let loaded, psl_suffix_count(loaded.list) > 0 else { return nil }
        source = .loaded(loaded)
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
        // 2. to 5. Run the list's algorithm; a trailing dot is carried over.
        return asked(about: domain) { list, name in psl_registrable_domain(list, name) }
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
        }
    }
}

extension PublicSuffixList {
    /// What `--version -v` says about the library and the list in it.
    package struct Provenance: Hashable, Sendable {
        /// libpsl's version.
        package let libraryVersion: String
        /// When the list was made; `nil` where libpsl was built without a list.
        package let date: Moment?
        /// Of the list's file, in hexadecimal.
        package let sha1: String
    }

    package static var builtinProvenance: Provenance {
        let time = psl_builtin_file_time()
        return Provenance(
            libraryVersion: psl_get_version().map { String(cString: $0) } ?? "",
            date: time > 0 ? Moment(secondsSinceEpoch: Int64(time)) : nil,
            sha1: psl_builtin_sha1sum().map { String(cString: $0) } ?? ""
        )
    }
}

/// Owns a list that libpsl has loaded, which nothing changes afterwards.
private final class LoadedList: @unchecked Sendable {
    let list: OpaquePointer

    init(_ list: OpaquePointer) { self.list = list }

    deinit { psl_free(list) }
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
