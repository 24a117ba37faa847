internal import ArgumentParser
internal import Fetch
internal import Glibc
internal import HAR
internal import JSON
internal import Redaction
internal import Report

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say what a browser's rules made of the requests of a HAR file, and why.",
        discussion: """
            Takes what DevTools exports (Network, Export HAR). Nothing is sent: every request is made \
            again, in order, with a jar of its own, and answered from the file. Where the file shows \
            that its browser did something else, that is said.

            Examples:
              crumb explain app.har
              crumb explain app.har --browser chrome,firefox,safari
              crumb explain app.har --json
            """
    )

    @Argument(help: "A HAR file; - is stdin.", completion: .file(extensions: ["har"]))
    var file: String

    @Option(
        help: ArgumentHelp("The page that asked, where the file names none.", valueName: "url")
    )
    var from: String?

    @Option(help: "omit, same-origin or include, where a request carried no cookies.")
    var credentials: CredentialsOption?

    @OptionGroup var frameworkOptions: FrameworkOptions
    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    mutating func run() async throws {
        let log = try HARFile.read(file, on: global)
        let page = try from.map { text in
            Page(url: try PageURL.parse(text, option: "--from"), isSandboxed: text == "null")
        }
        var explanations: [HARExplanation] = []
        var requests: [ReplayedRequest] = []
        for browser in try global.browsers() {
            let policy = try global.policy(of: browser)
            let replay = HARReplay(
                log,
                policy: policy,
                suffixes: try global.suffixes(),
                page: page,
                credentials: credentials?.value
            )
            let replayed = hidden(await replay.replayed(), by: try global.redaction())
            requests += replayed
            explanations.append(
                HARExplanation(
                    replayed,
                    of: log,
                    path: file,
                    browser: policy.name,
                    framework: try frameworkOptions.choice,
                    isVerbose: global.verbose
                )
            )
        }
        print(explanations)
        if requests.contains(where: \.isBlocked) { throw CommandFailure(.blocked) }
        // Not a file that shows no trouble, but one that crumb cannot judge as it is.
        let isUnjudged = requests.allSatisfy { $0.skip != nil }
        if isUnjudged, requests.contains(where: { $0.skip == .unknownPage }) {
            throw CommandFailure(.invalidInput)
        }
    }

    private func print(_ explanations: [HARExplanation]) {
        let comparison = explanations.count > 1 ? HARComparison(explanations) : nil
        let terminal = global.terminal
        if global.json {
            let json = comparison?.json ?? explanations[0].json
            terminal.write(json.text + "\n", to: STDOUT_FILENO)
        } else if !global.quiet {
            terminal.printOutput(comparison?.layout ?? explanations[0].layout)
        }
    }

    private func hidden(
        _ requests: [ReplayedRequest],
        by redaction: Redaction
    ) -> [ReplayedRequest] {
        guard redaction.hidesAnything else { return requests }
        var redaction = redaction
        for request in requests {
            redaction.learn(from: FetchRequest(url: request.url))
            if let report = request.report { redaction.learn(from: report) }
        }
        return requests.map { request in
            var request = request
            request.url = redaction.text(request.url)
            request.report = request.report?.redacted(by: redaction)
            return request
        }
    }
}
