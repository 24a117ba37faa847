import Foundation
import TestSupport
import Testing

/// Other programs read the cookie files that crumb writes, and crumb reads theirs.
@Suite struct CookieFilePeerTests {
    /// The names of the cookies that the server of `fixtures/cookie-files` sets, in its order.
    private static let names = [
        "session", "persistent", "secure", "http_only", "deep", "empty", "quoted", "utf8", "equals",
    ]
    private static let header =
        "session=1; persistent=2; secure=3; http_only=4; empty=; quoted=\"6, 7\"; utf8=café; "
        + "equals=a=b=="

    @Test func crumbSendsTheCookiesThatCurlSaved() async throws {
        try await withCookieServer { server in
            let directory = try TemporaryDirectory()
            let file = directory.path(of: "cookies.txt")
            _ = try await curl(["-c", file, server.baseURL + "/set"])
            let home = try TemporaryDirectory()
            let result = try await runCrumb(["cookies", "import", file], home: home)
            #expect(result.exitCode == 0, "\(result.errorOutput)")
            #expect(result.errorOutput.contains("✓ 9 cookies imported from"))

            let jar = try await list(home)
            #expect(Set(jar.map(\.name)) == Set(Self.names))
            #expect(jar.allSatisfy { $0.domain == "127.0.0.1" && $0.hostOnly })
            #expect(jar.filter(\.httpOnly).map(\.name) == ["http_only"])
            #expect(jar.filter(\.secure).map(\.name) == ["secure"])
            #expect(Set(jar.filter { $0.expires != nil }.map(\.name)) == ["persistent", "secure"])
            #expect(jar.first { $0.name == "deep" }?.path == "/deep")
            #expect(try await sent(to: server, home: home) == Self.header)
        }
    }

