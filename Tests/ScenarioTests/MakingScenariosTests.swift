import Foundation
import TestSupport
import Testing

/// `crumb init`, `--record` and `--watch`.
@Suite struct MakingScenariosTests {
    @Test func theFirstScenarioPassesAfterItsProbe() async throws {
        try await withFlaskServer { flask in
            let home = try TemporaryDirectory()
            let file = home.path(of: "first.yaml")
            let made = try await runCrumb(
                ["init", "\(flask.baseURL)/set-cookie", "-o", file],
                home: home
            )
            #expect(made.exitCode == 0, "\(made.errorOutput)")
            let text = try String(contentsOfFile: file, encoding: .utf8)
            #expect(text.contains("#     crumb run \(file)\n"))
            #expect(text.contains("api: \"\(flask.baseURL)\""))
            #expect(text.contains("- fetch: \"{{api}}/set-cookie\""))
            #expect(
                text.contains(
                    "stored: { user_token: { httpOnly: true, secure: true, sameSite: null } }"
                )
            )
            let result = try await runCrumb(["run", file], home: home)
            #expect(result.exitCode == 0, "\(result.output)\(result.errorOutput)")
        }
    }

    @Test func withoutAURLInitPrintsAValidExample() async throws {
        let home = try TemporaryDirectory()
        let made = try await runCrumb(["init", "-o", "-"], home: home)
        #expect(made.exitCode == 0)
        #expect(mistakes(made.output) == [])
    }

    @Test func noFileIsOverwritten() async throws {
        let home = try TemporaryDirectory()
        let file = try home.write("mine.yaml", "mine")
        let made = try await runCrumb(["init", "-o", file], home: home)
        #expect(made.exitCode == 64)
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "mine")
    }

    @Test func anUnreachableAPIIsANetworkFailure() async throws {
        let home = try TemporaryDirectory()
        let made = try await runCrumb(
            ["init", "http://127.0.0.1:1999/", "-o", home.path(of: "x.yaml")],
            home: home
        )
        #expect(made.exitCode == 4)
        #expect(!FileManager.default.fileExists(atPath: home.path(of: "x.yaml")))
    }

    @Test func recordedScenariosPass() async throws {
        try await withFlaskServer { flask in
            let api = flask.baseURL
            let home = try TemporaryDirectory()
            let file = home.path(of: "recorded.yaml")
            let vue = ["--from", "http://127.0.0.1:5500/app.html", "--credentials", "include"]
            let commands = [
                ["fetch", "\(api)/set-cookie"] + vue,
                ["fetch", "\(api)/get-cookie"] + vue,
                ["fetch", "\(api)/items/1", "-X", "PUT", "--json-body", #"{"a": ["b: c", null]}"#]
                    + vue,
                ["fetch", "\(api)/echo", "--body", "a: \"b\"\n# c", "-H", "X-A: 'b'"] + vue
                    + ["-X", "POST"],
                ["fetch", "\(api)/echo", "-d", "a=b"] + vue,
                [
                    "fetch", "\(api)/cookies", "--from", "http://127.0.0.1:9999", "--credentials",
                    "include",
                ],
                ["fetch", "/x y", "--from", "null"],
                ["document-cookie", "x=\"1\"; Path=/", "--from", api],
                ["document-cookie", "--from", api, "--sandboxed"],
                [
                    "visit", "\(api)/echo", "--via", "form", "-d", "a=b", "--from",
                    "http://localhost:5500",
                ],
                ["load", "\(api)/cookies", "--as", "image", "--from", "http://evil.test"],
                [
                    "load", "\(api)/cookies", "--as", "iframe", "--from", "http://evil.test",
                    "--sandboxed",
                ],
                ["fetch", "http://127.0.0.1:9/", "--from", api],
            ]
            // A fixed clock, because the server's cookie only lives for a minute, which a busy
            // machine may exceed.
            let clock = ["--now", "2026-11-29T12:00:00Z"]
            for command in commands {
                let words = command + ["--record", file, "-q"] + clock
                let made = try await runCrumb(words, home: home)
                #expect(made.exitCode < 5, "\(command) \(made.errorOutput)")
            }
            let text = try String(contentsOfFile: file, encoding: .utf8)
            #expect(mistakes(text) == [], "\(text)")
            let result = try await runCrumb(["run", "-v", file] + clock, home: home)
            #expect(result.exitCode == 0, "\(text)\(result.output)\(result.errorOutput)")
            #expect(text.components(separatedBy: "  - page:").count < 10)
        }
    }

    @Test func watchRunsAgainWhenAFileChanges() async throws {
        let home = try TemporaryDirectory()
        let file = try home.write("a.yaml", "steps: [ { cookies: { count: 1 } } ]")
        let process = try RunningProcess(
            builtExecutable("crumb"),
            ["run", "--watch", file, "--report-html", home.path(of: "report")],
            environment: crumbEnvironment(home: home)
        )
        let guardian = Task {
            try await Task.sleep(for: .patient(seconds: 60))
            process.kill()
        }
        func output(upTo text: String) async -> String {
            await onThreadOfItsOwn {
                var output = ""
                while !output.contains(text) {
                    let data = process.standardOutput.availableData
                    if data.isEmpty { break }
                    output += String(decoding: data, as: UTF8.self)
                }
                return output
            }
        }
        #expect(await output(upTo: "(1 step, ").contains("1 failed"))
        _ = try home.write("a.yaml", "steps: [ { cookies: { count: 0 } } ] # better")
        #expect(await output(upTo: "(1 step, ").contains("1 passed"))
        // A new run starts after the report of the previous one was written.
        _ = try home.write("a.yaml", "steps: [ { cookies: { count: 0 } } ] # the same")
        #expect(await output(upTo: "(1 step, ").contains("1 passed"))
        let page = try String(contentsOfFile: home.path(of: "report/index.html"), encoding: .utf8)
        #expect(page.contains("The run passed"))
        process.send(SIGINT)
        #expect(await process.exitCode() == 130)
        guardian.cancel()
    }
}
