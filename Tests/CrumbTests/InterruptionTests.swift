import Foundation
import TestSupport
import Testing

/// A command that is interrupted ends at once, as if it had never been run.
@Suite struct InterruptionTests {
    /// The signal arrives while no task is running, where a signal handler isolated to the main
    /// actor once made crumb trap.
    @Test(arguments: [
        ["fetch", "URL", "--from", "URL"], ["fetch", "URL", "--from", "URL", "--json"],
        ["fetch", "URL", "--from", "URL", "--browser", "chrome,firefox"], ["visit", "URL"],
        ["load", "URL", "--as", "image", "--from", "URL"], ["doctor", "URL", "--from", "URL"],
    ])
    func interruptedCommandEndsAtOnce(_ words: [String]) async throws {
        let server = try SilentServer()
        let home = try TemporaryDirectory()
        let process = try RunningProcess(
            builtExecutable("crumb"),
            words.map { $0 == "URL" ? server.baseURL : $0 },
            environment: crumbEnvironment(home: home)
        )
        let guardian = Task {
            try await Task.sleep(for: .patient(seconds: 60))
            process.kill()
        }
        await server.request()
        process.send(SIGINT)
        #expect(await process.exitCode() == 130)
        guardian.cancel()
        let jar = try await runCrumb(["cookies", "--json"], home: home)
        #expect(jar.exitCode == 0, "\(jar.errorOutput)")
    }

    /// Under `ulimit -f`, crumb prints one line and exits with 5, as on a full disk, instead of
    /// being killed by SIGXFSZ.
    @Test(
        .disabled(
            if: Sanitizer.current == .thread,
            "the thread sanitizer writes a file of its own before crumb starts"
        ),
        arguments: [
            ["cookies", "set", "a=b; Max-Age=600", "--url", "http://a.test/"],
            ["visit", "FLASK/set-cookie"],
        ]
    )
    func fileSizeLimitIsTreatedAsAFullDisk(_ words: [String]) async throws {
        let home = try TemporaryDirectory()
        let flask = try await FlaskServer.shared()
        // The profile already exists; it is the file that may not grow.
        let before = try await runCrumb(
            ["cookies", "set", "old=1; Max-Age=600", "--url", "http://a.test/"],
            home: home
        )
        #expect(before.exitCode == 0)
        let result = try await run(
            "sh",
            ["-c", "ulimit -f 0; exec \"$0\" \"$@\"", builtExecutable("crumb")]
                + words.map { $0.replacing("FLASK", with: flask.baseURL) },
            environment: crumbEnvironment(home: home)
        )
        #expect(result.exitCode == 5, "\(result.errorOutput)")
        #expect(result.errorOutput.split(separator: "\n").count == 1, "\(result.errorOutput)")
        let jar = try await runCrumb(["cookies", "--json"], home: home)
        #expect(jar.output.contains("\"old\""))
    }
}
