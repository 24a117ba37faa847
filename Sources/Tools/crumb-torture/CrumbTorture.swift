internal import ArgumentParser
internal import Glibc

/// Measures what crumb promises under fire and prints the figures; fails if one is not kept.
@main struct CrumbTorture: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crumb-torture",
        abstract: "Puts the crumb beside it under fire and prints the figures.",
        subcommands: [AllCommand.self, FuzzCommand.self],
        defaultSubcommand: AllCommand.self
    )
}

/// Every trial, a row a figure.
struct AllCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "all",
        abstract: "Runs every trial, or those that are named."
    )

    @Argument(help: "The trials to run: \(StressTest.all.map(\.name).joined(separator: ", ")).")
    var trials: [String] = []

    @Flag(help: "A fixed, small number of each, for CI.")
    var short = false

    @Option(help: "Where random choices start; the same seed makes the same ones.")
    var seed: UInt64?

    func validate() throws {
        for name in trials where !StressTest.all.contains(where: { $0.name == name }) {
            throw ValidationError("there is no trial \"\(name)\"")
        }
    }

    func run() throws {
        // A child that ends early fails the write, not the trials.
        signal(SIGPIPE, SIG_IGN)
        let seed = seed ?? (short ? 1 : UInt64(time(nil)))
        let place = try Sandbox(isShort: short, seed: seed)
        defer { place.remove() }
        printLine("crumb-torture of \(place.crumb), seed \(seed)")
        printLine(Metric.title)
        var failures: [String] = []
        for trial in StressTest.all where trials.isEmpty || trials.contains(trial.name) {
            try trial.run(place) { figure in
                printLine(figure.row)
                failures += figure.failures.map { "\(figure.what): \($0)" }
            }
        }
        guard !failures.isEmpty else { return printLine("every promise kept") }
        printLine("\(failures.count) broken; the first of them:")
        for failure in failures.prefix(20) { printLine("  \(failure)") }
        throw ExitCode.failure
    }
}

/// One group of figures.
struct StressTest: Sendable {
    var name: String
    var run: @Sendable (_ place: Sandbox, _ report: (Metric) -> Void) throws -> Void

    static let all: [StressTest] = [
        .fuzz, .profile, .kill, .damage, .output, .secrets, .hostile, .shells, .cut, .bounds,
        .cancel,
    ]
}

/// Writes a line on standard output, at once: the trials take their time.
func printLine(_ line: String) {
    var bytes = Array((line + "\n").utf8)[...]
    while !bytes.isEmpty {
        let count = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
        guard count > 0 else { return }
        bytes = bytes.dropFirst(count)
    }
}
