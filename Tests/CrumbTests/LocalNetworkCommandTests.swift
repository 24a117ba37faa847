import Foundation
import TestSupport
import Testing

/// Public pages that send requests to this machine, and the policies of pages, on the command line.
@Suite struct LocalNetworkCommandTests {
    private let home: TemporaryDirectory

    init() throws {
        home = try TemporaryDirectory()
    }

    private func crumb(_ arguments: [String]) async throws -> CommandResult {
        try await runCrumb(arguments, home: home)
    }

    private static let page = "https://shop.example.com"

    @Test func publicPageNeedsPermissionToReachThisMachine() async throws {
        let server = try await connectionServer()
        let url = server.baseURL.replacingOccurrences(of: "127.0.0.1", with: "localhost")
        let words = ["fetch", url + "/shop?origin=\(Self.page)", "--from", Self.page]
        let asked = try await crumb(words)
        #expect(asked.exitCode == 3)
        #expect(asked.errorOutput.contains("LocalNetworkAccessPermissionDenied"))
        #expect(asked.errorOutput.contains("permission (loopback-network)"))
        // The permission is granted for one command, and then stored.
        #expect(
            try await crumb(words + ["--permission", "loopback-network=granted"]).exitCode == 0
        )
        #expect(try await crumb(words).exitCode == 3)
        let set = try await crumb([
            "permissions", "set", "loopback-network", "granted", "--origin", Self.page + "/a.html",
        ])
        #expect(set.output == "loopback-network granted for \(Self.page)\n")
        #expect(try await crumb(words).exitCode == 0)
        #expect(try await crumb(words + ["--permission", "loopback-network=denied"]).exitCode == 3)
        let list = try await crumb(["permissions"])
        #expect(list.output.contains("\(Self.page) loopback-network granted"), "\(list.output)")
        #expect(
            try await crumb(["permissions", "list", "--browser", "firefox"]).output.hasPrefix("No")
        )
        #expect(try await crumb(["permissions", "clear"]).output == "1 permission deleted\n")
        #expect(try await crumb(words).exitCode == 3)
        try await server.stop()
    }

    /// Reports are always shown, and are sent only with `--send-reports`; the exit code is that of
    /// the request.
    @Test(arguments: [false, true])
    func violationReportsAreSentOnlyOnRequest(_ isSent: Bool) async throws {
        let server = try await connectionServer()
        let page = server.baseURL + "/app"
        let result = try await crumb(
            [
                "fetch", "http://localhost:8099/x", "--from", page, "-v",
                "--csp", "connect-src 'self'; report-uri /hit http://[bad; report-to-nobody",
            ] + (isSent ? ["--send-reports"] : [])
        )
        #expect(result.exitCode == 3)
        let text = result.errorOutput
        #expect(text.contains("connect-src (enforced)"), "\(text)")
        #expect(text.contains("is not sent, because"), "\(text)")
        #expect(text.contains("--send-reports sends it") == !isSent, "\(text)")
        let reports = try await received(by: server)
        #expect(reports.map(\.path) == (isSent ? ["/hit"] : []))
        #expect(reports.allSatisfy { $0.type == "application/csp-report" })
        let blocked = "\"blocked-uri\":\"http://localhost:8099/x\""
        #expect(reports.allSatisfy { $0.body.contains(blocked) })
        try await server.stop()
    }

    @Test(arguments: [[String](), ["--json"], ["--redact", "-v"]])
    func reportsAreShownWithoutUserinfo(_ options: [String]) async throws {
        let result = try await crumb(
            [
                "fetch", "http://localhost:8099/x", "--from", "http://localhost:5500",
                "--csp", "connect-src 'none'; report-uri https://me:hunter2@c.example/r",
            ] + options
        )
        #expect(!(result.output + result.errorOutput).contains("hunter2"))
        #expect((result.output + result.errorOutput).contains("c.example"))
    }

    /// This holds even for the page that the tab already shows.
    @Test func scenarioPageHasItsDeclaredPolicies() async throws {
        let path = home.path(of: "page.yaml")
        try """
        page: http://localhost:5500/
        steps:
          - page: http://localhost:5500/
            csp: "connect-src 'self'"
          - fetch: http://localhost:8099/x
            expect: { reason: ContentSecurityPolicy }
        """.write(toFile: path, atomically: true, encoding: .utf8)
        let result = try await crumb(["run", path])
        #expect(result.exitCode == 0, "\(result.output)")
    }

    @Test(arguments: [
        ("local", "chrome", "LocalNetworkAccessPermissionDenied"),
        ("public", "chrome", "MixedContent"),
        ("local", "firefox", "MixedContent"),
    ])
    func pageDeclaresTheTargetAddressSpace(
        _ space: String,
        _ browser: String,
        _ code: String
    ) async throws {
        let home = home
        let path = home.path(of: "copied.js")
        try "fetch(\"http://nas.example/x\", {targetAddressSpace: \"\(space)\"})"
            .write(toFile: path, atomically: true, encoding: .utf8)
        let network = [
            "--from", Self.page, "--browser", browser, "--ip-address-space", "nas.example=local",
        ]
        for words in [
            ["http://nas.example/x", "--target-address-space", space], ["--as", path],
        ] {
            let result = try await crumb(["fetch"] + words + network)
            #expect(result.exitCode == 3)
            #expect(result.errorOutput.contains(code), "\(words): \(result.errorOutput)")
        }
    }

    /// What counts is the address of the connection, not the host name.
    @Test(arguments: [
        (["--connect-to", "api.example.com:80:127.0.0.1:PORT"], "chrome", 3),
        (["--connect-to", "api.example.com:80:127.0.0.1:PORT"], "firefox", 3),
        (["--connect-to", "api.example.com:80:127.0.0.1:PORT"], "safari", 0),
        (["--resolve", "api.example.com:80:127.0.0.1"], "chrome", 3),
        // The page's address space is the one given for its host.
        (
            [
                "--connect-to", "api.example.com:80:127.0.0.1:PORT", "--resolve",
                "shop.example.com:1:127.0.0.1",
            ], "chrome", 0
        ),
        (
            [
                "--connect-to", "api.example.com:80:127.0.0.1:PORT", "--ip-address-space",
                "shop.example.com=loopback",
            ], "chrome", 0
        ),
        (
            [
                "--connect-to", "api.example.com:80:127.0.0.1:PORT", "--ip-address-space",
                "api.example.com=public",
            ], "chrome", 0
        ),
    ])
    func addressOfTheConnectionDecides(
        _ network: [String],
        _ browser: String,
        _ exitCode: Int32
    ) async throws {
        let server = try await connectionServer()
        let page = "http://shop.example.com"
        let result = try await crumb(
            ["fetch", "http://api.example.com/shop?origin=\(page)", "--from", page]
                + network.map { $0.replacingOccurrences(of: "PORT", with: "\(server.port)") }
                + ["--browser", browser]
        )
        #expect(result.exitCode == exitCode, "\(result.errorOutput)")
        #expect(result.errorOutput.contains("is on this machine") == (exitCode == 3))
        try await server.stop()
    }

    @Test func tabKeepsThePoliciesOfItsPage() async throws {
        let server = try await connectionServer()
        _ = try await crumb([
            "visit", server.baseURL + "/hsts", "--csp", "connect-src 'none'", "--csp",
            "img-src *; frame-src 'self'", "--page-referrer-policy", "no-referrer",
        ])
        let page = try await crumb(["page"])
        #expect(page.output.contains("Content-Security-Policy: connect-src 'none'\n"))
        #expect(page.output.contains("Content-Security-Policy: img-src *; frame-src 'self'\n"))
        #expect(page.output.contains("Referrer-Policy: no-referrer\n"))
        let blocked = try await crumb(["fetch", "/hsts"])
        #expect(blocked.exitCode == 3)
        #expect(blocked.errorOutput.contains("connect-src 'none'"), "\(blocked.errorOutput)")
        try await server.stop()
    }

    @Test(arguments: [
        (["permissions", "set", "camera", "granted"], "is not a permission that crumb supports"),
        (["permissions", "set", "local-network", "yes"], "write granted, denied or prompt"),
        (["permissions", "set", "local-network", "granted"], "--origin"),
        (
            ["permissions", "set", "local-network", "granted", "--origin", "file:///a"],
            "opaque origin"
        ),
        (
            ["permissions", "set", "storage-access", "granted", "--origin", "https://a.test"],
            "--frame"
        ),
        (["fetch", "/", "--from", "http://a.test", "--permission", "local-network"], "=granted"),
        (["fetch", "/", "--from", "http://a.test", "--frame-allow", "camera"], "--in-frame-of"),
        (["fetch", "/", "--from", "http://a.test", "--ip-address-space", "a.test"], "=public"),
        (["fetch", "/", "--from", "http://a.test", "--ip-address-space", "a.test=lan"], "=public"),
    ])
    func invalidArgumentsAreExplained(_ arguments: [String], _ words: String) async throws {
        let result = try await crumb(arguments)
        #expect(result.exitCode == 64)
        #expect(result.errorOutput.contains(words), "\(result.errorOutput)")
    }
}

