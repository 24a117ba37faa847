internal import BrowserInfra
internal import BrowserJSON
internal import SQLite

/// The formats of other programs' jars.
package enum CookieFileFormat: String, Hashable, Sendable, CaseIterable {
    /// cookies.txt, as curl and wget read and write it.
    case netscape
    /// crumb's own: the shape of `cookies list --json`, with what that leaves out.
    case json
    /// Playwright's storageState.
    case playwright
    /// A list of cookies as browsers' automation and extensions write it.
    case array
    /// `Cookie:` and `Set-Cookie:` lines, and names with values.
    case header
    /// Rows of the developer tools' table.
    case table
    /// An HTTP Archive, as DevTools export it.
    case har
    /// The cookies.sqlite of a Gecko profile, or the Cookies of a Chromium one.
    case sqlite

    /// Those that can be written.
    package static let writable: [CookieFileFormat] = [.netscape, .json, .playwright]
}

extension CookieFile {
    package static func isDatabase(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: Database.magic)
    }

    /// Reads a file; without a format, the one that its content looks like.
    package static func read(
        _ bytes: [UInt8],
        of source: CookieFileSource = CookieFileSource(),
        format: CookieFileFormat? = nil
    ) throws(CookieFileError) -> CookieFile {
        switch format {
        case .netscape: return try NetscapeReader.read(bytes)
        case .json: return try CookieJSONReader.read(json(bytes))
        case .playwright: return try StorageStateReader.read(json(bytes))
        case .array: return try CookieArrayReader.read(json(bytes))
        case .header: return try CookieHeaderReader.read(bytes, of: source)
        case .table: return try CookieTableReader.read(bytes)
        case .har: return try ArchiveReader.read(json(bytes))
        case .sqlite: return try DatabaseReader.read(bytes, log: source.log)
        case nil: break
        }
        if isDatabase(bytes) { return try DatabaseReader.read(bytes, log: source.log) }
        if let program = CookieFileError.OtherProgram(of: bytes) { throw .otherProgram(program) }
        let start = bytes.prefix(4096).drop { $0.isASCIIWhitespace || $0 >= 0x80 }.first
        guard start == UInt8(ascii: "[") || start == UInt8(ascii: "{") else {
            return try text(bytes, of: source)
        }
        return try json(json(bytes), of: source)
    }

    private static func text(
        _ bytes: [UInt8],
        of source: CookieFileSource
    ) throws(CookieFileError) -> CookieFile {
        if CookieTableReader.recognizes(bytes) { return try CookieTableReader.read(bytes) }
        if NetscapeReader.recognizes(bytes) { return try NetscapeReader.read(bytes) }
        guard CookieHeaderReader.recognizes(bytes) else { throw .unrecognized }
        return try CookieHeaderReader.read(bytes, of: source)
    }

    private static func json(
        _ root: Node,
        of source: CookieFileSource
    ) throws(CookieFileError) -> CookieFile {
        if let headers = HeadersInJSON(root) {
            return try CookieHeaderReader.read(headers.lines, of: source)
        }
        guard case .mapping(let entries) = root.content else {
            if CookieArrayReader.isCookieStore(root) {
                return try CookieArrayReader.cookieStore(root, url: source.url)
            }
            let isFromTool = root.value.elements?.contains(where: ToolCookie.isFromTool) == true
            return try isFromTool ? CookieArrayReader.read(root) : CookieJSONReader.read(root)
        }
        let keys = Set(entries.map(\.key))
        if keys.contains("log") { return try ArchiveReader.read(root) }
        if keys.contains("__meta__") { return try CookieArrayReader.httpie(root, url: source.url) }
        if let answer = root.member("value"), answer.elements != nil {
            return try json(answer, of: source)
        }
        // An answer of the DevTools protocol, with or without its envelope.
        if let result = root.member("result"), result.member("cookies") != nil {
            return try json(result, of: source)
        }
        if let cookies = root.member("cookies"), cookies.elements != nil {
            let isState =
                keys.isSubset(of: ["cookies", "origins"])
                && !(cookies.value.elements ?? []).contains { $0.member("size") != nil }
            return try isState ? StorageStateReader.read(root) : CookieArrayReader.read(cookies)
        }
        let isPairs =
            !entries.isEmpty && keys.isDisjoint(with: ["value", "domain"])
            && entries.allSatisfy { $0.value.value.string != nil }
        if isPairs { return try CookieHeaderReader.read(pairs: entries, url: source.url) }
        // A single cookie, as `cookies list --json | jq '.[0]'` gives it.
        if keys.contains("name") {
            return try ToolCookie.isFromTool(root.value)
                ? CookieArrayReader.read(root) : CookieJSONReader.read(root)
        }
        if keys.isSuperset(of: ["constants", "events"]) { throw .otherProgram(.netLog) }
        let isJar = entries.contains { entry in
            guard entry.key.contains("|"), case .mapping(let cookies) = entry.value.content else {
                return false
            }
            return cookies.contains { $0.value.member("coded_value") != nil }
        }
        throw isJar ? .otherProgram(.aiohttp) : .unrecognized
    }

    private static func json(_ bytes: [UInt8]) throws(CookieFileError) -> Node {
        do {
            return try JSONReader.read(bytes, nodeLimit: 20 * cookieLimit)
        } catch {
            throw .invalidJSON(error)
        }
    }
}

extension CookieFileError.OtherProgram {
    /// By how such a file begins; `nil` for none of them.
    fileprivate init?(of bytes: [UInt8]) {
        if let packed = PackedFile(bytes) {
            self = .packed(packed)
        } else if bytes.starts(with: Array("#LWP-Cookies-".utf8)) {
            self = .lwp
        } else if bytes.starts(with: Array("cook".utf8)), bytes.count > 8, bytes[4] == 0 {
            self = .binaryCookies
        } else if bytes.count > 2, bytes[0] == 0x80, (2...5).contains(bytes[1]) {
            self = .pickle
        } else if Self.isPythonOutput(bytes) {
            self = .pythonText
        } else if Self.isW3Ms(bytes.prefix { $0 != 0x0A }) {
            self = .w3m
        } else {
            return nil
        }
    }

    /// `[{'name': …`, `{'sid': …`, `<RequestsCookieJar[…`.
    private static func isPythonOutput(_ bytes: [UInt8]) -> Bool {
        let start = bytes.prefix(256).filter { !$0.isASCIIWhitespace }
        return ["[{'", "{'", "<RequestsCookieJar[", "<CookieJar["].contains { sign in
            start.starts(with: Array(sign.utf8))
        }
    }

    private static func isW3Ms(_ line: ArraySlice<UInt8>) -> Bool {
        line.starts(with: Array("http".utf8)) && line.count { $0 == 0x09 } == 10
    }
}
