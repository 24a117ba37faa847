import Foundation
import TestSupport
import Testing

/// HAR files that crumb writes.
@Suite struct HARWritingTests {
    private static let page = ["--from", "http://127.0.0.1:5500", "--credentials", "include"]

    /// Returns the entries that a command wrote, after the whole file was checked against the
    /// format.
    private func entries(_ arguments: [String], exitCode: Int32 = 0) async throws -> [HARWritten] {
        let home = try TemporaryDirectory()
        let path = home.path(of: "out.har")
        let result = try await runCrumb(arguments + ["--har", path], home: home)
        #expect(result.exitCode == exitCode, "\(result.errorOutput)")
        return try entries(in: path)
    }

    private func entries(in path: String) throws -> [HARWritten] {
        let data = try Data(contentsOf: URL(filePath: path))
        #expect(try HARRequirements.problems(of: data) == [])
        let root = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        let log = root?["log"] as? [String: Any]
        #expect(log?["version"] as? String == "1.2")
        return (log?["entries"] as? [[String: Any]] ?? []).map { HARWritten(entry: $0) }
    }

    @Test func preflightsHaveTheirOwnEntries() async throws {
        let url = try await FlaskServer.shared().baseURL
        let options = ["-X", "PUT", "--json-body", #"{"a":"é"}"#]
        let entries = try await entries(
            ["fetch", "\(url)/items/1?x=a+b&y=%26"] + options + Self.page
        )
        #expect(entries.map(\.resourceType) == ["preflight", "fetch"])
        #expect(entries.map(\.method) == ["OPTIONS", "PUT"])
        let put = try #require(entries.last)
        #expect(put.pairs("request", "queryString") == ["x": "a b", "y": "&"])
        #expect(put.member("request", "postData", "text") as? String == #"{"a":"é"}"#)
        #expect(put.member("request", "bodySize") as? Int == 10)
        #expect(
            put.member("response", "content", "text") as? String
                == #"{"id":"1","item":{"a":"\u00e9"}}"# + "\n"
        )
        #expect(put.member("_initiator", "url") as? String == "http://127.0.0.1:5500/")
        #expect(put.member("_crumb", "cors", "passed") as? Bool == true)
    }

    @Test func redirectsNameTheirTarget() async throws {
        let url = try await FlaskServer.shared().baseURL
        let entries = try await entries(["visit", "\(url)/status/302?location=/echo"])
        #expect(entries.map(\.status) == [302, 200])
        #expect(entries.first?.member("response", "redirectURL") as? String == "/echo")
        #expect(entries.map(\.resourceType) == ["document", "document"])
    }

    @Test func cookiesAreWrittenAsSentAndAsSet() async throws {
        let url = try await FlaskServer.shared().baseURL
        let home = try TemporaryDirectory()
        let path = home.path(of: "out.har")
        let set = [
            "fetch", "\(url)/set?line=a%3D1;%20HttpOnly;%20SameSite=Lax&line=b%3D1;%20Secure",
        ]
        _ = try await runCrumb(set + Self.page + ["--har", path], home: home)
        let first = try #require(try entries(in: path).first)
        #expect(first.pairs("response", "cookies") == ["a": "1", "b": "1"])
        _ = try await runCrumb(
            ["fetch", "\(url)/cookies"] + Self.page + ["--har", path],
            home: home
        )
        let second = try #require(try entries(in: path).first)
        #expect(second.pairs("request", "cookies") == ["a": "1", "b": "1"])
        let cookie = (second.member("request", "cookies") as? [[String: Any]])?.first
        #expect(cookie?["httpOnly"] as? Bool == true)
        #expect(cookie?["sameSite"] as? String == "Lax")
        #expect(cookie?["domain"] as? String == "127.0.0.1")
        // Only the user may read the file, because it contains cookies.
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func aHiddenResponseIsWrittenAsFailed() async throws {
        let url = try await FlaskServer.shared().baseURL
        let page = ["--from", "http://127.0.0.1:9999"]
        let entries = try await entries(["fetch", "\(url)/get-cookie"] + page, exitCode: 3)
        #expect(entries.map(\.status) == [404])
        #expect(entries.last?.member("response", "_error") as? String == "net::ERR_FAILED")
        let code = entries.last?.member("_crumb", "cors", "error") as? String
        #expect(code == "MissingAllowOriginHeader")
    }

    @Test func unsentRequestsHaveAnEntryWithoutAResponse() async throws {
        let page = ["--from", "http://127.0.0.1:5500"]
        for (port, exitCode) in [(22, Int32(3)), (4, 4)] {
            let url = "http://127.0.0.1:\(port)/#fragment"
            let entries = try await entries(["fetch", url] + page, exitCode: exitCode)
            #expect(entries.map(\.status) == [0])
            #expect(
                entries.first?.member("request", "url") as? String == "http://127.0.0.1:\(port)/"
            )
            #expect((entries.first?.member("response", "_error") as? String)?.isEmpty == false)
        }
    }

