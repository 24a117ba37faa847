internal import ArgumentParser
internal import Fetch
internal import Scenario

/// `--record`: a scenario that is made by trying.
struct RecordOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Append this, and what came of it, to a scenario as a step.",
            valueName: "file"
        ),
        completion: .file(extensions: ["yaml", "yml"])
    )
    var record: String?

    func validate() throws {
        try File.check(record, of: "--record", example: "login.yaml")
    }

    /// With several browsers, the first is the one that is recorded.
    ///
    /// `options` are the command's; those of the session name its own browser only.
    func append(_ step: RecordedStep, in session: Session, of options: GlobalOptions) throws {
        guard try options.browsers().first?.rawValue == session.policy.name else { return }
        try append(step, browser: session.policy.name)
    }

    func append(_ step: RecordedStep, browser: String) throws(CommandFailure) {
        guard let record else { return }
        do throws(File.Failure) {
            // A file that is not there yet is begun.
            let contents = File.exists(record) ? try File.read(record) : []
            let text = step.text(
                appendingTo: String(decoding: contents, as: UTF8.self),
                browser: browser
            )
            try File.append(Array(text.utf8), to: record)
        } catch {
            throw CommandFailure(.usage, "cannot record to \(record): \(error.description)")
        }
    }
}

extension RecordOptions: DirectOptions {
    static var rows: [DirectRow<Self>] { [.value("record") { $0.record = $1 }] }
}