    @Test func curlSendsTheCookiesThatCrumbExports() async throws {
        try await withCookieServer { server in
            let home = try TemporaryDirectory()
            try await setCookies(of: server, home: home)
            let directory = try TemporaryDirectory()
            let file = directory.path(of: "cookies.txt")
            // A file that already exists and that everyone may read becomes private too.
            try Data("old".utf8).write(to: URL(filePath: file))
            let result = try await runCrumb(["cookies", "export", "-o", file], home: home)
            #expect(result.exitCode == 0, "\(result.errorOutput)")
            let received = try await curl(["-b", file, server.baseURL + "/deep/er"])
            // curl sends the cookies in an order of its own.
            #expect(pairs(received) == pairs(Self.header + "; deep=5"))
            let attributes = try FileManager.default.attributesOfItem(atPath: file)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test func wgetReadsAndWritesCookieFiles() async throws {
        try await withCookieServer { server in
            let home = try TemporaryDirectory()
            try await setCookies(of: server, home: home)
            let directory = try TemporaryDirectory()
            let (ours, theirs) = (directory.path(of: "ours.txt"), directory.path(of: "theirs.txt"))
            _ = try await runCrumb(["cookies", "export", "-o", ours], home: home)
            let received = try await wget(["--load-cookies", ours, server.baseURL + "/echo"])
            // wget does not send Secure cookies to a loopback address, and reads #HttpOnly_ as a
            // comment.
            #expect(
                pairs(received) == pairs(Self.header).subtracting(["secure=3", "http_only=4"])
            )

            _ = try await wget([
                "--save-cookies", theirs, "--keep-session-cookies", server.baseURL + "/set",
            ])
            let other = try TemporaryDirectory()
            let result = try await runCrumb(["cookies", "import", theirs], home: other)
            #expect(result.exitCode == 0, "\(result.errorOutput)")
            // wget does not store a cookie whose path is not a prefix of the request's path.
            let sent = try await sent(to: server, home: other)
            #expect(pairs(sent) == pairs(Self.header))
        }
    }

    @Test func pythonReadsAndWritesCookieFiles() async throws {
        try await withCookieServer { server in
            let home = try TemporaryDirectory()
            try await setCookies(of: server, home: home)
            _ = try await runCrumb(
                [
                    "cookies", "set", "below=8; Domain=shop.example", "--url",
                    "https://shop.example",
                ],
                home: home
            )
            let directory = try TemporaryDirectory()
            let (ours, theirs) = (directory.path(of: "ours.txt"), directory.path(of: "theirs.txt"))
            _ = try await runCrumb(["cookies", "export", "-o", ours], home: home)
            let loaded = try await python(["load", ours]).split(separator: "\n")
                .map { try JSONDecoder().decode(PythonCookie.self, from: Data($0.utf8)) }
            let jar = try await list(home)
            #expect(Set(loaded.map(\.name)) == Set(jar.map(\.name)))
            for cookie in jar {
                let other = try #require(loaded.first { $0.name == cookie.name })
                #expect(other.value == cookie.value)
                #expect(other.domain == (cookie.hostOnly ? "" : ".") + cookie.domain)
                #expect(other.path == cookie.path)
                #expect(other.secure == cookie.secure)
                #expect(other.httpOnly == cookie.httpOnly)
                #expect((other.expires == 0) == (cookie.expires == nil))
            }

            _ = try await python(["save", theirs, server.baseURL + "/set"])
            let other = try TemporaryDirectory()
            let result = try await runCrumb(["cookies", "import", theirs], home: other)
            #expect(result.exitCode == 0, "\(result.errorOutput)")
            let sent = try await sent(to: server, home: other)
            #expect(pairs(sent).isSuperset(of: ["session=1", "persistent=2", "http_only=4"]))
        }
    }

    @Test func cookiesOfIPv6AddressesSurviveExchangeWithCurl() async throws {
        try await withCookieServer("::1") { server in
            let directory = try TemporaryDirectory()
            let (theirs, ours) = (directory.path(of: "theirs.txt"), directory.path(of: "ours.txt"))
            _ = try await curl(["-c", theirs, server.baseURL + "/set"])
            let home = try TemporaryDirectory()
            _ = try await runCrumb(["cookies", "import", theirs], home: home)
            #expect(try await sent(to: server, home: home) == Self.header)
            _ = try await runCrumb(["cookies", "export", "-o", ours], home: home)
            let received = try await curl(["-b", ours, server.baseURL + "/echo"])
            #expect(pairs(received) == pairs(Self.header))
        }
    }

    @Test func storageStateSurvivesImportAndExport() async throws {
        let home = try TemporaryDirectory()
        let state = fixtureURL("cookie-files/storage-state.json")
        let result = try await runCrumb(
            ["cookies", "import", state.path(percentEncoded: false)],
            home: home
        )
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        #expect(result.errorOutput.contains("local storage of 1 origin was left out"))
        let exported = try await runCrumb(
            ["cookies", "export", "--format", "playwright", "-q"],
            home: home
        )
        let (ours, theirs) = (
            try JSONDecoder().decode(StorageState.self, from: exported.stdout),
            try JSONDecoder().decode(StorageState.self, from: Data(contentsOf: state))
        )
        // crumb sorts by site, and a browser limits every lifetime to 400 days.
        let soon = theirs.cookies.map { cookie in
            var cookie = cookie
            if cookie.expires > 0 { cookie.expires = ours.latest }
            return cookie
        }
        #expect(Set(ours.cookies) == Set(soon))
    }

    /// The jar is as a running browser keeps it: locked, and with its newest cookie in the
    /// write-ahead log.
    @Test func jarOfARunningBrowserIsReadWithoutChangingIt() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.path(of: "cookies.sqlite")
        let script = fixtureURL("cookie-files/moz_cookies.py").path(percentEncoded: false)
        let browser = try RunningProcess("python3", [script, path, "17", "--open"])
        let rows = ["old", "new"].map { name in
            """
            {"name": "\(name)", "value": "1", "host": "127.0.0.1", "path": "/", "sameSite": 256,
            "expiry": 1900000000000, "isSecure": 0, "isHttpOnly": 1,
            "creationTime": 1700000000000000, "lastAccessed": 1700000000000000}
            """.replacing("\n", with: " ")
        }
        try browser.standardInput.write(contentsOf: Data("[\(rows.joined(separator: ","))]\n".utf8))
        let ready = await onThreadOfItsOwn { try? browser.standardOutput.read(upToCount: 6) }
        #expect(ready == Data("ready\n".utf8))

        let before = try files(in: directory)
        let home = try TemporaryDirectory()
        let result = try await runCrumb(["cookies", "import", path], home: home)
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        #expect(try await list(home).map(\.name) == ["old", "new"])
        #expect(try files(in: directory) == before)
        try browser.standardInput.close()
        #expect(await browser.exitCode() == 0)
    }