    @Test func binaryBodiesAreWrittenInBase64() async throws {
        let url = try await FlaskServer.shared().baseURL
        let home = try TemporaryDirectory()
        let body = home.path(of: "body")
        try Data([0xFF, 0x00]).write(to: URL(filePath: body))
        let path = home.path(of: "out.har")
        let data = ["--data-binary", "@\(body)", "--har", path]
        _ = try await runCrumb(["fetch", "\(url)/echo"] + data + Self.page, home: home)
        let entry = try #require(try entries(in: path).last)
        #expect(entry.member("_crumb", "requestBodyBase64") as? String == "/wA=")
        let form = ["-d", "a=1&b=x+y", "--har", path]
        _ = try await runCrumb(["fetch", "\(url)/echo"] + form + Self.page, home: home)
        let posted = try #require(try entries(in: path).last)
        #expect(posted.pairs("request", "postData", "params") == ["a": "1", "b": "x y"])
    }

    @Test func severalBrowsersShareOneFile() async throws {
        let url = try await FlaskServer.shared().baseURL
        let options = ["--as", "image", "--from", "http://127.0.0.1:5500"]
        let browsers = ["--browser", "chrome,firefox"]
        let entries = try await entries(["load", "\(url)/session"] + options + browsers)
        #expect(entries.map { $0.member("_crumb", "browser") as? String } == ["chrome", "firefox"])
        #expect(entries.map(\.resourceType) == ["image", "image"])
    }

    @Test func aScenarioWritesAFileForEachBrowser() async throws {
        let home = try TemporaryDirectory()
        let url = try await FlaskServer.shared().baseURL
        let scenario = """
            browser: [chrome, spec]
            page: http://127.0.0.1:5500
            steps:
              - fetch: \(url)/session
                credentials: include
              - parallel:
                  - fetch: \(url)/cookies
                  - fetch: \(url)/cookies
            """
        for folder in ["one", "two"] {
            let path = home.path(of: folder)
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            try scenario.write(toFile: "\(path)/login.yaml", atomically: true, encoding: .utf8)
        }
        let folder = home.path(of: "hars")
        let paths = ["one", "two"].map { home.path(of: $0) }
        let result = try await runCrumb(["run", "--har", folder] + paths, home: home)
        #expect(result.exitCode == 0, "\(result.output)")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(
            files == [
                "login-2.chrome.har", "login-2.spec.har", "login.chrome.har", "login.spec.har",
            ]
        )
        for file in files { #expect(try entries(in: "\(folder)/\(file)").count == 3) }
    }

    @Test func aDashMeansStandardOutputIfNothingElseIsWrittenThere() async throws {
        let url = try await FlaskServer.shared().baseURL
        let home = try TemporaryDirectory()
        let fetch = ["fetch", "\(url)/session", "--har", "-"] + Self.page
        let body = home.path(of: "body")
        let result = try await runCrumb(fetch + ["-o", body], home: home)
        #expect(result.exitCode == 0, "\(result.errorOutput)")
        let copy = home.path(of: "copy.har")
        try result.stdout.write(to: URL(filePath: copy))
        #expect(try entries(in: copy).count == 1)
        #expect(FileManager.default.fileExists(atPath: body))

        for (options, use) in [
            ([], "the body is written, without -o FILE"), (["-o", "-"], "the body is written"),
            (["--json", "-o", body], "--json is written"),
            (["-i", "-o", body], "the headers of -i are written"),
            (["--browser", "chrome,firefox"], "the comparison is written"),
        ] {
            let refused = try await runCrumb(fetch + options, home: home)
            #expect(refused.exitCode == 64)
            #expect(refused.stdout.isEmpty)
            let line = "crumb: --har - is standard output, where \(use)"
            #expect(refused.errorOutput.hasPrefix(line), "\(refused.errorOutput)")
        }
    }

    @Test func aFileThatCannotBeWrittenIsReported() async throws {
        let url = try await FlaskServer.shared().baseURL
        let arguments = ["fetch", "\(url)/session", "--har", "/nowhere/x.har"]
        let result = try await runCrumb(arguments + Self.page)
        #expect(result.exitCode == 6)
        #expect(result.errorOutput.contains("cannot write /nowhere/x.har: No such file"))
    }
}

/// An entry of a HAR file, as a reader parses it.
private struct HARWritten {
    var entry: [String: Any]

    func member(_ path: String...) -> Any? { member(path) }

    private func member(_ path: [String]) -> Any? {
        path.reduce(entry as Any?) { ($0 as? [String: Any])?[$1] }
    }

    var resourceType: String? { member("_resourceType") as? String }
    var method: String? { member("request", "method") as? String }
    var status: Int? { member("response", "status") as? Int }

    func pairs(_ path: String...) -> [String: String] {
        (member(path) as? [[String: Any]] ?? []).reduce(into: [:]) { pairs, pair in
            pairs[pair["name"] as? String ?? ""] = pair["value"] as? String
        }
    }
}
