internal import BrowserJSON
internal import CSQLite

/// A profile on disk, as read by crumb and by SQLite.
struct Profile {
    let place: Sandbox
    let home: String

    var path: String { "\(home)/profiles/default.sqlite" }

    struct Unreadable: Error, CustomStringConvertible {
        var description: String
    }

    /// The names of all its cookies, as crumb lists them.
    func names() throws -> Set<String> {
        let child = try Child.run(
            [place.crumb, "cookies", "list", "--json"],
            environment: Child.environment(home: home)
        )
        guard child.exitCode == 0, case .array(let cookies)? = JSONReader.value(of: child.output)
        else { throw Unreadable(description: "exit \(child.exitCode): \(child.errorText)") }
        return Set(
            cookies.compactMap { cookie in
                guard case .object(let members) = cookie,
                    case .string(let name)? = members.first(where: { $0.name == "name" })?.value
                else { return nil }
                return name
            }
        )
    }

    /// The errors that SQLite's integrity check finds.
    func complaints() -> [String] {
        var database: OpaquePointer?
        guard sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK else {
            return ["\(path) cannot be opened"]
        }
        defer { sqlite3_close_v2(database) }
        var statement: OpaquePointer?
        guard
            sqlite3_prepare_v2(database, "PRAGMA integrity_check", -1, &statement, nil) == SQLITE_OK
        else { return ["\(path) cannot be checked: \(String(cString: sqlite3_errmsg(database)))"] }
        defer { sqlite3_finalize(statement) }
        var found: [String] = []
        while sqlite3_step(statement) == SQLITE_ROW {
            found.append(sqlite3_column_text(statement, 0).map { String(cString: $0) } ?? "")
        }
        return found == ["ok"] ? [] : found.map { "integrity_check: \($0)" }
    }

    /// Runs statements on the file, bypassing crumb.
    func execute(_ sql: String) throws(Unreadable) {
        var database: OpaquePointer?
        defer { sqlite3_close_v2(database) }
        guard sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK,
            sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK
        else { throw Unreadable(description: String(cString: sqlite3_errmsg(database))) }
    }
}
