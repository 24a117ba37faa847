internal import ArgumentParser
internal import Fetch
internal import Fixes
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
              crumb explain app.har --browser safari
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
        let log = try read()
        let page = try from.map { text in
            Page(url: try PageURL.parse(text, option: "--from"), isSandboxed: text == "null")
        }
        let policy = try global.policy()
        let replay = HARReplay(
            log,
            policy: policy,
            suffixes: try global.suffixes(),
            page: page,
            credentials: credentials?.value
        )
        let replayed = await replay.replayed()
        var requests = global.output.shown(replayed)
        let suffixes = try global.suffixes()
        for index in requests.indices {
            guard let report = requests[index].report else { continue }
            requests[index].advice = await Adviser(report: report, suffixes: suffixes).advice()
        }
        let framework = try frameworkOptions.choice
        let explanation = HARExplanation(
            requests,
            of: log,
            path: file,
            browser: policy.name,
            framework: framework,
            isVerbose: global.verbose
        )
        if global.json {
            try global.output.print(json: explanation.json)
        } else if !global.quiet {
            try global.output.print(explanation.layout)
        }
        if requests.contains(where: \.isBlocked) { throw CommandFailure(.blocked) }
    }

    private func read() throws -> HARLog {
        let bytes: [UInt8]
        do throws(File.Failure) {
            bytes = try File.read(file, limit: .archive)
        } catch {
            throw CommandFailure(.invalidInput, "cannot read \(file): \(error.description)")
        }
        do throws(InvalidFile) {
            return try HARLog(parsing: bytes, path: file == "-" ? "stdin" : file)
        } catch {
            global.output.note(error, as: \.layout)
            throw CommandFailure(.invalidInput)
        }
    }
}
