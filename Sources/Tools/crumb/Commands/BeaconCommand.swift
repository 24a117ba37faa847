internal import ArgumentParser
internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import Redaction
internal import Scenario

struct BeaconCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "beacon",
        abstract: "Call navigator.sendBeacon() as a page, and show what it returns and sends.",
        discussion: """
            Prints the return value of sendBeacon(). true only means that the beacon was queued; the \
            exit status has the outcome, which the page never learns: 0 the server received it; 3 \
            it was blocked, or its preflight failed; 4 the network failed.

            Examples:
              crumb beacon https://stats.example/hit \\
                  --from http://localhost:5500 -d page=/home
              crumb beacon /hit --json-body '{"page": "/home"}'
              crumb beacon /hit --body '<hit/>' \\
                  --blob-type application/xml
            """
    )

    @Argument(help: "The URL; a relative one is resolved against the page.")
    var url: String

    @Option(
        help: ArgumentHelp(
            "Send the content of --body or -d as a Blob of this type.",
            valueName: "type"
        )
    )
    var blobType: String?

    @OptionGroup(title: "The page") var pageOptions: PageOptions
    @OptionGroup(title: "The data") var bodyOptions: BodyOptions
    @OptionGroup(title: "The network") var transportOptions: TransportOptions
    @OptionGroup(title: "Output") var outputOptions: OutputOptions
    @OptionGroup(title: "Recording") var recordOptions: RecordOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    mutating func run() async throws {
        // Only once: the data may come from stdin.
        let request = BeaconRequest(url: url, data: try data())
        let command = self
        try await global.inEachBrowser(outputOptions) { session in
            try await command.run(request, in: session)
        }
    }

    private func run(_ request: BeaconRequest, in session: Session) async throws -> FetchReport {
        let page = try pageOptions.page(in: session, on: transportOptions)
        let browser = session.browser(transport: try transportOptions.transport())
        await pageOptions.prepare(browser)
        try await pageOptions.decide(in: browser, for: page)
        let report = await browser.sendBeacons([request], from: page)[0].report
        try Session.check(report.storageError)
        try await session.save(browser, seen: page, report: report)
        // Data that did not reach an exchange is secret as well.
        let (bytes, type) = request.data?.extracted() ?? (nil, nil)
        global.output.learn(
            FetchRequest(url: request.url, body: bytes, bodyContentType: type)
        )
        try recordOptions.append(in: session, of: global) { RecordedStep(request, report: report) }
        return report
    }

    /// The second argument of `sendBeacon()`.
    private func data() throws -> BodyInit? {
        let body = try bodyOptions.assembled()
        guard body.query == nil else {
            throw UsageError("-G does not apply: a beacon is a POST; write the data into the URL")
        }
        guard let bytes = body.bytes else {
            return blobType.map { .blob(ByteString(), type: $0) }
        }
        if let blobType { return .blob(bytes, type: blobType) }
        if let text = bodyOptions.body { return .text(text) }
        if bodyOptions.jsonBody != nil { return .blob(bytes, type: "application/json") }
        if !bodyOptions.form.isEmpty, let type = body.contentType {
            return .encodedForm(bytes, type: type)
        }
        return .urlSearchParams(bytes.utf8Decoded)
    }
}
