internal import BrowserInfra
internal import CurlTransport
internal import SQLite
internal import Scenario
internal import SystemDigests
internal import SystemNames
internal import WebOrigin

enum Version {
    /// The one place where the version is: packages, reports and man pages have it from here.
    static let number = "0.2.0"
    static let text = "crumb \(number)"

    /// `--version -v`: what it is built from, and the public suffix list that commands with these
    /// options would ask.
    static func details(_ global: GlobalOptions) throws(CommandFailure) -> String {
        """
        \(text)
        \(CurlTransport.versions)
        SQLite/\(sqliteVersion)
        libyaml/\(LibYAML.version)
        \(RegularExpression.libraryVersion.map { "PCRE2/\($0)" } ?? "PCRE2 is not installed: no matches:")
        libpsl/\(PublicSuffixList.libraryVersion)
        \(ICU.majorVersion.map { "ICU/\($0)" } ?? "ICU is not installed: no names but ASCII")
        public suffix list: \(suffixList(try global.unobservedSuffixes().edition))
        """
    }

    private static func suffixList(_ edition: PublicSuffixList.Edition) -> String {
        let warning =
            edition.isOutdated(at: VirtualClock.wallClock())
            ? "\n  older than a year: newer suffixes are not known; save "
                + "https://publicsuffix.org/list/public_suffix_list.dat in the home, or give one "
                + "with --public-suffix-list FILE"
            : ""
        return "\(edition.day) (\(edition.told))\(warning)"
    }
}

extension PublicSuffixList.Edition {
    /// Where it is from.
    var told: String {
        switch place {
        case .library: "libpsl's own"
        case .file(let path): path
        case .program: "crumb's own"
        case .none: "no list"
        }
    }
}
