internal import ArgumentParser
internal import Glibc

/// Stress-tests crumb's guarantees and prints the figures; fails if a guarantee is broken.
@main struct CrumbStress: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crumb-stress",
        abstract: "Stress-tests the crumb in the same folder and prints the figures.",
        subcommands: [AllCommand.self, FuzzCommand.self],
        defaultSubcommand: AllCommand.self
    )
}

/// Runs every test, and prints a row for each figure.
struct AllCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "all",
        abstract: "Runs all tests, or the named ones."
    )

    @Argument(help: "The tests to run: \(StressTest.all.map(\.name).joined(separator: ", ")).")
    var trials: [String] = []

    @Flag(help: "Run a fixed, small number of each test, for CI.")
    var short = false

    @Option(help: "The seed for random choices; the same seed repeats them.")
    var seed: UInt64?

    func validate() throws {
        for name in trials where !StressTest.all.contains(where: { $0.name == name }) {
            throw ValidationError("there is no test \"\(name)\"")
        }
    }

    func run() throws {
        // A child that exits early fails the write, not the tests.
        signal(SIGPIPE, SIG_IGN)
        let seed = seed ?? (short ? 1 : UInt64(time(nil)))
        let place = try Sandbox(isShort: short, seed: seed)
        defer { place.remove() }
        printLine("crumb-stress of \(place.crumb), seed \(seed)")
        printLine(Metric.title)
        var failures: [String] = []
        for trial in StressTest.all where trials.isEmpty || trials.contains(trial.name) {
            try trial.run(place) { figure in
                printLine(figure.row)
                failures += figure.failures.map { "\(figure.what): \($0)" }
            }
        }
        guard !failures.isEmpty else { return printLine("all guarantees hold") }
        printLine("\(failures.count) failures; the first ones:")
        for failure in failures.prefix(20) { printLine("  \(failure)") }
        throw ExitCode.failure
    }
}

/// A named group of figures.
struct StressTest: Sendable {
    var name: String
    var run: @Sendable (_ place: Sandbox, _ report: (Metric) -> Void) throws -> Void

    static let all: [StressTest] = [
        .fuzz, .profile, .kill, .damage, .output, .secrets, .hostile, .shells, .cut, .bounds,
        .cancel,
    ]
}

/// Writes a line to standard output at once: the tests take a long time.
func printLine(_ line: String) {
    var bytes = Array((line + "\n").utf8)[...]
    while !bytes.isEmpty {
        let count = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
        guard count > 0 else { return }
        bytes = bytes.dropFirst(count)
    }
}
