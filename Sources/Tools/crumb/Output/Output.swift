internal import BrowserInfra
internal import BrowserJSON
internal import Glibc
internal import Redaction
internal import Report
internal import Synchronization
internal import Terminal
internal import WebOrigin

/// The single exit: everything that leaves the process passes through here, to standard output,
/// standard error or a file, and is redacted here, once.
///
/// A command passes a value and a function that renders it. The secrets in the value are learned
/// before any of it is shown, and remain hidden in all later output. `.ci/check-shape` ensures that
/// nothing else in crumb writes.
final class Output: Sendable {
    /// Content that is written unredacted, because it is the actual result of a command.
    enum Verbatim {
        /// The body that the page reads, preceded by a status line and headers.
        case body
        /// A jar for another program.
        case exportedCookies
        /// The result of ``line(json:)``.
        case message
        /// A script for a shell, help, a version: crumb's own text.
        case ownText
    }

    private struct State {
        var redaction: Redaction
        /// Whether results are another program's data, and are passed to it unredacted.
        var revealsResults = false
        /// Whether the other end of a pipe has been closed.
        var isOutputClosed = false
    }

    let terminal: Terminal
    private let state: Mutex<State>

    init(redaction: Redaction, terminal: Terminal) {
        self.terminal = terminal
        state = Mutex(State(redaction: redaction))
    }

    private static let current = Mutex<Output?>(nil)

    /// The running command's output; `make` is called once.
    static func shared(make: () -> Output) -> Output {
        current.withLock { current in
            if let current { return current }
            let output = make()
            current = output
            return output
        }
    }

    // MARK: Secrets

    /// Learns the secrets of a value that will only be shown in part, or later.
    func learn(_ value: some Redactable) {
        state.withLock { $0.redaction.learn(fromAll: value) }
    }

    /// Discards all but the latest secrets, for a command that runs indefinitely.
    func discardOldSecrets() {
        state.withLock { $0.redaction.keepLatest(Self.keptSecrets) }
    }

    /// More secrets than most responses contain.
    private static let keptSecrets = 50

    /// Restricts redaction to errors and notes, which end up in logs: a program that requests a
    /// token needs the token.
    func revealResults() { state.withLock { $0.revealsResults = true } }

    /// Whether secrets are hidden at all.
    var isRedacting: Bool { state.withLock { $0.redaction.hidesAnything } }

    /// The value as it will be shown, for computations on it beforehand that require `await`.
    func shown<Value: Redactable>(_ value: Value) -> Value { redacted(value, isResult: true) }

    /// The redacted value.
    ///
    /// `isResult`: whether it is a result of a service, which may be passed unredacted.
    private func redacted<Value: Redactable>(_ value: Value, isResult: Bool = false) -> Value {
        let redaction = state.withLock { state in
            state.redaction.learn(fromAll: value)
            return isResult && state.revealsResults ? .nothing : state.redaction
        }
        return value.redacted(by: redaction)
    }

    // MARK: Standard output

    func print<Value: Redactable>(
        _ value: Value,
        as view: (Value) -> Layout
    ) throws(CommandFailure) {
        try print(rendered: view(redacted(value)))
    }

    func print(_ layout: Layout) throws(CommandFailure) {
        try print(rendered: redacted(layout))
    }

    private func print(rendered layout: Layout) throws(CommandFailure) {
        let isColored = terminal.isColored(terminal.isOutputTerminal)
        try write(rendered(layout, width: terminal.width(of: STDOUT_FILENO), inColor: isColored))
    }

    func print(line: String) throws(CommandFailure) {
        try write(Array((redacted(line) + "\n").utf8))
    }

    func print<Value: Redactable>(
        text value: Value,
        as view: (Value) -> String
    ) throws(CommandFailure) {
        try write(Array(view(redacted(value)).utf8))
    }

    func print<Value: Redactable>(
        bytes value: Value,
        as view: (Value) -> [UInt8]
    ) throws(CommandFailure) {
        try write(view(redacted(value)))
    }

    /// `style`: `lineText` for a stream of objects.
    func print<Value: Redactable>(
        json value: Value,
        style: (JSONValue) -> String = \.text,
        as view: (Value) -> JSONValue
    ) throws(CommandFailure) {
        try write(Array((style(view(redacted(value))) + "\n").utf8))
    }

    func print(json value: JSONValue) throws(CommandFailure) {
        try print(json: value) { $0 }
    }

