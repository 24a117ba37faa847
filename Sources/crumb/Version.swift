internal import CurlTransport
internal import Infra
internal import ProfileStore
internal import WebOrigin

enum Version {
    static let number = "0.1.0"
    static let text = "crumb \(number)"

    private static var suffixList: String {
        let provenance = PublicSuffixList.builtinProvenance
        let date = provenance.date.map { String($0.iso8601.prefix(10)) } ?? "of unknown date"
        return "\(date) (libpsl \(provenance.libraryVersion))"
    }

    /// `--version -v`: what it is built from.
    static var details: String {
        """
        \(text)
        \(CurlTransport.versions)
        SQLite/\(ProfileStore.sqliteVersion)
        public suffix list: \(suffixList)
        """
    }
}
