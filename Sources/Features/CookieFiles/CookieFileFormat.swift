internal import Infra
internal import JSON
internal import SQLite

/// The formats of other programs' jars.
package enum CookieFileFormat: String, Hashable, Sendable, CaseIterable {
    /// cookies.txt, as curl and wget read and write it.
    case netscape
    /// crumb's own: the shape of `cookies list --json`, with what that leaves out.
    case json
    /// Playwright's storageState.
    case playwright
    /// An HTTP Archive, as DevTools export it.
    case har
    /// The cookies.sqlite of a Gecko profile.
    case sqlite

    /// Those that can be written.
    package static let writable: [CookieFileFormat] = [.netscape, .json, .playwright]
}

extension CookieFile {
    package static func isDatabase(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: Database.magic)
    }

    /// Reads a file; without a format, the one that its content looks like.
    ///
    /// `log`: of a database, the file beside it that ends in -wal.
    package static func read(
        _ bytes: [UInt8],
        log: [UInt8] = [],
        format: CookieFileFormat? = nil
    ) throws(CookieFileError) -> CookieFile {
        switch format {
        case .netscape: return try NetscapeReader.read(bytes)
        case .json: return try CookieJSONReader.read(json(bytes))
        case .playwright: return try StorageStateReader.read(json(bytes))
        case .har: return try ArchiveReader.read(json(bytes))
        case .sqlite: return try MozCookiesReader.read(bytes, log: log)
        case nil: break
        }
        if isDatabase(bytes) { return try MozCookiesReader.read(bytes, log: log) }
        let start = bytes.prefix(4096).drop { $0.isASCIIWhitespace || $0 >= 0x80 }.first
        guard start == UInt8(ascii: "[") || start == UInt8(ascii: "{") else {
            guard NetscapeReader.recognizes(bytes) else { throw .unrecognized }
            return try NetscapeReader.read(bytes)
        }
        let root = try json(bytes)
        guard case .mapping(let entries) = root.content else {
            return try CookieJSONReader.read(root)
        }
        let keys = entries.map(\.key)
        if keys.contains("log") { return try ArchiveReader.read(root) }
        // A single cookie, as `cookies list --json | jq '.[0]'` gives it.
        if keys.contains("name") { return try CookieJSONReader.read(root) }
        return try StorageStateReader.read(root)
    }

    private static func json(_ bytes: [UInt8]) throws(CookieFileError) -> Node {
        do {
            return try JSONReader.read(bytes, nodeLimit: 20 * cookieLimit)
        } catch {
            throw .invalidJSON(error)
        }
    }
}
