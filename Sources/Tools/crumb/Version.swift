internal import CurlTransport
internal import Infra
internal import SQLite
internal import WebOrigin

enum Version {
    static let number = "0.1.0"
    static let text = "crumb \(number)"

    private static var suffixList: String {
        let provenance = PublicSuffixList.builtinProvenance
        let date = provenance.date.map { String($0.iso8601.prefix(10)) } ?? "of unknown date"
        let isOld = provenance.date.map {
            VirtualClock.machineNow() > $0.advanced(bySeconds: 31_536_000)
        }
        let warning =
            isOld == true
            ? "\n  older than a year: newer suffixes are not known; give a newer list with "
                + "--public-suffix-list FILE (https://publicsuffix.org/list/public_suffix_list.dat)"
            : ""
        return "\(date) (libpsl \(provenance.libraryVersion))\(warning)"
    }

    /// `--version -v`: what it is built from.
    static var details: String {
        """
        \(text)
        \(CurlTransport.versions)
        SQLite/\(sqliteVersion)
        public suffix list: \(suffixList)
        """
    }
}