extension LocalNetworkCommandTests {
    @Test func scenariosSetPermissionsAndPagePolicies() async throws {
        let server = try await connectionServer()
        let file = home.url.appending(path: "local.yaml")
        let url = server.baseURL.replacingOccurrences(of: "127.0.0.1", with: "localhost")
        try """
        page: \(Self.page)
        steps:
          - fetch: \(url)/shop?origin=\(Self.page)
            expect: { outcome: blocked, reason: LocalNetworkAccessPermissionDenied }
          - permissions: { loopback-network: granted }
          - fetch: \(url)/shop?origin=\(Self.page)
            expect: { outcome: visible }
          - page: \(server.baseURL)/app.html
            csp: ["connect-src 'none'", "img-src 'self'"]
            coep: require-corp
            page-referrer-policy: origin
          - fetch: /hsts
            expect: { outcome: blocked, reason: ContentSecurityPolicy }
          - load: /hsts
            as: script
            expect: { outcome: visible }
        """.write(to: file, atomically: true, encoding: .utf8)
        let result = try await crumb(["run", file.path])
        #expect(result.exitCode == 0, "\(result.output)\(result.errorOutput)")
        try await server.stop()
    }

    @Test func doctorReportsWhatAPublicPageWouldEncounter() async throws {
        let server = try await connectionServer()
        let result = try await crumb([
            "doctor", server.baseURL + "/hsts", "--from", server.baseURL, "--csp",
            "connect-src https:", "--browser", "chrome,safari",
        ])
        let text = result.output
        let asking = "a page on the internet              asks user   blocked"
        #expect(text.contains(asking), "\(text)")
        #expect(text.contains("under its own policies              ✗           ✗"), "\(text)")
        #expect(text.contains("embedded under COEP"), "\(text)")
        #expect(text.contains("connect-src https: \(server.baseURL)"), "\(text)")
        try await server.stop()
    }

    /// What was only rehearsed is in the table, and not among the requests.
    @Test func aVerboseDoctorShowsEachRequestThatItSent() async throws {
        let server = try await connectionServer()
        let result = try await crumb([
            "doctor", "-v", server.baseURL + "/hsts", "--from", server.baseURL, "--browser",
            "chrome,safari",
        ])
        let lines = result.output.split(separator: "\n")
        let shown = lines.filter { $0.firstMatch(of: /^\d (Preflight )?[A-Z]+ http/) != nil }
        #expect(lines.contains { $0.hasPrefix("   → Sec-Fetch-Mode: cors") }, "\(result.output)")
        #expect(lines.last?.contains("\(shown.count) requests sent") == true, "\(result.output)")
        try await server.stop()
    }
}
