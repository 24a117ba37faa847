internal import ArgumentParser
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations
internal import Fixes
internal import Glibc
internal import Redaction
internal import Report
internal import Terminal
internal import WebOrigin

/// The options for the output of the body and the status.
struct OutputOptions: ParsableArguments {
    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("Write the body that the page reads to a file.", valueName: "file"),
        completion: .file()
    )
    var output: String?

    @Option(
        help: ArgumentHelp(
            "Write all requests and responses as HAR 1.2, for DevTools; - is stdout, with -o.",
            valueName: "file"
        ),
        completion: .file(extensions: ["har"])
    )
    var har: String?

    @Flag(
        name: [.customShort("i"), .long],
        help: "Print the headers that the page can read before the body."
    )
    var include = false

    @Flag(help: "Exit with status 1 if the page reads a status of 400 or more.")
    var fail = false

    @Flag(
        name: [.customShort("s"), .customLong("silent")],
        help: "The same as --quiet, as in curl."
    )
    var silent = false

    @OptionGroup var frameworkOptions: FrameworkOptions

    @Flag(help: "Accepted for compatibility with curl; responses are always decompressed.")
    var compressed = false

    /// Rejects `--har -` when something else is written to standard output.
    func checkHAR(isAlone: Bool, with global: GlobalOptions) throws(UsageError) {
        guard har == "-" else { return }
        let printsBody = isAlone && (output == nil || output == "-")
        let uses = [
            (global.json, "--json is written"), (include, "the headers of -i are written"),
            (!isAlone && !global.quiet && !silent, "the comparison is written"),
            (printsBody, "the body is written, without -o FILE"),
        ]
        guard let use = uses.first(where: \.0)?.1 else { return }
        throw UsageError(
            "--har - is standard output, where \(use): write a path, such as requests.har"
        )
    }

    /// The first given option that has no effect when no single body is printed.
    var optionForOneBody: String? {
        if output != nil { return "-o" }
        return include ? "-i" : nil
    }
}

/// Prints a report: the body on stdout and the explanation on stderr, or everything as JSON.
struct ReportOutput {
    let session: Session
    let options: OutputOptions

    private var output: Output { session.options.output }

    func print(_ report: FetchReport) async throws {
        if session.options.json {
            let shown = output.shown(report)
            try output.print(json: shown.json(advice: await advice(on: shown)))
        } else {
            if case .beacon(let returned?) = report.connection {
                try output.print(line: "\(returned)")
            }
            if case .fulfilled(let response) = report.outcome {
                if options.include { try printHeaders(of: report) }
                if let body = response.body { try print(body: body) }
            }
            if !session.options.quiet && !options.silent { try await explain(report) }
        }
        if let status = report.exitStatus(fail: options.fail) { throw CommandFailure(status) }
    }

    private func advice(on shown: FetchReport) async throws -> [Advice] {
        await Adviser(report: shown, suffixes: try session.options.suffixes()).advice()
    }

    private func explain(_ report: FetchReport) async throws {
        let detail: FetchExplanation.Detail =
            session.options.verbose
            ? .verbose : output.terminal.isOutputTerminal ? .standard : .oneLine
        let shown = output.shown(report)
        let explanation = FetchExplanation(
            shown,
            advice: try await advice(on: shown),
            framework: try options.frameworkOptions.named,
            detail: detail,
            now: session.clock.now()
        )
        output.note(explanation.layout)
    }

    private func print(body: ByteString) throws(CommandFailure) {
        if let path = options.output, path != "-" {
            try output.write(body.bytes, verbatim: .body, to: path)
            return
        }
        guard output.terminal.isOutputTerminal else {
            try output.print(body.bytes, verbatim: .body)
            return
        }
        guard let text = body.utf8Validated, !text.utf8.contains(0) else {
            try output.print(
                line: "(a binary body of \(body.count) bytes; write it to a file with -o FILE)"
            )
            return
        }
        let end = text.isEmpty || text.hasSuffix("\n") ? "" : "\n"
        try output.print(Array((text.terminalSafeBody + end).utf8), verbatim: .body)
    }

    private func printHeaders(of report: FetchReport) throws(CommandFailure) {
        let isTerminal = output.terminal.isOutputTerminal
        try output.print(bytes: report) { report in
            guard case .fulfilled(let response) = report.outcome else { return [] }
            func shown(_ bytes: ByteString) -> [UInt8] {
                isTerminal ? Array(bytes.isomorphicDecoded.terminalSafe.utf8) : bytes.bytes
            }
            var bytes = Array("\(response.status) ".utf8) + shown(response.statusText) + [0x0A]
            for header in response.headers {
                bytes += Array("\(header.name.terminalSafe): ".utf8) + shown(header.value) + [0x0A]
            }
            return bytes + [0x0A]
        }
    }
}

extension FetchReport {
    /// The exit status of a command with this report; `nil` for success.
    ///
    /// With `--fail`, a status of 400 or more is a failure too.
    func exitStatus(fail: Bool) -> ExitStatus? {
        switch outcome {
        case .fulfilled(let response) where response.bodyError != nil: .networkFailed
        case .fulfilled(let response): fail && response.status >= 400 ? .expectationFailed : nil
        // The page does not learn that it may not read the response.
        case .rejected where isDeliveredBeacon: nil
        case .rejected(let failure): failure.isNetworkFailure ? .networkFailed : .blocked
        }
    }
}

extension OutputOptions: FastPathOptions {
    static var rows: [FastPathRow<Self>] {
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
