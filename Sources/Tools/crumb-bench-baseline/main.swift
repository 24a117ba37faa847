// crumb-bench-baseline URL [DATABASE]: the minimum for a Swift program with libcurl that makes one
// request: start, load libcurl and its dependencies, send the request, read the response, exit.
// With a database: read a row of it before and write one afterwards. Any further cost of crumb is
// crumb's own.

internal import CCurl
internal import CSQLite
internal import Glibc

let discard: curl_write_callback = { _, size, count, _ in size * count }

guard CommandLine.arguments.count >= 2, let easy = curl_easy_init() else { exit(64) }

var database: OpaquePointer?
func run(_ statements: String, on database: OpaquePointer?) {
    guard sqlite3_exec(database, statements, nil, nil, nil) == SQLITE_OK else { exit(5) }
}
if CommandLine.arguments.count == 3 {
    guard sqlite3_open(CommandLine.arguments[2], &database) == SQLITE_OK else { exit(5) }
    run("PRAGMA synchronous = OFF", on: database)
    run("CREATE TABLE IF NOT EXISTS cookies (name TEXT PRIMARY KEY, value)", on: database)
    run("SELECT value FROM cookies WHERE name = 'user_token'", on: database)
}

crumb_setopt_string(easy, CURLOPT_URL, CommandLine.arguments[1])
crumb_setopt_string(easy, CURLOPT_PROXY, "")
crumb_setopt_receiver(easy, CURLOPT_WRITEFUNCTION, discard)
let code = curl_easy_perform(easy)
curl_easy_cleanup(easy)
if database != nil {
    run("INSERT OR REPLACE INTO cookies VALUES ('user_token', 'abc123')", on: database)
}
sqlite3_close(database)
exit(code == CURLE_OK ? 0 : 4)
