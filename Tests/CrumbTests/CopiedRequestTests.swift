import Foundation
import TestSupport
import Testing

/// Requests copied from DevTools and requests printed for curl, with the real binary, Flask and
/// curl.
@Suite struct CopiedRequestTests {
    private func file(_ text: String, in home: TemporaryDirectory) throws -> String {
        let path = home.path(of: "copied.txt")
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    private func member(_ name: String, of object: String, in report: JSONReport) -> String? {
        (report.root[object] as? [String: Any])?[name] as? String
    }

    @Test func copiedCurlCommandIsSentAsItsPageSentIt() async throws {
        let url = try await FlaskServer.shared().baseURL
        let home = try TemporaryDirectory()
        let path = try file(
            """
            curl '\(url)/get-cookie' \\
              -b 'user_token=forged' \\
              -H 'Origin: http://127.0.0.1:5500' \\
              -H 'Sec-Fetch-Mode: cors' --compressed
            """,
            in: home
        )
        // The cookie in the copy is not in the jar.
        let result = try await runCrumb(["fetch", "--as-curl", path, "--json"], home: home)
        let report = try JSONReport(result.stdout)
        #expect(member("credentials", of: "request", in: report) == "include")
        #expect(member("origin", of: "page", in: report) == "http://127.0.0.1:5500")
        #expect(report.status == 404)
        #expect(result.errorOutput.contains("no page may set them: cookie, origin, sec-*"))
        #expect(!result.errorOutput.contains("forged"))
    }

    /// The jar has the cookies afterwards, even when it is only in memory.
    @Test func cookiesOfACopyAreStoredInTheJar() async throws {
        let url = try await FlaskServer.shared().baseURL
        let home = try TemporaryDirectory()
        let path = try file(
            "curl ^\"\(url)/get-cookie^\" ^\n  -b ^\"user_token=abc^%^3D^\" ^\n"
                + "  -H ^\"Origin: http://127.0.0.1:5500^\"\n",
            in: home
        )
        let kept = try await runCrumb(
            ["fetch", "--as", path, "--with-cookies", "--json"],
            home: home
        )
        let report = try JSONReport(kept.stdout)
        #expect(report.status == 200)
        #expect(kept.errorOutput.contains("1 cookie imported from the copied request"))
        #expect(!kept.errorOutput.contains("--with-cookies puts"))
        #expect(try await list(home).map(\.value) == ["abc%3D"])
        let inMemory = try await runCrumb([
            "fetch", "--as", path, "--with-cookies", "--json", "--profile", ":memory:",
        ])
        #expect(try JSONReport(inMemory.stdout).status == 200)

        let other = try TemporaryDirectory()
        for arguments in [["--as-curl", path], [path]] {
            let imported = try await runCrumb(["cookies", "import"] + arguments, home: other)
            #expect(imported.exitCode == 0, "\(imported.errorOutput)")
            #expect(try await list(other).map(\.name) == ["user_token"])
        }
    }

    /// Either all cookies are imported or none, and then nothing is sent.
    @Test func rejectedCookieStopsTheRequest() async throws {
        let home = try TemporaryDirectory()
        let path = try file("curl http://127.0.0.1:1/ -b $'a=1; b=\\x01'", in: home)
        let result = try await runCrumb(
            ["fetch", "--as", path, "--with-cookies", "--from", "http://127.0.0.1:5500"],
            home: home
        )
        #expect(result.exitCode == 2)
        #expect(result.errorOutput.contains("Nothing was imported"))
        #expect(try await list(home).isEmpty)
    }

    @Test func optionsOverrideTheCopy() async throws {
        let url = try await FlaskServer.shared().baseURL
        let call = """
            fetch("\(url)/items/1", {"headers": {"content-type": "application/json", "x-a": "1"},
              "referrer": "http://127.0.0.1:5500/", "body": "{}", "method": "PUT",
              "mode": "cors", "credentials": "omit"});
            """
        let options = [
            "--from", "http://localhost:8080", "--credentials", "include", "-H", "X-A: 2",
            "--json-body", "[1]", "--json",
        ]
        let result = try await runCrumb(
            ["fetch", "--as-script", "-"] + options,
            stdin: Data(call.utf8)
        )
        let report = try JSONReport(result.stdout)
        #expect(member("origin", of: "page", in: report) == "http://localhost:8080")
        #expect(member("credentials", of: "request", in: report) == "include")
        #expect(member("method", of: "request", in: report) == "PUT")
        #expect(result.errorOutput.contains("sec-*") == false)
        #expect(result.errorOutput.contains("The page is") == false)
    }

    /// The request is byte for byte the one that crumb itself sends, whatever the body contains.
    @Test(arguments: ["it's a=1&b=!$HOME `id`\n\u{e9}", "\0\u{1}binary", ""])
    func curlSendsWhatCrumbWouldSend(_ body: String) async throws {
        let url = try await FlaskServer.shared().baseURL
        let home = try TemporaryDirectory()
        let from = ["--from", "http://127.0.0.1:5500", "--credentials", "include"]
        // All at the same moment: a preflight result is cached for five seconds, and a busy machine
        // may take longer than that.
        let moment = ["CRUMB_NOW": "2026-01-01T00:00:00Z"]
        _ = try await runCrumb(
            ["fetch", "\(url)/session"] + from,
            home: home,
            environment: moment
        )
        let file = home.path(of: "body")
        try Data(body.utf8).write(to: URL(filePath: file))
        let fetch =
            ["fetch", "\(url)/echo?a[]={1}", "--data-binary", "@\(file)", "-H", "X-Empty;"] + from
        let sent = try await runCrumb(fetch, home: home, environment: moment)
        let printed = try await runCrumb(
            fetch + ["--print-curl"],
            home: home,
            environment: moment
        )
        #expect(printed.exitCode == 0)
        #expect(printed.errorOutput.contains("curl does not check any of this"))
        // X-Empty needed a preflight, whose result is in the cache.
        #expect(!printed.output.contains("OPTIONS"))
        let answers = try await run("bash", ["-c", printed.output])
        #expect(try headers(ofLast: answers.output) == headers(ofLast: sent.output))
    }

    private func headers(ofLast output: String) throws -> [String: String] {
        // After a preflight, the last response is the one to the request itself.
        let last = output.split(separator: "\n").last { $0.contains("\"headers\"") } ?? ""
        let json = try JSONSerialization.jsonObject(with: Data(last.utf8)) as? [String: Any]
        var all: [String: String] = ["body": "\(json?["body"] ?? "")"]
        for pair in json?["headers"] as? [[String]] ?? [] {
            all[pair[0].lowercased()] = pair[1]
        }
        return all
    }

    @Test func blockedRequestPrintsNoCommand() async throws {
        let result = try await runCrumb([
            "fetch", "http://127.0.0.1:22/", "--from", "http://127.0.0.1:5500", "--print-curl",
        ])
        #expect(result.exitCode == 3)
        #expect(result.output == "")
        #expect(result.errorOutput.contains("BadPort"))
    }

    @Test func mistakeIsShownWithItsPosition() async throws {
        let result = try await runCrumb(
            ["fetch", "--as-curl", "-"],
            stdin: Data("curl \\\n  http://127.0.0.1/?a=1&b=2 -b 'a=s3cret'\n".utf8)
        )
        #expect(result.exitCode == 2)
        #expect(
            result.errorOutput == """
                stdin:2:24: & outside of quotes ends the command in bash: put the word in single quotes
                  2 |   http://127.0.0.1/?a=1&b=2 -b '********'
                    |                        ^

                """
        )
        let both = try await runCrumb(["fetch", "--as-curl", "-", "--as-script", "-"])
        #expect(both.exitCode == 64)
        let none = try await runCrumb(["fetch", "--as-curl", "/nowhere"])
        #expect(none.exitCode == 2)
        #expect(none.errorOutput == "crumb: cannot read /nowhere: No such file or directory\n")
    }
}

