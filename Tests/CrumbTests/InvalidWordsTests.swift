import Foundation
import TestSupport
import Testing

/// Arguments that are not UTF-8, and values that cannot be sent, are rejected rather than repaired.
@Suite struct InvalidWordsTests {
    private func bash(_ script: String, _ home: TemporaryDirectory) async throws -> CommandResult {
        try await TestSupport.run(
            "/bin/bash",
            ["-c", script, try builtExecutable("crumb")],
            environment: crumbEnvironment(home: home)
        )
    }

    @Test(arguments: [
        ("\"$0\" cookies list --home $'HOME/h\\xff'", "argument 4 is not valid UTF-8"),
        ("\"$0\" run $'HOME/\\xfe.yaml'", "argument 2 is not valid UTF-8"),
        ("\"$0\" fetch http://a.test/ --from http://a.test -d $'\\xff'", "argument 6 is not valid"),
        (
            "CRUMB_HOME=$'HOME/h\\xff' \"$0\" cookies list",
            "the value of $CRUMB_HOME is not valid UTF-8"
        ),
        (
            "unset CRUMB_HOME; XDG_DATA_HOME=$'HOME/h\\xff' \"$0\" cookies",
            "the value of $XDG_DATA_HOME is not valid UTF-8"
        ),
    ])
    func invalidUTF8IsRejected(_ script: String, _ says: String) async throws {
        let home = try TemporaryDirectory()
        let before = try FileManager.default.contentsOfDirectory(atPath: home.path)
        let result = try await bash(script.replacing("HOME/", with: home.path + "/"), home)
        #expect(result.exitCode == 64, "\(result.errorOutput)")
        #expect(result.errorOutput.contains(says), "\(result.errorOutput)")
        #expect(result.errorOutput.split(separator: "\n").count == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.path) == before)
    }

    @Test func fileNameThatIsNotUTF8IsReported() async throws {
        let home = try TemporaryDirectory()
        let result = try await bash(
            "mkdir \(home.path)/s && touch \(home.path)/s/$'\\xff.yaml' && \"$0\" run \(home.path)/s",
            home
        )
        #expect(result.exitCode == 2, "\(result.errorOutput)")
        #expect(result.errorOutput.contains("is not valid UTF-8; rename it"))
    }

    /// U+FFFD itself is a character like any other.
    @Test func replacementCharacterIsAccepted() async throws {
        let result = try await runCrumb(["origin", "http://a.test/\u{FFFD}", "http://a.test/"])
        #expect(result.exitCode == 0, "\(result.errorOutput)")
    }

    @Test(arguments: ["a\nb", "a\r\nX: y"])
    func userAgentMustNotContainLineBreaks(_ value: String) async throws {
        let result = try await runCrumb(
            ["fetch", "http://127.0.0.1:1/", "--from", "http://a.test", "-A", value]
        )
        #expect(result.exitCode == 64, "\(result.errorOutput)")
        #expect(result.errorOutput.contains("-A: a User-Agent cannot contain line breaks"))
    }
}
