internal import ArgumentParser
internal import BrowserFetch
internal import Scenario

/// `--record`: a scenario that is made by trying.
struct RecordOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Append this request and its outcome to a scenario as a step.",
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
        let step = step()
        let kept = try session.recordedValues()
        var values = RecordedValues()
        try options.output.append(to: record) { contents in
            values = RecordedValues(kept, recordingTo: contents)
            // With --redact every secret is a variable anyway.
            return step.forReplaying(&values, hidesCredentials: options.redact == nil)
        } as: { step, contents in
            step.text(appendingTo: contents, browser: browser)
        }
        try session.keep(recordedValues: values.text)
    }
}

extension RecordOptions: FastPathOptions {
    static var rows: [FastPathRow<Self>] { [.value("record") { $0.record = $1 }] }
}
