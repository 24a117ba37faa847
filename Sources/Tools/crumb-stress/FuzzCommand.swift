internal import ArgumentParser
internal import BrowserInfra
internal import Fuzzing
internal import Glibc
internal import Synchronization

/// Tries many inputs on one target; the test runs it as a child process, because a crash ends it.
struct FuzzCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fuzz",
        abstract: "Tries random inputs on one parser of untrusted bytes."
    )

    @Argument(help: "One of \(FuzzTarget.all.map(\.name).joined(separator: ", ")).")
    var target: String

    @Option(help: "The seed for random choices.")
    var seed: UInt64 = 1

    @Option(help: "The number of the first input, which only depends on the seed.")
    var from = 1

    @Option(help: "The number of inputs.")
    var count = 10_000

    @Option(help: "The folder of the corpus.")
    var fixtures =
        String(#filePath.dropLast("Sources/Tools/crumb-stress/FuzzCommand.swift".count))
        + "fixtures"

    @Flag(help: "Print the inputs instead of trying them.")
    var show = false

    func run() throws {
        guard let target = FuzzTarget.all.first(where: { $0.name == target }) else {
            throw ValidationError("there is no target \"\(target)\"")
        }
        let corpus = try FuzzCorpus(of: target, fixtures: fixtures)
        let mutation = Mutation(corpus: corpus.inputs, pieces: target.pieces)
        if show {
            for number in from..<(from + count) {
                printLine(Corpus.line(mutation.input(number, seed: seed)))
            }
            return
        }
        Watch.begin()
        var slowest = (number: 0, seconds: 0.0)
        func judge(_ input: ByteString, _ number: Int) {
            Watch.current.store(number, ordering: .relaxed)
            let passed = stopwatch()
            if let broken = target.brokenClaim(for: input) {
                printLine(
                    "broken \(number) \(broken.description.debugDescription) \(Corpus.line(input))"
                )
            }
            if passed() > slowest.seconds { slowest = (number, passed()) }
        }
        // Numbers below 1 are the corpus and the long inputs.
        for (index, input) in corpus.inputs.enumerated() { judge(input, -index) }
        for number in from..<(from + count) {
            judge(mutation.input(number, seed: seed), number)
            if number % 256 == 0 { alarm(20) }
        }
        printLine("tried \(corpus.inputs.count + count)")
        printLine("slowest \(slowest.number) \(Int(slowest.seconds * 1_000_000))")
        for growth in Growth.all(of: target) { printLine(growth) }
    }
}

/// The existing inputs.
struct FuzzCorpus {
    var inputs: [ByteString]

    init(of target: FuzzTarget, fixtures: String) throws {
        inputs = []
        guard let text = contents(of: "\(fixtures)/fuzz/\(target.name).txt") else {
            throw ValidationError("there is no \(fixtures)/fuzz/\(target.name).txt")
        }
        inputs = Corpus.inputs(of: String(decoding: text, as: UTF8.self))
        let root = String(fixtures.dropLast("fixtures".count))
        for seed in target.seeds {
            let path = root + seed
            for file in [path] + names(in: path).map({ "\(path)/\($0)" }) {
                if let bytes = contents(of: file) { inputs.append(ByteString(bytes)) }
            }
        }
    }
}

/// Reports the input that ended the process.
enum Watch {
    static let current = Atomic<Int>(0)

    static func begin() {
        for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGALRM] {
            signal(number) { number in
                // The digits are formatted by hand: a signal handler may not call anything else.
                var text: InlineArray<24, UInt8> = .init(repeating: 0x20)
                var rest = Watch.current.load(ordering: .relaxed).magnitude
                var index = 22
                repeat {
                    text[index] = UInt8(0x30 + rest % 10)
                    rest /= 10
                    index -= 1
                } while rest > 0
                if Watch.current.load(ordering: .relaxed) < 0 { text[index] = 0x2D }
                text[23] = 0x0A
                text.span.withUnsafeBytes {
                    _ =
                        write(STDOUT_FILENO, "crashed", 7)
                        + write(STDOUT_FILENO, $0.baseAddress, 24)
                }
                _exit(number == SIGALRM ? 124 : 125)
            }
        }
        alarm(20)
    }
}

/// The contents of a file; `nil` when it is not one.
func contents(of path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
        let count = read(descriptor, &buffer, buffer.count)
        if count == 0 { return bytes }
        guard count > 0 else { return nil }
        bytes += buffer[..<count]
    }
}

/// The names in a folder, without `.` and `..`.
func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
}