    /// A message for another program, as bytes to print.
    func line(json value: JSONValue) -> [UInt8] {
        redacted(value, isResult: !value.hasError).lineBytes
    }

    func print(_ bytes: [UInt8], verbatim _: Verbatim) throws(CommandFailure) {
        try write(bytes)
    }

    /// Whether that many bytes can be printed without waiting for a reader.
    func canWriteWithoutBlocking(_ count: Int) -> Bool {
        Descriptor.canWriteWithoutBlocking(count, STDOUT_FILENO)
    }

    /// Whether printed output still has a reader: the other end of a pipe may be closed (`| head
    /// -3`).
    var isOutputRead: Bool {
        !state.withLock(\.isOutputClosed) && terminal.isRead(STDOUT_FILENO)
    }

    /// Rejects a standard output that cannot be written to, before any request is made.
    static func checkStandardOutput() throws(CommandFailure) {
        let flags = fcntl(STDOUT_FILENO, F_GETFL)
        guard flags < 0 || flags & O_ACCMODE == O_RDONLY else { return }
        throw CommandFailure(
            .outputFailed,
            "cannot write to standard output: \(File.Failure(number: EBADF).description)"
        )
    }

    /// Whether everything printed so far was written.
    var isOutputOpen: Bool { !state.withLock(\.isOutputClosed) }

    /// Writes to standard output. A reader that has closed the pipe is not an error; any other
    /// reason why a byte cannot be written is.
    private func write(_ bytes: [UInt8]) throws(CommandFailure) {
        guard !state.withLock(\.isOutputClosed) else { return }
        do throws(File.Failure) {
            try Descriptor.write(bytes, to: STDOUT_FILENO)
        } catch {
            guard error.number != EPIPE else {
                state.withLock { $0.isOutputClosed = true }
                return
            }
            throw CommandFailure(
                .outputFailed,
                "cannot write to standard output: \(error.description)"
            )
        }
    }

    // MARK: Standard error

    // When standard error cannot be written, the error cannot be reported.

    func note<Value: Redactable>(_ value: Value, as view: (Value) -> Layout) {
        note(rendered: view(redacted(value)))
    }

    func note(_ layout: Layout) {
        note(rendered: redacted(layout))
    }

    private func note(rendered layout: Layout) {
        let isColored = terminal.isColored(terminal.isErrorTerminal)
        let bytes = rendered(layout, width: terminal.width(of: STDERR_FILENO), inColor: isColored)
        try? Descriptor.write(bytes, to: STDERR_FILENO)
    }

    /// The rendered layout without any userinfo in URLs; usually there is no `@` at all.
    private func rendered(_ layout: Layout, width: Int, inColor: Bool) -> [UInt8] {
        let bytes = Array(layout.rendered(width: width, inColor: inColor).utf8)
        guard bytes.contains(UInt8(ascii: "@")) else { return bytes }
        return Array(layout.withoutUserinfo.rendered(width: width, inColor: inColor).utf8)
    }

    func note(line: String) {
        try? Descriptor.write(Array((redacted(line) + "\n").utf8), to: STDERR_FILENO)
    }

    /// Redraws a line, only on a terminal: a text between control sequences of crumb's own.
    func draw(
        _ text: String,
        upTo columns: Int = .max,
        after start: String,
        before end: String = ""
    ) {
        let shown = start + redacted(text).truncated(to: columns) + end
        try? Descriptor.write(Array(shown.utf8), to: STDERR_FILENO)
    }

    /// Clears the line from a signal handler, which may do little more than write.
    static func clearLineInSignalHandler() {
        let clearing: StaticString = "\r\u{1B}[K"
        _ = Glibc.write(STDERR_FILENO, clearing.utf8Start, clearing.utf8CodeUnitCount)
    }

    /// Prints an error in one line.
    ///
    /// It never contains credentials, whether or not they are hidden: the typed words are searched
    /// for them first.
    ///
    /// `words`: the command line.
    static func printError(_ message: String, about words: [String]) {
        var redaction = current.withLock { $0?.state.withLock(\.redaction) } ?? .nothing
        if !redaction.hidesAnything { redaction = Redaction() }
        redaction.learn(commandLine: words)
        // Known secrets first: of a password with an @ in it, not only the end must be hidden.
        let hidden = redaction.text(message)
        let line = redaction.sentence(redaction.withoutUserinfo(of: words, in: hidden))
        try? Descriptor.write(Array("crumb: \(line.terminalSafe)\n".utf8), to: STDERR_FILENO)
    }

