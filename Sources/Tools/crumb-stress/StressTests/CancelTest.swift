internal import BrowserFetch
internal import Fuzzing
internal import Glibc

extension StressTest {
    /// Ctrl-C at a random moment of every command: exit code 130 within a second, and nothing left
    /// behind.
    static let cancel = StressTest(name: "cancel") { place, report in
        let server = try Server(place)
        for (index, command) in CancelledCommand.all(server, place).enumerated() {
            let home = place.newHome("cancel-\(index)")
            let profile = Profile(place: place, home: home)
            var random = place.random(index)
            let passed = stopwatch()
            var figure = Metric(
                what: "Ctrl-C: \(command.name)",
                count: 0,
                peakKilobytes: 0,
                seconds: 0
            )
            var slowest = 0.0
            var interrupted = 0
            // For short commands, more attempts are cheap.
            for _ in 0..<place.count(100, short: command.until < 0.1 ? 40 : 6) {
                let after = Double.random(in: 0...command.until, using: &random)
                let child = try Child.run(
                    [place.crumb] + command.words,
                    environment: Child.environment(home: home),
                    on: command.streams,
                    signal: Child.Signal(number: SIGINT, after: after)
                )
                figure.count += 1
                figure.peakKilobytes = max(figure.peakKilobytes ?? 0, child.peakKilobytes)
                if let seconds = child.secondsAfterSignal {
                    slowest = max(slowest, seconds)
                    if seconds > 1 {
                        figure.failures.append("\(decimal(seconds)) s after Ctrl-C at \(after) s")
                    }
                    if child.exitCode == 130 { interrupted += 1 }
                }
                // A command that ended before the signal succeeded.
                let allowed: Set<Int32> = child.secondsAfterSignal == nil ? [0] : [0, 130]
                if !allowed.contains(child.exitCode) {
                    figure.failures.append(
                        "exit \(child.exitCode) at \(after) s: \(child.errorText.suffix(200))"
                    )
                }
            }
            if access(profile.path, F_OK) == 0 { figure.failures += profile.complaints() }
            figure.failures += leftoverProcesses(of: home).map { "left behind: \($0)" }
            figure.seconds = passed()
            figure.remark = "\(interrupted) interrupted, slowest \(decimal(slowest * 1000)) ms"
            report(figure)
        }
    }

    /// The processes whose environment contains that home, after they had a moment to exit.
    private static func leftoverProcesses(of home: String) -> [String] {
        var left: [String] = []
        for _ in 1...20 {
            left = names(in: "/proc").filter { $0.allSatisfy(\.isNumber) }.compactMap { id in
                guard let environment = contents(of: "/proc/\(id)/environ"),
                    String(decoding: environment, as: UTF8.self).contains("CRUMB_HOME=\(home)\0")
                else { return nil }
                let words = contents(of: "/proc/\(id)/cmdline") ?? []
                // A zombie process has no command line.
                return words.isEmpty ? nil : String(decoding: words, as: UTF8.self)
            }
            if left.isEmpty { return [] }
            usleep(50_000)
        }
        return left
    }
}

/// A command, and the duration for which it can be interrupted.
private struct CancelledCommand {
    var name: String
    var words: [String]
    var until: Double
    var streams = Child.Streams.pipes

    static func all(_ server: Server, _ place: Sandbox) -> [CancelledCommand] {
        let base = server.baseURL
        let page = ["--from", "\(base)/page"]
        let slow = "\(base)/slow/a/0.3"
        let browsers = BrowserPolicy.presets.map(\.name).joined(separator: ",")
        let scenario = "\(place.directory)/cancel.yaml"
        writeFile(
            """
            servers:
              - run: python3 \(place.fixtures)/hostile/serve.py < /dev/zero
              - run: sleep 100
            page: \(base)/page
            steps:
              - fetch: \(slow)
              - fetch: \(slow)
            """,
            to: scenario
        )
        return [
            CancelledCommand(name: "fetch", words: ["fetch", slow] + page, until: 0.4),
            CancelledCommand(
                name: "fetch on a terminal",
                words: ["fetch", slow] + page,
                until: 0.4,
                streams: .terminal
            ),
            CancelledCommand(
                name: "fetch in every browser",
                words: ["fetch", slow, "--browser", browsers] + page,
                until: 0.8
            ),
            CancelledCommand(name: "visit", words: ["visit", slow], until: 0.4),
            CancelledCommand(
                name: "load",
                words: ["load", slow, "--as", "image"] + page,
                until: 0.4
            ),
            CancelledCommand(name: "cookies list", words: ["cookies", "list"], until: 0.02),
            CancelledCommand(name: "cookies watch", words: ["cookies", "watch"], until: 0.3),
            CancelledCommand(
                name: "cookies set",
                words: ["cookies", "set", "a=b", "--url", base],
                until: 0.02
            ),
            CancelledCommand(name: "why", words: ["why", base] + page, until: 0.02),
            CancelledCommand(
                name: "document-cookie",
                words: ["document-cookie", "a=b"] + page,
                until: 0.02
            ),
            CancelledCommand(name: "run, with servers", words: ["run", scenario], until: 0.5),
            CancelledCommand(name: "demo", words: ["demo"], until: 0.2),
        ]
    }
}