/// The output of `--print-curl`, run by common shells.
@Suite struct PrintedCurlTests {
    /// The server chose the cookies in the jar, and a user typed the request.
    @Test(arguments: [["dash"], ["bash"], ["zsh", "-f"]])
    func printedCommandKeepsTheBytesAndRunsNothing(_ shell: [String]) async throws {
        let home = try TemporaryDirectory()
        let texts = (HostileText.forShells + HostileText.forTerminals + HostileText.forBrowsers)
            .filter { text in
                !text.contains("=") && !text.contains(";")
                    && text == text.trimmingCharacters(in: .whitespaces)
                    && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
            }
        let url = "http://127.0.0.1:7801/"
        let lines = texts.enumerated().flatMap {
            ["n\($0.offset)=\($0.element)", "\($0.element)=v"]
        }
        // A jar keeps 180 cookies per site, and crumb sends them all in one request.
        let stored = lines.prefix(150)
        let set = try await runCrumb(
            ["cookies", "set", "--url", url, "--"] + stored,
            home: home
        )
        #expect(set.exitCode == 0, "\(set.errorOutput)")
        for body in [
            "|touch X; it's \"$(touch X)\" `touch X` !! %s\\", "\u{1B}[2J\t\r\n!é\n\n", "\n",
        ] {
            let file = home.path(of: "body")
            try Data(body.utf8).write(to: URL(filePath: file))
            let printed = try await runCrumb(
                ["fetch", url + "a'$(touch X)'?b=`touch X`", "--from", url, "-q", "--print-curl"]
                    + ["--data-binary", "@\(file)", "-H", "X-A: '|touch X #"],
                home: home
            )
            #expect(printed.exitCode == 0, "\(printed.errorOutput)")
            let folder = try TemporaryDirectory()
            let result = try await run(
                shell[0],
                shell.dropFirst() + [
                    "-c", "curl() { printf '%s\\0' \"$@\"; }\ncd \"$1\"\n" + printed.output, "sh",
                    folder.path,
                ]
            )
            #expect(result.errorOutput == "")
            let words = result.stdout.split(separator: 0, omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
            let cookies = words.first { $0.hasPrefix("Cookie: ") }?.dropFirst(8) ?? ""
            let sent = Set(cookies.components(separatedBy: "; "))
            #expect(sent == Set(stored), "\(sent.symmetricDifference(stored))")
            #expect(words.contains("X-A: '|touch X #"))
            let index = try #require(words.firstIndex(of: "--data-raw"))
            #expect(Array(words[index + 1].utf8) == Array(body.utf8))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
        }
    }
}
