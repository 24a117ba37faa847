internal import BrowserInfra
internal import CPublicSuffix
package import WebOrigin

extension PublicSuffixList {
    /// The list that libpsl was built with; nothing is read until the first question.
    static let ofLibPSL = PublicSuffixList(rules: LibPSLRules(source: .builtin, edition: .builtin))

    /// The list in `bytes` of a file: the text of publicsuffix.org, or libpsl's DAFSA of it. `path` is
    /// what errors call it.
    package init(parsing bytes: [UInt8], ofFile path: String) throws(PublicSuffixListError) {
        let edition = Edition(ofFile: path, head: bytes.prefix(4096))
        let list = try LoadedList(parsing: bytes, path: path)
        self.init(rules: LibPSLRules(source: .loaded(list), edition: edition))
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
            let list = problem.map { LazyList(failing: $0) }
            let source = list.map(LibPSLRules.Source.postponed) ?? .builtin
            return PublicSuffixList(rules: LibPSLRules(source: source, edition: newest))
        }
        let list = LazyList(path: path, problem: problem)
        return PublicSuffixList(rules: LibPSLRules(source: .postponed(list), edition: newest))
    }

    /// Where the system's package of the list is, which is renewed more often than libpsl.
    private static var systemFiles: [String] {
        psl_dist_filename().map { [String(cString: $0)] }?.filter { !$0.isEmpty } ?? []
    }

    /// The version of the library that reads the lists.
    package static var libraryVersion: String {
        psl_get_version().map { String(cString: $0) } ?? ""
    }
}
