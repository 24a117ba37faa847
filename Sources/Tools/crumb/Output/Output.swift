internal import BrowserInfra
internal import BrowserJSON
internal import Glibc
internal import Redaction
internal import Report
internal import Synchronization
internal import Terminal
internal import WebOrigin

/// The one exit: all that leaves the process goes through here, to standard output, to standard error
/// or into a file, and is redacted here, once.
///
/// A command hands over a value and says how it is shown. What the value tells is learned before
/// anything of it is shown, and stays hidden in all that comes later. `.ci/check-shape` sees to it that
/// nothing else in crumb writes.
final class Output: Sendable {
    /// What is written as it is, because it is what the command is for.
    enum Verbatim {
        /// What the page reads; a status line and headers go before it.
        case body
        /// A jar that another program is to have.
        case exportedCookies
        /// What ``line(json:)`` made.
        case message
        /// A script for a shell, help, a version: crumb's own words.
        case ownText
    }

    private struct State {
        var redaction: Redaction
        /// Results are another program's data, and are given to it as they are.
        var revealsResults = false
        /// The other end of a pipe has gone away.
        var isOutputClosed = false
    }

    let terminal: Terminal
    private let state: Mutex<State>

    init(redaction: Redaction, terminal: Terminal) {
        self.terminal = terminal
        state = Mutex(State(redaction: redaction))
    }

    private static let current = Mutex<Output?>(nil)

    /// That of the command that runs; `make` is asked once.
    static func shared(make: () -> Output) -> Output {
        current.withLock { current in
            if let current { return current }
            let output = make()
            current = output
            return output
        }
    }

    // MARK: What is known

    /// What is hidden from now on, for a value that will be shown in part only, or later.
    func learn(_ value: some Redactable) {
        state.withLock { $0.redaction.learn(fromAll: value) }
    }

    /// Forgets what was learned long ago, where the command goes on for ever.
    func discardOldSecrets() {
        state.withLock { $0.redaction.keepLatest(Self.keptSecrets) }
    }

    /// More than one answer tells, mostly.
    private static let keptSecrets = 50

    /// From now on what is hidden is hidden of errors and notes only, which end up in logs: a program that
    /// asks for a token needs the token.
    func revealResults() { state.withLock { $0.revealsResults = true } }

    /// Whether secrets are hidden at all.
    var isRedacting: Bool { state.withLock { $0.redaction.hidesAnything } }

    /// The value as it will be shown: for what has to be worked out from it before, with `await`.
    func shown<Value: Redactable>(_ value: Value) -> Value { redacted(value, isResult: true) }

    /// `isResult`: of a service, which may be told as it is.
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

    /// A message for another program, as it is to be printed.
    func line(json value: JSONValue) -> [UInt8] {
        redacted(value, isResult: !value.hasError).lineBytes
    }

    func print(_ bytes: [UInt8], verbatim _: Verbatim) throws(CommandFailure) {
        try write(bytes)
    }

    /// Whether so many bytes can be printed without waiting for a reader.
    func canWriteWithoutBlocking(_ count: Int) -> Bool { Descriptor.canWriteWithoutBlocking(count, STDOUT_FILENO) }

    /// Whether what is printed still arrives somewhere: the other end of a pipe may be closed
    /// (`| head -3`).
    var isOutputRead: Bool {
        !state.withLock(\.isOutputClosed) && terminal.isRead(STDOUT_FILENO)
    }

    /// Refuses a standard output that nothing can be written to, before anybody asks for something.
    static func checkStandardOutput() throws(CommandFailure) {
        let flags = fcntl(STDOUT_FILENO, F_GETFL)
        guard flags < 0 || flags & O_ACCMODE == O_RDONLY else { return }
        throw CommandFailure(
            .outputFailed,
            "cannot write to standard output: \(File.Failure(number: EBADF).description)"
        )
    }

    /// Whether all that was printed so far has arrived.
    var isOutputOpen: Bool { !state.withLock(\.isOutputClosed) }

    /// A reader that has gone away is no error of ours; all else that keeps a byte from being written
    /// is one.
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

    // Where standard error cannot be written, there is nobody to tell.

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

    /// Nobody's userinfo is in what is explained; mostly there is no `@` at all.
    private func rendered(_ layout: Layout, width: Int, inColor: Bool) -> [UInt8] {
        let bytes = Array(layout.rendered(width: width, inColor: inColor).utf8)
        guard bytes.contains(UInt8(ascii: "@")) else { return bytes }
        return Array(layout.withoutUserinfo.rendered(width: width, inColor: inColor).utf8)
    }

    func note(line: String) {
        try? Descriptor.write(Array((redacted(line) + "\n").utf8), to: STDERR_FILENO)
    }

    /// What is drawn over again, on a terminal only: a text between control sequences of crumb's own.
    func draw(
        _ text: String,
        upTo columns: Int = .max,
        after start: String,
        before end: String = ""
    ) {
        let shown = start + redacted(text).truncated(to: columns) + end
        try? Descriptor.write(Array(shown.utf8), to: STDERR_FILENO)
    }

    /// For the handlers of signals, which may do no more than write.
    static func clearLineInSignalHandler() {
        let clearing: StaticString = "\r\u{1B}[K"
        _ = Glibc.write(STDERR_FILENO, clearing.utf8Start, clearing.utf8CodeUnitCount)
    }

    /// What went wrong, in a line.
    ///
    /// It has no credentials in it, hidden or not: what was typed is searched for them first.
    /// `words`: the command line.
    static func printError(_ message: String, about words: [String]) {
        var redaction = current.withLock { $0?.state.withLock(\.redaction) } ?? .nothing
        if !redaction.hidesAnything { redaction = Redaction() }
        redaction.learn(commandLine: words)
        // First what is known as a whole: of a password with an @ in it, not only the end is to go.
        let hidden = redaction.text(message)
        let line = redaction.sentence(redaction.withoutUserinfo(of: words, in: hidden))
        try? Descriptor.write(Array("crumb: \(line.terminalSafe)\n".utf8), to: STDERR_FILENO)
    }

    // MARK: Files

    /// Replaces a file, or begins one that its user alone may read. `isClosedToOthers`: also one that
    /// was there already.
    func write<Value: Redactable>(
        _ value: Value,
        to path: String,
        isClosedToOthers: Bool = false,
        as view: (Value) -> String
    ) throws(CommandFailure) {
        let bytes = Array(view(redacted(value)).utf8)
        try write(bytes, to: path, isClosedToOthers: isClosedToOthers)
    }

    /// One of several files that are made of one value.
    struct FileView<Shown> {
        var path: String
        var option: String
        var text: (Shown) -> String
    }

    /// One that cannot be written does not keep the others from being.
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
        // What makes an export worth something is what makes it worth stealing.
        let isClosedToOthers = content == .exportedCookies
        try write(bytes, to: path, isClosedToOthers: isClosedToOthers, hint: hint)
    }

    /// `option` is said first where that fails, `hint` last.
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

    /// Begins a file; one that is there already stays as it is.
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
            // Nothing is wrong with the disk: another name is to be written.
            let status = error.number == EEXIST ? ExitStatus.usage : .outputFailed
            throw Self.cannotWrite(path, option: nil, error, hint: hint, status)
        }
    }

    /// Puts more behind what a file has, which both `value` and `view` are given, as a text.
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

    /// Refuses what cannot be written, before anything is done; makes missing directories where
    /// `makesDirectories`.
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
    /// Of a message, or of one in a batch.
    fileprivate var hasError: Bool {
        self["error"] != .null || elements?.contains { $0.hasError } == true
    }
}
