import Foundation
import TestSupport
import Testing

/// Every failure is reported on one line, with its documented exit code.
@Suite struct SadPathTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var arguments: [String]
        var exitCode: Int32
        /// Strings that the line must contain.
        var says: [String]

        init(_ arguments: [String], _ exitCode: Int32, _ says: String...) {
            self.arguments = arguments
            self.exitCode = exitCode
            self.says = says
        }

        var testDescription: String { arguments.joined(separator: " ") }
    }

    private static let page = ["--from", "http://127.0.0.1:5500"]

    @Test(arguments: [
        // Nothing listens on this port: it is reserved, and no server of the tests uses it.
        Case(["fetch", "http://127.0.0.1:4/"] + page, 4, "NetworkError", "127.0.0.1 port 4"),
        Case(["fetch", "http://host.invalid/"] + page, 4, "NetworkError", "host.invalid"),
        Case(["fetch", "http://exa mple/"] + page, 3, "InvalidURL", "exa mple"),
        Case(["fetch", "http://"] + page, 3, "InvalidURL"),
        Case(["fetch", "localhost:5000/x"] + page, 3, "Did you mean http://localhost:5000/x?"),
        Case(["fetch", "http://u:p@127.0.0.1/"] + page, 3, "URLHasCredentials", "Authorization"),
        Case(["fetch", "http://127.0.0.1:22/"] + page, 3, "BadPort", "22"),
        Case(["fetch", "/x", "-X", "TRACE"] + page, 3, "ForbiddenMethod"),
        Case(["fetch", "/x", "--body", "a"] + page, 3, "BodyWithGetOrHead"),
        Case(
            ["fetch", "/x", "-X", "PUT", "--mode", "no-cors"] + page,
            3,
            "MethodNotAllowedInNoCors"
        ),
        Case(["fetch", "http://a.test/", "--mode", "same-origin"] + page, 3, "DisallowedByMode"),
        Case(["fetch", "http://127.0.0.1/"], 64, "--from"),
        Case(["fetch", "/", "--from", "http://["], 64, "--from http://["),
        Case(["fetch", "/", "--from", "localhost:5500"], 64, "Write http://localhost:5500"),
        Case(["fetch", "/", "--mode", "bogus"] + page, 64, "bogus", "no-cors"),
        Case(["fetch", "/", "--credentials", "yes"] + page, 64, "yes", "include"),
        Case(["fetch", "/", "--now", "tomorrow"] + page, 64, "tomorrow", "+61s"),
        Case(["fetch", "/", "--max-body", "much"] + page, 64, "much", "64M"),
        Case(["fetch", "/", "--resolve", "x"] + page, 64, "HOST:PORT:ADDRESS"),
        Case(["fetch", "/", "-H", "nonsense"] + page, 64, "Name: value"),
        Case(["fetch", "/", "-d", "a", "--body", "b"] + page, 64, "one body"),
        Case(["fetch", "/", "-d", "@/nowhere"] + page, 64, "/nowhere", "No such file"),
        Case(["fetch", "/", "-b", "a=1"] + page, 64, "-b is a curl option: crumb stores cookies"),
        Case(["fetch", "/", "-L"] + page, 64, "-L is a curl option: crumb follows"),
        Case(["fetch", "/", "--from"], 64, "--from needs a value"),
        Case(["fetch"], 64, "needs a URL"),
        Case(["frobnicate"], 64, "no command \"frobnicate\""),
        Case(["cookies", "list", "--profile", "../x"], 64, "\"../x\" is not a valid profile name"),
        Case(["origin", "a.test", "http://b.test"], 64, "a.test", "http://"),
        Case(["visit", "/", "-X", "PUT"] + page, 64, "--via form"),
        Case(
            ["fetch", "/", "--public-suffix-list", "/nowhere"] + page,
            2,
            "/nowhere"
        ),
    ])
    func failuresAreReportedOnOneLine(_ sad: Case) async throws {
        let result = try await runCrumb(sad.arguments)
        #expect(result.exitCode == sad.exitCode)
        #expect(result.stdout.isEmpty)
        #expect(result.errorOutput.hasPrefix("crumb: "))
        #expect(result.errorOutput.hasSuffix("\n"))
        #expect(result.errorOutput.split(separator: "\n").count == 1, "\(result.errorOutput)")
        for word in sad.says {
            #expect(result.errorOutput.contains(word), "\(result.errorOutput)")
        }
    }

    @Test func serverThatNeverRespondsTimesOut() async throws {
        let server = try await FlaskServer.shared()
        let result = try await runCrumb(
            ["fetch", "\(server.baseURL)/slow", "-m", "0.2"] + Self.page
        )
        #expect(result.exitCode == 4)
        #expect(result.errorOutput.contains("Timeout"))
    }

    @Test func largeBodyStopsAtTheLimit() async throws {
        let server = try await FlaskServer.shared()
        let url = "\(server.baseURL)/large?bytes=3000"
        let over = try await runCrumb(["fetch", url, "--max-body", "2k"] + Self.page)
        #expect(over.exitCode == 4)
        #expect(over.errorOutput.contains("BodyTooLarge"))
        #expect(over.stdout.isEmpty)
        let under = try await runCrumb(["fetch", url, "--max-body", "3k"] + Self.page)
        #expect(under.exitCode == 0)
        #expect(under.stdout.count == 3000)
    }

    @Test func untrustedCertificateIsRejected() async throws {
        try await withTLSServer { server, certificates in
            let url = "\(server.baseURL)/get-cookie"
            let untrusted = try await runCrumb(["fetch", url] + Self.page)
            #expect(untrusted.exitCode == 4)
            #expect(untrusted.errorOutput.contains("TLSError"))
            let trusted = try await runCrumb(
                ["fetch", url, "--cacert", certificates.authority] + Self.page
            )
            #expect(trusted.exitCode == 0)
            let careless = try await runCrumb(["fetch", url, "-k"] + Self.page)
            #expect(careless.exitCode == 0)
        }
    }

    /// If no connection can be established, the fix says what to check.
    @Test func failedConnectionIsExplained() async throws {
        let nobody = try RefusingPort()
        let plain = try await FlaskServer.shared().baseURL
        let https = plain.replacing("http:", with: "https:")
        try await withTLSServer { server, _ in
            let cases = [
                (nobody.baseURL, "Nothing accepts connections at 127.0.0.1:\(nobody.port)."),
                ("http://nosuch.invalid:81", "No address is known for nosuch.invalid."),
                (https, "call \(plain)/."), (server.baseURL, "with --cacert FILE"),
            ]
            for (url, words) in cases {
                let result = try await runCrumb(["fetch", url + "/", "--json"] + Self.page)
                #expect(result.exitCode == 4)
                let report = try JSONSerialization.jsonObject(with: result.stdout)
                let advice = (report as? [String: Any])?["advice"] as? [[String: Any]] ?? []
                let texts = advice.compactMap { $0["text"] as? String }
                #expect(texts.contains { $0.contains(words) }, "\(url): \(texts)")
            }
        }
    }

    private func withTLSServer(
        _ body: @Sendable (FlaskServer, TestCertificates) async throws -> Void
    ) async throws {
        let certificates = try await TestCertificates()
        try await withFlaskServer(tls: certificates) { server in
            try await body(server, certificates)
        }
    }

    @Test(arguments: [["cookies", "list"], ["fetch", "http://127.0.0.1:4/"] + page])
    func profileThatIsNotADatabaseIsLeftAlone(_ arguments: [String]) async throws {
        let home = try TemporaryDirectory()
        let profiles = URL(filePath: home.path).appending(path: "profiles")
        try FileManager.default.createDirectory(at: profiles, withIntermediateDirectories: true)
        let file = profiles.appending(path: "default.sqlite")
        let text = Data("These are my notes, and no database at all.".utf8)
        try text.write(to: file)
        let result = try await runCrumb(
            arguments
                + ["--credentials", "include"].filter { _ in
                    arguments.first == "fetch"
                },
            home: home
        )
        #expect(result.exitCode == 5)
        #expect(result.errorOutput.contains("not a crumb profile"))
        #expect(result.errorOutput.split(separator: "\n").count == 1)
        #expect(try Data(contentsOf: file) == text)
    }
}
