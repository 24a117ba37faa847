internal import ArgumentParser
internal import BrowserCookies
internal import BrowserFetch
internal import Redaction
internal import Scenario

struct LoadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Load what an element requests: an image, a script, a style sheet, a frame …",
        discussion: """
            crumb does not decode images or run scripts. --as names the source of the
            request: an element, a style sheet rule, or a call from a script. crumb
            browsers --all lists how the browsers differ.

            Examples:
              crumb load http://127.0.0.1:5000/pixel.gif \\
                  --as image --from http://localhost:5500
              crumb load https://widget.example/ --as iframe
              crumb load https://a.example/ --as iframe \\
                  --from https://b.example \\
                  --in-frame-of https://a.example
            """
    )

    @Argument(help: "The URL; a relative one is resolved against the page.")
    var url: String

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(
            "image, script, style, font, iframe, video, module, …",
            valueName: "kind"
        )
    )
    var kind: KindOption

    @Option(help: "The crossorigin attribute: anonymous or use-credentials.")
    var crossorigin: CrossoriginOption?

    @Option(help: "The element's referrerpolicy attribute.")
    var referrerPolicy: ReferrerPolicyOption?

    @Option(
        help: ArgumentHelp(
            "The integrity attribute of a script or style sheet.",
            valueName: "metadata"
        )
    )
    var integrity: String?

    @Option(help: "For --as module-worker: omit, same-origin or include.")
    var credentials: CredentialsOption?

    @Option(help: ArgumentHelp("For --as ping: the link's URL.", valueName: "URL"))
    var href: String?

    @OptionGroup(title: "The page") var pageOptions: PageOptions
    @OptionGroup(title: "The network") var transportOptions: TransportOptions
    @OptionGroup(title: "Output") var outputOptions: OutputOptions
    @OptionGroup(title: "Recording") var recordOptions: RecordOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    struct KindOption: ExpressibleByArgument, Sendable {
        var value: ResourceKind

        init?(argument: String) {
            guard let value = ResourceKind(named: argument) else { return nil }
            self.value = value
        }

        static var allValueStrings: [String] { ResourceKind.allCases.map(\.rawValue) }
    }

    enum CrossoriginOption: String, ExpressibleByArgument, CaseIterable, Sendable {
        case anonymous
        case useCredentials = "use-credentials"

        var value: LoadRequest.CORSSetting {
            switch self {
            case .anonymous: .anonymous
            case .useCredentials: .useCredentials
            }
        }
    }

    func validate() throws {
        try checkOwnOptions()
        if integrity != nil, !kind.value.hasIntegrity {
            throw ValidationError(
                "--integrity only applies to --as script, module, modulepreload and style"
            )
        }
    }

    private func checkOwnOptions() throws {
        if credentials != nil, !kind.value.takesCredentials {
            throw ValidationError(
                "--credentials only applies to --as module-worker and module-shared-worker; for an "
                    + "element, use --crossorigin"
            )
        }
        if href != nil, kind.value != .ping {
            throw ValidationError("--href only applies to --as ping")
        }
        if pageOptions.credentialless, kind.value != .iframe {
            throw ValidationError("--credentialless only applies to --as iframe")
        }
    }

    mutating func run() async throws {
        let command = self
        try await global.inEachBrowser(outputOptions) { session in
            try await command.run(in: session)
        }
    }

    private func run(in session: Session) async throws -> FetchReport {
        let browser = session.browser(transport: try transportOptions.transport())
        // Options about a frame apply to the one being loaded, not to the page.
        var pageOptions = pageOptions
        let sandbox = try pageOptions.sandboxFlags()
        let frame = FrameAttributes(
            sandbox: sandbox ?? (pageOptions.sandboxed ? SandboxFlags(parsing: "") : nil),
            isCredentialless: pageOptions.credentialless,
            allow: pageOptions.frameAllow
        )
        (pageOptions.sandboxed, pageOptions.sandbox) = (false, nil)
        pageOptions.credentialless = false
        pageOptions.frameAllow = nil
        let page = try pageOptions.page(in: session, on: transportOptions)
        await pageOptions.prepare(browser)
        try await pageOptions.decide(in: browser, for: page)
        var request = LoadRequest(
            url: url,
            as: kind.value,
            crossorigin: crossorigin?.value ?? .none,
            referrerPolicy: referrerPolicy?.value,
            frame: frame,
            integrity: integrity ?? ""
        )
        request.credentials = credentials?.value
        request.linkURL = href
        let report = await browser.load(request, from: page)
        try Session.check(report.storageError)
        try await session.save(browser, seen: page, report: report)
        try recordOptions.append(in: session, of: global) { RecordedStep(request, report: report) }
        return report
    }
}