    @Test func cookieOfAnotherJarIsNamedAndNothingIsStored() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.path(of: "cookies.sqlite")
        let script = fixtureURL("cookie-files/moz_cookies.py").path(percentEncoded: false)
        let row = "\"path\": \"/\", \"host\": \"a.test\", \"expiry\": 1900000000, \"isSecure\": 0"
        let rows = """
            [{"name": "a", "value": "1", \(row)}, \
            {"name": "b", "value": "1", \(row), "originAttributes": "^userContextId=3"}]

            """
        _ = try await run("python3", [script, path, "15"], stdin: Data(rows.utf8))
        let home = try TemporaryDirectory()
        let refused = try await runCrumb(["cookies", "import", path, "--json"], home: home)
        #expect(refused.exitCode == 2)
        let report = try JSONDecoder().decode(ImportReport.self, from: refused.stdout)
        #expect(report.imported == 0)
        #expect(
            report.refused == [.init(row: 2, name: "b", domain: "a.test", reasons: ["OtherJar"])]
        )
        #expect(try await list(home).isEmpty)

        let rest = try await runCrumb(["cookies", "import", path, "--skip-refused"], home: home)
        #expect(rest.exitCode == 0)
        #expect(
            rest.errorOutput.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                .contains("row 2: b of a.test: It belongs to container tab 3")
        )
        #expect(try await list(home).map(\.name) == ["a"])
    }

    @Test func archiveIsImportedWholeOrNotAtAll() async throws {
        let home = try TemporaryDirectory()
        let file = home.path(of: "app.har")
        try Data(
            """
            {"log": {"entries": [{
              "request": {"url": "https://a.test/", "cookies": [{"name": "a", "value": "1"}]},
              "response": {"cookies": [
                {"name": "__Secure-b", "value": "2", "secure": false, "domain": ".a.test"},
                {"name": "c", "value": "3", "secure": true, "sameSite": "None"}]}
            }]}}
            """.utf8
        ).write(to: URL(filePath: file))
        let refused = try await runCrumb(["cookies", "import", file], home: home)
        #expect(refused.exitCode == 2)
        #expect(refused.errorOutput.contains("__Secure-b"), "\(refused.errorOutput)")
        #expect(try await list(home).isEmpty)

        let rest = try await runCrumb(["cookies", "import", file, "--skip-refused"], home: home)
        #expect(rest.exitCode == 0, "\(rest.errorOutput)")
        #expect(try await list(home).map(\.name).sorted() == ["a", "c"])
    }

    private struct ImportReport: Decodable {
        struct Refused: Decodable, Equatable {
            var row: Int?
            var name, domain: String?
            var reasons: [String]
        }

        var imported: Int
        var refused: [Refused]
    }

    private func files(in directory: TemporaryDirectory) throws -> [String: Data] {
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
        return Dictionary(
            uniqueKeysWithValues: names.map {
                ($0, FileManager.default.contents(atPath: directory.path(of: $0)) ?? Data())
            }
        )
    }

    private struct PythonCookie: Decodable {
        var name, value, domain, path: String
        var secure, httpOnly: Bool
        var expires: Int?
    }

    private struct StorageState: Decodable {
        struct Cookie: Decodable, Hashable {
            var name, value, domain, path, sameSite: String
            var expires: Double
            var httpOnly, secure: Bool
            var partitionKey: String?
            var _crHasCrossSiteAncestor: Bool?
        }

        var cookies: [Cookie]
        var latest: Double { cookies.map(\.expires).max() ?? 0 }
    }
}

struct ListedCookie: Decodable {
    var name, value, domain, path: String
    var hostOnly, httpOnly, secure: Bool
    var expires: String?
}

func list(_ home: TemporaryDirectory) async throws -> [ListedCookie] {
    let result = try await runCrumb(["cookies", "list", "--json"], home: home)
    return try JSONDecoder().decode([ListedCookie].self, from: result.stdout)
}

private func withCookieServer(
    _ address: String = "127.0.0.1",
    _ body: (ServerProcess) async throws -> Void
) async throws {
    let script = fixtureURL("cookie-files/serve.py").path(percentEncoded: false)
    let server = try await ServerProcess("python3", [script, address])
    do {
        try await body(server)
        try await server.stop()
    } catch {
        _ = try? await server.stop()
        throw error
    }
}

/// Has the server set its cookies for a page of its own origin, over the network.
private func setCookies(of server: ServerProcess, home: TemporaryDirectory) async throws {
    let result = try await runCrumb(
        ["fetch", server.baseURL + "/set", "--from", server.baseURL],
        home: home
    )
    #expect(result.exitCode == 0, "\(result.errorOutput)")
}

/// The `Cookie` header that the server receives.
private func sent(to server: ServerProcess, home: TemporaryDirectory) async throws -> String {
    try await runCrumb(
        ["fetch", server.baseURL + "/echo", "--from", server.baseURL],
        home: home
    ).output
}

private func pairs(_ header: String) -> Set<String> {
    Set(header.components(separatedBy: "; "))
}

private func curl(_ arguments: [String]) async throws -> String {
    // -q ignores ~/.curlrc; --globoff allows the brackets of IPv6 addresses.
    try await output(
        "curl",
        ["-q", "--silent", "--show-error", "--globoff", "--noproxy", "*"] + arguments
    )
}

private func wget(_ arguments: [String]) async throws -> String {
    try await output(
        "wget",
        ["--no-config", "--no-proxy", "--quiet", "--output-document=-"] + arguments
    )
}

private func python(_ arguments: [String]) async throws -> String {
    let script = fixtureURL("cookie-files/cookiejar.py").path(percentEncoded: false)
    return try await output("python3", [script] + arguments)
}

private func output(_ command: String, _ arguments: [String]) async throws -> String {
    let result = try await run(command, arguments)
    #expect(result.exitCode == 0, "\(command): \(result.errorOutput)")
    return result.output
}
