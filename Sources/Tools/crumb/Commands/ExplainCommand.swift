internal import ArgumentParser
internal import BrowserFetch
internal import BrowserJSON
internal import Fixes
internal import Glibc
internal import HAR
internal import Redaction
internal import Report

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain what a browser's rules did with the requests of a HAR file, and why.",
        discussion: """
            Reads a file exported by DevTools (Network, Export HAR). Nothing is sent: the requests are \
            replayed in order, with a new jar, and receive the responses in the file. Where the \
            file shows that its browser behaved differently, crumb reports that.

            Examples:
              crumb explain app.har
              crumb explain app.har --browser chrome,firefox,safari
              crumb explain app.har --json
            """
    )

    @Argument(help: "A HAR file; - is stdin.", completion: .file(extensions: ["har"]))
    var file: String

    @Option(
        help: ArgumentHelp(
            "The page that made the requests, where the file does not name it.",
            valueName: "url"
        )
    )
    var from: String?

    @Option(help: "omit, same-origin or include, where a request carried no cookies.")
    var credentials: CredentialsOption?

    @OptionGroup var frameworkOptions: FrameworkOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    mutating func run() async throws {
        let log = try HARFile.read(file, on: global)
        let page = try from.map { text in
            Page(url: try PageURL.parse(text, option: "--from"), isSandboxed: text == "null")
        }
        let suffixes = try global.suffixes()
        var policies: [BrowserPolicy] = []
        // Of every browser.
        var replayed: [[ReplayedRequest]] = []
        for browser in try global.browsers() {
            let policy = try global.policy(of: browser)
            let replay = HARReplay(
                log,
                policy: policy,
                suffixes: suffixes,
                page: page,
                credentials: credentials?.value
            )
            policies.append(policy)
            replayed.append(await replay.replayed())
        }
        var shown = global.output.shown(replayed)
        for browser in shown.indices {
            for index in shown[browser].indices {
                guard let report = shown[browser][index].report else { continue }
                let adviser = Adviser(report: report, suffixes: suffixes)
                shown[browser][index].advice = await adviser.advice()
            }
        }
        let framework = try frameworkOptions.named
        let explanations = zip(policies, shown).map { policy, requests in
            HARExplanation(
                requests,
                of: log,
                path: file,
                browser: policy.name,
                framework: framework,
                isVerbose: global.verbose
            )
        }
        if global.json {
            try global.output.print(
                json: explanations.count > 1
                    ? HARComparison(explanations).json : explanations[0].json
            )
        } else if !global.quiet {
            try global.output.print(
                explanations.count > 1
                    ? HARComparison(explanations).layout : explanations[0].layout
            )
        }
        let requests = replayed.flatMap(\.self)
        if requests.contains(where: \.isBlocked) { throw CommandFailure(.blocked) }
        // Not a file without problems, but one that cannot be evaluated as it is.
        let isUnjudged = requests.allSatisfy { $0.skip != nil }
        if isUnjudged, requests.contains(where: { $0.skip == .unknownPage }) {
            throw CommandFailure(.invalidInput)
        }
    }
}
