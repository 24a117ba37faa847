internal import ArgumentParser
internal import BrowserFetch
internal import Scenario

/// `--record`: a scenario recorded from individual commands.
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

    /// Appends a step. With several browsers, the first one is recorded.
    ///
    /// `options` are those of the command; the session's own only name its browser. `step` is only
    /// evaluated when recording.
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
