internal import ArgumentParser
internal import Explanations
internal import PageScripts

/// How long a page's scripts may run, and how much they may take.
struct ScriptOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Give up after this long: 500ms, 30s, 2m.",
            valueName: "time"
        )
    )
    var timeout = TimeSpan(text: "30s", seconds: 30)

    @Option(
        help: ArgumentHelp(
            "Give up if it uses more than this: bytes, or with k, M, G.",
            valueName: "size"
        )
    )
    var maxMemory = ByteCount(text: "1G", bytes: 1 << 30)

    /// `crumb-js`, started.
    func program(forPage: Bool) throws(CommandFailure) -> PageProcess {
        try Self.program(forPage: forPage, maxMemory: maxMemory.bytes)
    }

    /// `forPage`: whether it shows a page, not only runs scripts; `maxMemory`: bytes; what it may take.
    static func program(
        forPage: Bool,
        maxMemory: Int = 1 << 30
    ) throws(CommandFailure) -> PageProcess {
        let path = try Installation.scriptProgram()
        do throws(PageProgramFailure) {
            return try PageProcess(
                path: path,
                memoryLimit: maxMemory,
                isForPage: forPage,
                watcher: MainThreadExecutor.shared
            )
        } catch {
            throw CommandFailure(.usage, "cannot start \(path): \(error.detail)")
        }
    }
}

extension ScriptOptions: FastPathOptions {
    static var rows: [FastPathRow<Self>] {
        [
            .value("timeout", default: TimeSpan(text: "30s", seconds: 30)) { $0.timeout = $1 },
            .value("max-memory", default: ByteCount(text: "1G", bytes: 1 << 30)) {
                $0.maxMemory = $1
            },
        ]
    }
}

/// `30s`; a bare number is of seconds.
struct TimeSpan: ExpressibleByArgument, Hashable, Sendable {
    var text: String
    var seconds: Double

    init(text: String, seconds: Double) {
        self.text = text
        self.seconds = seconds
    }

    init?(argument: String) {
        let units: [(String, Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("", 1)]
        guard let (unit, factor) = units.first(where: { argument.hasSuffix($0.0) }),
            let number = Double(argument.dropLast(unit.count)), number > 0, number.isFinite
        else { return nil }
        self.init(text: unit.isEmpty ? argument + "s" : argument, seconds: number * factor)
    }

    var defaultValueDescription: String { text }
}

/// `512M`.
struct ByteCount: ExpressibleByArgument, Hashable, Sendable {
    var text: String
    var bytes: Int

    /// As a sentence has it: a bare number is of bytes.
    var shown: String { text.last?.isNumber == true ? counted(bytes, "byte") : text }

    init(text: String, bytes: Int) {
        self.text = text
        self.bytes = bytes
    }

    init?(argument: String) {
        let factors: [Character: Int] = ["k": 1 << 10, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30]
        let factor = argument.last.flatMap { factors[$0] }
        guard let count = Int(factor == nil ? argument[...] : argument.dropLast()), count > 0 else {
            return nil
        }
        let (bytes, overflow) = count.multipliedReportingOverflow(by: factor ?? 1)
        self.init(text: argument, bytes: overflow ? .max : bytes)
    }

    var defaultValueDescription: String { text }
}
