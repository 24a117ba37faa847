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
    /// `step` is asked for only where something is recorded.
    func append(
        in session: Session,
        of options: GlobalOptions,
        _ step: () -> RecordedStep
    ) throws {
        let browser = session.policy.name
        guard let record, try options.browsers().first?.rawValue == browser else { return }
        // With --redact every secret is a variable anyway.
        let step = step().forReplaying(hidesCredentials: options.redact == nil)
        try options.output.append(step, to: record) { step, contents in
            step.text(appendingTo: contents, browser: browser)
        }
    }
}

extension RecordOptions: DirectOptions {
    static var rows: [DirectRow<Self>] { [.value("record") { $0.record = $1 }] }
}
