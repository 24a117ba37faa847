import Foundation
import TestSupport
import Testing

/// `crumb cookies watch`.
@Suite struct WatchTests {
    @Test func changesByOtherCommandsAreReported() async throws {
        let home = try TemporaryDirectory()
        let url = "http://127.0.0.1:5000/"
        _ = try await runCrumb(["cookies", "set", "old=1", "--url", url], home: home)
        let watch = try RunningProcess(
            builtExecutable("crumb"),
            ["cookies", "watch", "--json"],
            environment: crumbEnvironment(home: home)
        )
        func next() async throws -> String {
            let line = await onThreadOfItsOwn { firstLine(of: watch.standardOutput) }
            let event = try #require(
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            )
            let cookie = try #require(event["cookie"] as? [String: Any])
            let words = [event["event"], cookie["name"], cookie["value"]]
            return words.map { $0 as? String ?? "?" }.joined(separator: " ")
        }
        #expect(try await next() == "present old 1")
        _ = try await runCrumb(["cookies", "set", "new=1", "--url", url], home: home)
        #expect(try await next() == "created new 1")
        _ = try await runCrumb(["cookies", "set", "new=2", "--url", url], home: home)
        #expect(try await next() == "updated new 2")
        _ = try await runCrumb(["cookies", "delete", "old"], home: home)
        #expect(try await next() == "deleted old 1")
        _ = try await runCrumb(
            ["cookies", "set", "brief=1; Max-Age=1", "--url", url],
            home: home
        )
        #expect(try await next() == "created brief 1")
        #expect(try await next() == "expired brief 1")
        watch.send(SIGINT)
        #expect(await watch.exitCode() == 130)
    }

    @Test func endsWithItsReader() async throws {
        let home = try TemporaryDirectory()
        let url = "http://127.0.0.1:5000/"
        let names = (1...9).map { "c\($0)=1" }
        _ = try await runCrumb(["cookies", "set"] + names + ["--url", url], home: home)
        let crumb = try builtExecutable("crumb")
        let result = try await run(
            "sh",
            ["-c", "\"$0\" cookies watch | head -1", crumb],
            environment: crumbEnvironment(home: home)
        )
        #expect(result.output.contains("c1=1"))
        #expect(result.output.split(separator: "\n").count == 1)
    }
}

private func firstLine(of file: FileHandle) -> String {
    var line = Data()
    while let byte = try? file.read(upToCount: 1), !byte.isEmpty, byte != Data("\n".utf8) {
        line += byte
    }
    return String(decoding: line, as: UTF8.self)
}
