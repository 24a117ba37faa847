internal import ArgumentParser
internal import Explanations
internal import Fetch
internal import Glibc
internal import HTTP
internal import Infra
internal import JSON
internal import Redaction
internal import Report
internal import Terminal
internal import WebOrigin

/// What becomes of the body and of the status.
struct OutputOptions: ParsableArguments {
    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("Write the body that the page reads to a file.", valueName: "file")
    )
    var output: String?

    @Option(
        help: ArgumentHelp(
            "Write what went over the wire as HAR 1.2, which DevTools opens; - is stdout, with -o.",
            valueName: "file"
        ),
        completion: .file(extensions: ["har"])
    )
    var har: String?

    @Flag(
        name: [.customShort("i"), .long],
        help: "Print the headers that the page reads before it."
    )
    var include = false

    @Flag(help: "Exit with 1 where the page reads a status of 400 or more.")
    var fail = false

    @Flag(name: [.customShort("s"), .customLong("silent")], help: "curl's; the same as --quiet.")
    var silent = false

    @OptionGroup var frameworkOptions: FrameworkOptions

    @Flag(help: "curl's; content codings are always undone.")
    var compressed = false

    /// Refuses `--har -` where something else goes to standard output.
    func checkHAR(isAlone: Bool, with global: GlobalOptions) throws(UsageError) {
        guard har == "-" else { return }
        let printsBody = isAlone && (output == nil || output == "-")
        let uses = [
            (global.json, "--json goes"), (include, "the headers of -i go"),
            (!isAlone && !global.quiet && !silent, "the comparison goes"),
            (printsBody, "the body goes, without -o FILE"),
        ]
        guard let use = uses.first(where: \.0)?.1 else { return }
        throw UsageError(
            "--har - is standard output, where \(use): write a path, such as requests.har"
        )
    }

    /// An option that is there and says nothing where no single body is printed.
    var optionForOneBody: String? {
        if output != nil { return "-o" }
        return include ? "-i" : nil
    }
}

/// Prints a report: the body on stdout, the explanation on stderr, or all of it as JSON.
struct ReportOutput {
    let session: Session
    let options: OutputOptions

    func print(_ report: FetchReport) throws {
        let told = report.redacted(by: try session.options.redaction())
        let advice = Adviser(report: told).advice
        let terminal = session.options.terminal
        if session.options.json {
            terminal.write(told.json(advice: advice).text + "\n", to: STDOUT_FILENO)
        } else {
            if case .fulfilled(let response) = report.outcome { try printBody(of: response) }
            if !session.options.quiet && !options.silent { try explain(told, advice) }
        }
        if let status = report.exitStatus(fail: options.fail) { throw CommandFailure(status) }
    }

    private func explain(_ report: FetchReport, _ advice: [Advice]) throws {
        let terminal = session.options.terminal
        let detail: FetchExplanation.Detail =
            session.options.verbose ? .verbose : terminal.isOutputTerminal ? .standard : .oneLine
        let explanation = FetchExplanation(
            report,
            advice: advice,
            framework: try options.frameworkOptions.choice,
            detail: detail,
            now: session.clock.now()
        )
        terminal.printError(explanation.layout)
    }

    private func printBody(of response: PageResponse) throws {
        let terminal = session.options.terminal
        if options.include { printHeaders(of: response) }
        guard let body = response.body else { return }
        if let path = options.output, path != "-" {
            do {
                try File.write(body.bytes, to: path)
            } catch {
                throw CommandFailure(.usage, "cannot write \(path): \(error.description)")
            }
            return
        }
        guard terminal.isOutputTerminal else {
            terminal.write(body.bytes, to: STDOUT_FILENO)
            return
        }
        guard let text = body.utf8Validated, !text.utf8.contains(0) else {
            terminal.write(
                "(a binary body of \(body.count) bytes; write it to a file with -o FILE)\n",
                to: STDOUT_FILENO
            )
            return
        }
        let end = text.isEmpty || text.hasSuffix("\n") ? "" : "\n"
        terminal.write(text.terminalSafeBody + end, to: STDOUT_FILENO)
    }

    private func printHeaders(of response: PageResponse) {
        let terminal = session.options.terminal
        func shown(_ bytes: ByteString) -> [UInt8] {
            terminal.isOutputTerminal
                ? Array(bytes.isomorphicDecoded.terminalSafe.utf8) : bytes.bytes
        }
        var bytes = Array("\(response.status) ".utf8) + shown(response.statusText) + [0x0A]
        for header in response.headers {
            bytes += Array("\(header.name.terminalSafe): ".utf8) + shown(header.value) + [0x0A]
        }
        terminal.write(bytes + [0x0A], to: STDOUT_FILENO)
    }
}

extension FetchReport {
    /// The exit status of a command that did this; `nil` where all is well.
    ///
    /// With `--fail`, a status of 400 or more is a failure too.
    func exitStatus(fail: Bool) -> ExitStatus? {
        switch outcome {
        case .fulfilled(let response) where response.bodyError != nil: .networkFailed
        case .fulfilled(let response): fail && response.status >= 400 ? .expectationFailed : nil
        case .rejected(let failure): failure.isNetworkFailure ? .networkFailed : .blocked
        }
    }
}

extension OutputOptions: DirectOptions {
    static var rows: [DirectRow<Self>] {
        [
            .value("output") { $0.output = $1 },
            .flag("i", "include") { $0.include = $1 },
            .flag("fail") { $0.fail = $1 },
            .flag("s", "silent") { $0.silent = $1 },
            .flag("compressed") { $0.compressed = $1 },
            .value("har") { $0.har = $1 },
            .group { $0.frameworkOptions = $1 },
        ]
    }
}
