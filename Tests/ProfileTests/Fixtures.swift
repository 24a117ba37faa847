import BrowserCookies
import BrowserInfra
import CSQLite
import Foundation

@testable import Profile

/// A directory that is removed with its owner.
final class TemporaryDirectory {
    let path: String

    init() throws {
        var template = Array((NSTemporaryDirectory() + "/crumb-profile-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func store(_ name: String = "default") throws -> Profile {
        try Profile(home: path, name: name)
    }

    /// The sorted paths of everything in the directory.
    func contents() -> [String] {
        (FileManager.default.enumerator(atPath: path)?.allObjects as? [String] ?? []).sorted()
    }

    /// Writes a file where the profile `name` would be, and returns its path.
    func plant(_ data: Data, asProfile name: String = "default") throws -> String {
        try FileManager.default.createDirectory(
            atPath: path + "/profiles",
            withIntermediateDirectories: true
        )
        let file = path + "/profiles/\(name).sqlite"
        try data.write(to: URL(fileURLWithPath: file))
        return file
    }
}

func rights(of path: String) throws -> mode_t {
    var status = stat()
    guard stat(path, &status) == 0 else { throw CocoaError(.fileReadNoSuchFile) }
    return status.st_mode & 0o7777
}

/// The rows of a query with their columns joined by `|`, read by another program.
@discardableResult
func sqlite(_ path: String, _ sql: String) throws -> [String] {
    struct Failure: Error { var message: String }
    var handle: OpaquePointer?
    defer { sqlite3_close_v2(handle) }
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    guard sqlite3_open_v2(path, &handle, flags, nil) == SQLITE_OK else {
        throw Failure(message: "cannot open \(path)")
    }
    var rows: [String] = []
    let code = withUnsafeMutablePointer(to: &rows) { rows in
        sqlite3_exec(
            handle,
            sql,
            { rows, count, values, _ in
                let columns = (0..<Int(count)).map { index in
                    values?[index].map { String(cString: $0) } ?? "NULL"
                }
                rows?.assumingMemoryBound(to: [String].self).pointee.append(
                    columns.joined(separator: "|")
                )
                return 0
            },
            rows,
            nil
        )
    }
    guard code == SQLITE_OK else { throw Failure(message: String(cString: sqlite3_errmsg(handle))) }
    return rows
}

/// Runs `body` while another program has an uncommitted write transaction.
func withOpenTransaction<Result>(
    on path: String,
    _ body: () throws -> Result
) throws -> Result {
    var handle: OpaquePointer?
    defer { sqlite3_close_v2(handle) }
    guard sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK,
        sqlite3_exec(handle, "BEGIN; UPDATE cookies SET value = x'00'", nil, nil, nil) == SQLITE_OK
    else { throw CocoaError(.fileReadUnknown) }
    return try body()
}

extension Cookie {
    static func fixture(
        _ name: ByteString = "a",
        _ value: ByteString = "1",
        domain: String = "shop.test",
        isHostOnly: Bool = true,
        path: ByteString = "/",
        expiry: Moment? = nil,
        partitionKey: PartitionKey? = nil,
        at second: Int64 = 1_800_000_000
    ) -> Cookie {
        Cookie(
            name: name,
            value: value,
            domain: domain,
            isHostOnly: isHostOnly,
            path: path,
            expiry: expiry,
            isSecure: true,
            isHTTPOnly: true,
            sameSite: .lax,
            partitionKey: partitionKey,
            creation: Moment(secondsSinceEpoch: second),
            lastAccess: Moment(secondsSinceEpoch: second),
            setBy: "https://shop.test/login"
        )
    }
}

extension Profile {
    func put(
        _ cookies: Cookie...,
        site: String = "shop.test",
        browser: String = "chrome"
    ) throws {
        try commit(
            ProfileChanges(browser: browser, cookies: cookies.map { .put($0, site: site) })
        )
    }

    func remove(_ cookie: Cookie, browser: String = "chrome") throws {
        try commit(
            ProfileChanges(
                browser: browser,
                cookies: [.remove(cookie.identity, site: cookie.domain)]
            )
        )
    }

    func cookies(site: String = "shop.test", browser: String = "chrome") throws -> [Cookie] {
        try cookies(of: browser, site: site)
    }
}