    // MARK: Files

    /// Replaces a file, or creates one that only its user can read.
    ///
    /// `isClosedToOthers`: whether an existing file is closed to others too.
    func write<Value: Redactable>(
        _ value: Value,
        to path: String,
        isClosedToOthers: Bool = false,
        as view: (Value) -> String
    ) throws(CommandFailure) {
        let bytes = Array(view(redacted(value)).utf8)
        try write(bytes, to: path, isClosedToOthers: isClosedToOthers)
    }

    /// One of several files written from one value.
    struct FileView<Shown> {
        var path: String
        var option: String
        var text: (Shown) -> String
    }

    /// Writes all files, even if one of them fails.
    func write<Value: Redactable, Shown>(
        _ value: Value,
        as view: (Value) -> Shown,
        to files: [FileView<Shown>]
    ) throws(CommandFailure) {
        guard !files.isEmpty else { return }
        let shown = view(redacted(value))
        var first: CommandFailure?
        for file in files {
            do throws(CommandFailure) {
                let bytes = Array(file.text(shown).utf8)
                try write(bytes, to: file.path, option: file.option)
            } catch {
                first = first ?? error
            }
        }
        if let first { throw first }
    }

    func write(
        _ bytes: [UInt8],
        verbatim content: Verbatim,
        to path: String,
        hint: String = ""
    ) throws(CommandFailure) {
        // An export contains sessions, so others must not read it.
        let isClosedToOthers = content == .exportedCookies
        try write(bytes, to: path, isClosedToOthers: isClosedToOthers, hint: hint)
    }

    /// Writes a file. If that fails, the message begins with `option` and ends with `hint`.
    private func write(
        _ bytes: [UInt8],
        to path: String,
        option: String? = nil,
        isClosedToOthers: Bool = false,
        hint: String = ""
    ) throws(CommandFailure) {
        do throws(File.Failure) {
            try AtomicFile(path, isClosedToOthers: isClosedToOthers).write(bytes)
        } catch {
            // `-o >(head -3)`
            guard error.number != EPIPE else { return }
            throw Self.cannotWrite(path, option: option, error, hint: hint)
        }
    }

    /// Creates a file; an existing one is left unchanged.
    func create<Value: Redactable>(
        _ value: Value,
        at path: String,
        hint: String,
        as view: (Value) -> String
    ) throws(CommandFailure) {
        let bytes = Array(view(redacted(value)).utf8)
        do throws(File.Failure) {
            try AtomicFile(path).create(bytes)
        } catch {
            // The disk is fine: the user must choose another name.
            let status = error.number == EEXIST ? ExitStatus.usage : .outputFailed
            throw Self.cannotWrite(path, option: nil, error, hint: hint, status)
        }
    }

    /// Appends to a file. `value` and `view` receive its content as a text.
    func append<Value: Redactable>(
        to path: String,
        _ value: (String) -> Value,
        as view: (Value, String) -> String
    ) throws(CommandFailure) {
        do throws(File.Failure) {
            try AppendedFile(path).append { bytes in
                let contents = String(decoding: bytes, as: UTF8.self)
                return Array(view(redacted(value(contents)), contents).utf8)
            }
        } catch {
            guard error.number != EPIPE else { return }
            throw CommandFailure(
                .outputFailed,
                "cannot record to \(path): \(error.description)"
            )
        }
    }

    /// Rejects a file that cannot be written, before anything is done; creates missing directories
    /// if `makesDirectories`.
    static func check(
        _ path: String,
        option: String?,
        makesDirectories: Bool = false
    ) throws(CommandFailure) {
        do throws(File.Failure) {
            try AtomicFile(path).check(makesDirectories: makesDirectories)
        } catch {
            throw cannotWrite(path, option: option, error, hint: "")
        }
    }

    private static func cannotWrite(
        _ path: String,
        option: String?,
        _ error: File.Failure,
        hint: String,
        _ status: ExitStatus = .outputFailed
    ) -> CommandFailure {
        let start = option.map { "\($0): " } ?? ""
        return CommandFailure(
            status,
            "\(start)cannot write \(path): \(error.description)\(hint)"
        )
    }
}

extension JSONValue {
    /// Whether the message, or one in a batch, is an error.
    fileprivate var hasError: Bool {
        self["error"] != .null || elements?.contains { $0.hasError } == true
    }
}
